"""What a check ended with, as SARIF: OASIS, "Static Analysis Results Interchange Format", 2.1.0. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from chronicles.problems import Problem, visible
from chronicles.proof.check_result import WARNINGS, CheckResult
from chronicles.proof.problem_kinds import PROBLEM_KINDS, ProblemKind
from chronicles.proof.result_context import ResultContext

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"  # as GitHub and others call the top of the repository
RULES = tuple(PROBLEM_KINDS)


def sarif_log(result: CheckResult, context: ResultContext) -> str:
    """Return the log of one run: a rule for each kind of problem, a result for each problem and each warning.

    Paths in it are URIs as seen from the top of the repository. It is in ASCII, and ends with a newline.
    """
    run = {
        "tool": {"driver": _driver(context.version)},
        "invocations": [_invocation(result, context)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(problem, result.kinds[problem], context) for problem in result.problems),
            *(_result(*warning, context, "warning") for warning in result.warnings.items()),
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(version: str) -> dict[str, Any]:
    return {"name": "Chronicles", "version": version, "rules": [_rule(kind) for kind in RULES]}


def _rule(kind: ProblemKind) -> dict[str, Any]:
    said = {"text": PROBLEM_KINDS[kind]}
    return {
        "id": kind,
        "shortDescription": said,
        "defaultConfiguration": {"level": "warning" if kind in WARNINGS else "error"},
    }


def _invocation(result: CheckResult, context: ResultContext) -> dict[str, Any]:
    told: dict[str, Any] = {"executionSuccessful": not result.error, "exitCode": result.status}
    if result.error:
        notice = {"level": "error", "message": _message([context.called(visible(result.error))])}
        told["toolExecutionNotifications"] = [notice]
    return told


def _result(
    problem: Problem, kind: ProblemKind, context: ResultContext, level: str = "error"
) -> dict[str, Any]:
    found = {
        "ruleId": kind,
        "ruleIndex": RULES.index(kind),
        "level": level,
        "message": _message(context.lines(problem)),
    }
    location = _location(context.path(problem), problem.place.line)
    return found | ({"locations": [{"physicalLocation": location}]} if location else {})


def _location(path: str, line: int) -> Mapping[str, Any]:
    if not path:
        return {}
    uri = quote(path.encode("utf-8", "surrogateescape"))
    region = {"region": {"startLine": line}} if line else {}
    return {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}} | region


def _message(lines: Iterable[str]) -> dict[str, str]:
    """A message of a line each; braces, which would stand for arguments, are doubled (3.11.5)."""
    return {"text": "\n".join(lines).replace("{", "{{").replace("}", "}}")}
