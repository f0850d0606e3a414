"""Which days of a journal cannot be: those of pages, notes and goals, and those in addresses. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from chronicles.dates.day_range import DayRange
from chronicles.guides.series.patches import Patch, read_day
from chronicles.pages.addresses import parse_address
from chronicles.pages.reading import Reading
from chronicles.pages.states import State, parse_state
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.evidence import goals_of

DayAt = tuple[Place, date]


def days_of(reading: Reading, *, is_goals: bool) -> list[DayAt]:
    """Return every day that a page names, with its place.

    On the page of the goals these are also the days behind goals, and those of its skills, pauses and
    challenge.
    """
    path, matter = reading.page.path, reading.front_matter
    found = [(one.line, one.day) for one in matter.days if is_goals or one.key == "date"]
    found += [(line, day) for line, state in _states(reading) if (day := _day(state))]
    if is_goals:
        found += [(goal.last, goal.day) for goal in goals_of(reading) if goal.day]
    return [(Place(path, line), day) for line, day in found]


def days_of_patch(patch: Patch) -> list[DayAt]:
    """Return the day that a patch says of its step, with its place; none where it says none."""
    day = read_day(patch)
    lines = patch.data.split(b"\n") if day else []
    line = next((number for number, line in enumerate(lines, 1) if line.lower().startswith(b"date:")), 0)
    return [(Place(patch.path, line), day)] if day else []


def wrong_days(found: Iterable[DayAt], days: DayRange) -> list[Problem]:
    """Return a problem for each day that is none of `days`."""
    return [refused.at(place) for place, day in found if (refused := days.wrong(day))]


def without_days(reading: Reading, wrong: Collection[Place]) -> Reading:
    """Return a page whose front matter says nothing at the keys with a day at one of the places `wrong`."""
    path, matter = reading.page.path, reading.front_matter
    keys = {one.key for one in matter.days if Place(path, one.line) in wrong}
    return replace(reading, front_matter=matter.without(keys)) if keys else reading


def _states(reading: Reading) -> Iterator[tuple[int, State]]:
    """The states that a page names itself, each at its line."""
    matter = reading.front_matter
    if "state" in matter.values:
        yield matter.places["state"], matter.state
    for code in reading.code:
        data = code.header.data
        for state in [*_of_address(data.get("data-from", "")), *_parsed(data.get("data-run", ""))]:
            yield code.block.first, state
    for link in reading.links:
        for state in _of_address(link.target) if link.scheme == "code" else ():
            yield link.line, state


def _of_address(text: str) -> Sequence[State]:
    try:
        return parse_address(text).states if "@" in text else ()
    except Refused:
        return ()  # told where the page was read, or where the link is followed


def _parsed(text: str) -> Sequence[State]:
    try:
        return (parse_state(text),) if text not in ("", "here") else ()
    except Refused:
        return ()


def _day(state: State) -> date | None:
    return date.fromisoformat(state.name) if state.kind == "day" else None
