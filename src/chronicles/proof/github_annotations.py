"""Problems as annotations of a pull request: workflow commands of GitHub Actions. Pure.

The form, and what is escaped, are those of GitHub Docs, "Workflow commands for GitHub Actions", and of
`packages/core/src/command.ts` in actions/toolkit.
"""

from collections.abc import Iterator

from chronicles.problems import Problem, visible
from chronicles.proof.check_result import CheckResult
from chronicles.proof.problem_kinds import ProblemKind
from chronicles.proof.result_context import ResultContext

IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def github_annotations(result: CheckResult, context: ResultContext) -> str:
    """Return a line for each problem and warning, its file as seen from the repository; `""` for none."""
    return "".join(f"{line}\n" for line in _lines(result, context))


def _lines(result: CheckResult, context: ResultContext) -> Iterator[str]:
    if result.error:
        yield _command({"title": _title("usage")}, context.called(visible(result.error)))
    for problem in result.problems:
        properties = _properties(problem, result.kinds[problem], context)
        yield _command(properties, "\n".join(context.lines(problem)))
    for warning, kind in result.warnings.items():
        properties = _properties(warning, kind, context)
        yield _command(properties, "\n".join(context.lines(warning)), "warning")


def _properties(problem: Problem, kind: ProblemKind, context: ResultContext) -> dict[str, str]:
    path, line = visible(context.path(problem)), problem.place.line
    place = ({"file": path} if path else {}) | ({"line": str(line)} if path and line else {})
    return place | {"title": _title(kind)}


def _title(kind: str) -> str:
    return f"Chronicles: {kind}"


def _command(properties: dict[str, str], text: str, name: str = "error") -> str:
    told = ",".join(f"{name}={value.translate(IN_PROPERTY)}" for name, value in properties.items())
    return f"::{name} {told}::{text.translate(IN_TEXT)}"
