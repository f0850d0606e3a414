"""Which scripts the pages of a journal have, and on which day each of them happens."""

from collections.abc import Iterable
from datetime import date

from chronicles.guides.series.patches import read_day
from chronicles.guides.series.series import Series
from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.proof.transcripts.scripts import Script, scripts

OTHERWISE = date(2025, 1, 1)  # the day of a page that has none, at a state that has none


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
