"""Brings together what scripts are run with: states, their days, limits, what is installed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from chronicles.execution.command_lines import PROGRAMS
from chronicles.guides.series.patches import read_day
from chronicles.guides.series.series import Series
from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.problems import Place, Refused
from chronicles.proof.transcripts.comparison import BlockOutput
from chronicles.proof.transcripts.script_results import RunContext, run_all
from chronicles.proof.transcripts.scripts import ProjectState, Script, scripts
from chronicles.sandbox import Limits
from chronicles.sandbox.installed import installed
from chronicles.source.projects import Projects
from chronicles.workspace.workspace import Workspace

OTHERWISE = date(2025, 1, 1)  # the day of a page that has none, at a state that has none


def run_scripts(
    workspace: Workspace,
    projects: Projects,
    readings: Iterable[Reading],
    tell: Callable[[list[Script]], Callable[[Script, bool], None]],
) -> dict[Place, BlockOutput]:
    """Run the transcripts of `readings` and return what came of each, by its place: page and opening fence.

    `tell` is told what is to be run and returns what is told when a script begins and is over.
    """
    settings = workspace.settings
    told = runnable_scripts(workspace.series, readings)
    before = preceding(workspace.series)
    trees: dict[ProjectState, str] = {}
    lost: dict[Place, BlockOutput] = {}
    runnable = []
    for script in told:
        try:
            for key in _needed(script, before):
                trees[key] = projects.tree_hash(*key)
            runnable.append(script)
        except Refused as refused:
            lost |= {Place(script.page, code.block.first): BlockOutput((), refused) for code in script.codes}
    context = RunContext(
        files={key: partial(projects.stored, *key) for key in trees},
        trees=trees,
        before=before,
        store=settings.store,
        zone=settings.zone,
        limits=replace(Limits(), seconds=settings.seconds),
        programs=PROGRAMS | settings.programs,
        installed=installed(),
    )
    return run_all(context, runnable, tell(runnable)) | lost


def _needed(script: Script, before: Mapping[State, State]) -> list[ProjectState]:
    """The states that a script is run with: its own, and the one that its database is from."""
    return [script.key, *([("", before[script.state])] if script.needs_before(before) else [])]


def runnable_scripts(series: Series, readings: Iterable[Reading]) -> list[Script]:
    """Return the scripts of `readings`, each on its day."""
    days = _days(series)
    return scripts(readings, days, max(days.values(), default=OTHERWISE))


def preceding(series: Series) -> dict[State, State]:
    """Return the state before each state that has one."""
    steps = [patch.step.state for patch in series.patches]
    return dict(zip(steps[1:], steps[:-1], strict=True))


def _days(series: Series) -> dict[State, date]:
    """When the steps were made, as their patches say; one without a patch is of the day before it."""
    found: dict[State, date] = {}
    day = OTHERWISE
    for patch in series.patches:
        day = read_day(patch) or day
        found[patch.step.state] = day
    return found
