"""What `check` says of the goals: their tests are run, and what passed is remembered."""

from collections.abc import Sequence

from rich.text import Text

from chronicles.cli.console import err, out
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.progress.evidence import Court, lost, tests_of
from chronicles.progress.plan import read_plan
from chronicles.progress.remembered import remembering
from chronicles.progress.trying import try_tests
from chronicles.proof.answers import Answers
from chronicles.proof.lock import LOCK
from chronicles.site.evidence import bases, court, goals_page, lock_text
from chronicles.site.gather import Gathered
from chronicles.site.patches import series_of
from chronicles.site.settings import Settings
from chronicles.source.series.folders import project_files
from chronicles.source.series.repository import Series
from chronicles.source.writing import replace_text


def check_evidence(
    settings: Settings, gathered: Gathered, readings: Sequence[Reading], answers: Answers, *, run: bool
) -> list[Problem]:
    """Hold the evidence behind the goals, where their page is among `readings`; say what passes."""
    if goals_page(settings, readings) is None:
        return []
    series = series_of(settings, gathered.patches)
    pages = [*gathered.readings, *(note.reading for note in gathered.notes)]
    found = court(settings, series, pages, answers)
    if found is None:
        return []
    tests = tests_of(found.goals, found.reading, answers)
    left = [name for name in tests if name not in found.passed] if run else []
    try:
        failed = _run(settings, series, left)
    except Refused as refused:
        return [refused.at(Place(found.reading.page.path)), *read_plan(found.reading).problems]
    _say(found, tests, left, failed)
    return [*lost(found, failed), *read_plan(found.reading).problems]


def _run(settings: Settings, series: Series, names: Sequence[str]) -> dict[str, str]:
    """Run tests, remember those that pass, and return why the others do not."""
    if not names:
        return {}
    err.print(f"running {count(len(names), 'test')} behind the goals", style="dim")
    now = bases(settings, series, names)
    said = try_tests(names, project_files(series, settings.projects[""]).values())
    failed = {name: why for name, why in said.items() if why}
    good = {name: now[name] for name in names if name in now and name not in failed}
    before = lock_text(settings)
    after = remembering(before, good, failed)
    if after != before and (good or before is not None):
        replace_text(settings.root / LOCK, before, after)
    return failed


def _say(found: Court, tests: Sequence[str], left: Sequence[str], failed: dict[str, str]) -> None:
    if not tests:
        return
    before = [name for name in tests if name in found.passed]
    good = len(before) + len(left) - len(failed)
    known = f", {len(before)} of them from before" if before and left else ""
    out.print(Text(f"{good} of {count(len(tests), 'test')} behind the goals pass{known}"))
