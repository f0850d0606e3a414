"""What `check` says of the goals: their tests are run, and what passed is remembered."""

from collections.abc import Sequence

from rich.text import Text

from chronicles.cli.output import err, out
from chronicles.disk.writing import replace_text
from chronicles.guides.series.folders import project_files
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.progress.evidence import EvidenceContext, lost, tests_of
from chronicles.progress.goal_tests import try_tests
from chronicles.progress.learning_plan import read_plan
from chronicles.progress.passed_tests import remembering
from chronicles.proof.answers import Answers
from chronicles.proof.lockfile import LOCK
from chronicles.workspace.goal_evidence import bases, evidence_context, goals_page, lock_text
from chronicles.workspace.workspace import Workspace


def check_evidence(
    workspace: Workspace, readings: Sequence[Reading], answers: Answers, *, run: bool
) -> list[Problem]:
    """Hold the evidence behind the goals, where their page is among `readings`; say what passes.

    Return what does not hold, and what of the page's plan cannot be read. With `run`, tests that are not
    known to pass are run, and those that do are written into `proofs.lock`.
    """
    if goals_page(workspace.settings, readings) is None:
        return []
    found = evidence_context(workspace, workspace.with_notes, answers)
    if found is None:
        return []
    tests = tests_of(found.goals, found.reading, answers)
    left = [name for name in tests if name not in found.passed] if run else []
    try:
        failed = _run(workspace, left)
    except Refused as refused:
        return [refused.at(Place(found.reading.page.path)), *read_plan(found.reading).problems]
    _say(found, tests, left, failed)
    return [*lost(found, failed), *read_plan(found.reading).problems]


def _run(workspace: Workspace, names: Sequence[str]) -> dict[str, str]:
    """Run tests, remember those that pass, and return why the others do not."""
    if not names:
        return {}
    err.print(f"running {count(len(names), 'test')} behind the goals", style="dim")
    now = bases(workspace, names)
    said = try_tests(names, project_files(workspace.series, workspace.settings.projects[""]).values())
    failed = {name: why for name, why in said.items() if why}
    good = {name: now[name] for name in names if name in now and name not in failed}
    before = lock_text(workspace.settings)
    after = remembering(before, good, failed)
    if after != before and (good or before is not None):
        replace_text(workspace.settings.root / LOCK, before, after)
    return failed


def _say(found: EvidenceContext, tests: Sequence[str], left: Sequence[str], failed: dict[str, str]) -> None:
    if not tests:
        return
    before = [name for name in tests if name in found.passed]
    good = len(before) + len(left) - len(failed)
    known = f", {len(before)} of them from before" if before and left else ""
    out.print(Text(f"{good} of {count(len(tests), 'test')} behind the goals pass{known}"))
