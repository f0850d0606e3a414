"""What `check` says of the goals: their tests are run, and what passed is remembered."""

from collections.abc import Sequence

from chronicles.cli.output import err, report
from chronicles.cli.progress import progress
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.progress.evidence import lost, tests_of
from chronicles.progress.learning_plan import read_plan
from chronicles.proof.answers import Answers
from chronicles.workspace.goal_evidence import (
    bases,
    evidence_context,
    failures,
    goals_page,
    known_here,
    remember_tests,
)
from chronicles.workspace.workspace import Workspace


def check_evidence(
    workspace: Workspace, readings: Sequence[Reading], answers: Answers, *, run: bool
) -> list[Problem]:
    """Hold the evidence behind the goals, where their page is among `readings`; say what passes.

    Return what does not hold, and what of the page's plan cannot be read. With `run`, tests of which only
    `proofs.lock` says that they pass, or nothing does, are run, and those that do are written into it.
    """
    if goals_page(workspace.settings, readings) is None:
        return []
    found = evidence_context(workspace, workspace.with_notes, answers)
    if found is None:
        return []
    tests = tests_of(found.goals, found.reading, answers)
    known = known_here(workspace, found.passed) if run else found.passed
    left = [name for name in tests if name not in known]
    try:
        failed = _run(workspace, left) if run else {}
    except Refused as refused:
        return [refused.at(Place(found.reading.page.path)), *read_plan(found.reading).problems]
    if tests:
        before = len(tests) - len(left)
        said = _passed(before, len(left), len(failed)) if run else _unrun(before, len(left))
        report(said, again=_passed(len(tests), 0, 0) if run else "")
    return [*lost(found, failed), *read_plan(found.reading).problems]


def _run(workspace: Workspace, names: Sequence[str]) -> dict[str, str]:
    """Run tests, remember those that pass, and return why the others do not."""
    if not names:
        return {}
    err.print(f"running {count(len(names), 'test')} behind the goals", style="dim")
    now = bases(workspace, names)
    with progress("tests behind the goals", len(names)):
        found = failures(workspace, names)
    remember_tests(workspace, now, found)
    return {name: why for name, why in found.items() if why}


def _passed(known: int, tried: int, failed: int) -> str:
    """What became of the tests behind the goals: `known` were known to pass, the others were run."""
    more = f", {known} of them from before" if known and tried else ""
    return f"{known + tried - failed} of {count(known + tried, 'test')} behind the goals pass{more}"


def _unrun(known: int, left: int) -> str:
    """What is known of them where none is run: nothing of those that are `left`, for better or worse."""
    if not known:
        return f"{count(left, 'test')} behind goals not run"
    more = f", {left} not run" if left else ""
    return f"{known} of {count(known + left, 'test')} behind the goals pass{more}"
