"""What a check ended with, as JSON; `docs/manual/check.schema.json` says what it holds. Pure."""

import json
from typing import Any, get_args

from chronicles.problems import Problem, visible
from chronicles.proof.check import Outcome
from chronicles.proof.check_result import CheckBasis, CheckCounts, CheckResult
from chronicles.proof.problem_kinds import ProblemKind
from chronicles.proof.result_context import ResultContext

VERSION = 1  # of the form: another one where a program that reads it would have to be changed
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def json_result(result: CheckResult, context: ResultContext) -> str:
    """Return the document; paths in it are as people see them, from the folder of the journal.

    It is in ASCII, and ends with a newline.
    """
    document = {
        "version": VERSION,
        "program": {"name": "chronicles", "version": context.version},
        "status": result.status,
        "error": context.called(visible(result.error)) or None,
        "changed": _changed(result.basis) if result.basis else None,
        "pages": {"checked": result.counts.checked, "all": result.counts.pages} if result.counts else None,
        "blocks": _blocks(result.counts) if result.counts else None,
        "problems": [_problem(problem, result.kinds[problem], context) for problem in result.problems],
        "warnings": [_problem(*warning, context, "warning") for warning in result.warnings.items()],
    }
    return json.dumps(document, indent=2) + "\n"


def _changed(basis: CheckBasis) -> dict[str, str | None]:
    return {"base": visible(basis.base), "commit": basis.commit or None}


def _blocks(counts: CheckCounts) -> dict[str, int]:
    return {outcome: counts.blocks.get(outcome, 0) for outcome in OUTCOMES}


def _problem(
    problem: Problem, kind: ProblemKind, context: ResultContext, severity: str = "error"
) -> dict[str, Any]:
    message, mend = context.lines(problem)
    return {
        "path": visible(problem.place.path) or None,
        "line": problem.place.line or None,
        "severity": severity,
        "kind": kind,
        "message": message,
        "mend": mend,
    }
