"""Brings together what stories are played with: states, their days, limits, what is installed."""

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
from chronicles.proof.transcripts.comparison import Performance
from chronicles.proof.transcripts.run_all import Theater, perform
from chronicles.proof.transcripts.scripts import Story, stories
from chronicles.sandbox import Limits
from chronicles.sandbox.installed import installed
from chronicles.source.projects import Projects
from chronicles.workspace.settings import Settings

OTHERWISE = date(2025, 1, 1)  # the day of a page that has none, at a state that has none


def performances(
    settings: Settings,
    projects: Projects,
    series: Series,
    readings: Iterable[Reading],
    tell: Callable[[list[Story]], Callable[[Story, bool], None]],
) -> dict[Place, Performance]:
    """Run the transcripts of `readings` and return what came of each, by its place.

    `tell` is told what is to be played and returns what is told when a story begins and is over.
    """
    told = tellable(series, readings)
    before = preceding(series)
    trees: dict[State, str] = {}
    lost: dict[Place, Performance] = {}
    playable = []
    for story in told:
        try:
            for state in _needed(story, before):
                trees[state] = projects.tree_hash("", state)
            playable.append(story)
        except Refused as refused:
            lost |= {Place(story.page, code.block.first): Performance((), refused) for code in story.codes}
    theater = Theater(
        files={state: partial(projects.stored, "", state) for state in trees},
        trees=trees,
        before=before,
        cache=settings.cache,
        zone=settings.zone,
        limits=replace(Limits(), seconds=settings.seconds),
        programs=PROGRAMS | settings.programs,
        installed=installed(),
    )
    return perform(theater, playable, tell(playable)) | lost


def _needed(story: Story, before: Mapping[State, State]) -> list[State]:
    """The states that a story is played with: its own, and the one that its database is from."""
    return [story.state, *([before[story.state]] if story.needs_before(before) else [])]


def tellable(series: Series, readings: Iterable[Reading]) -> list[Story]:
    """Return the stories of `readings`, each on its day."""
    days = _days(series)
    return stories(readings, days, max(days.values(), default=OTHERWISE))


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
