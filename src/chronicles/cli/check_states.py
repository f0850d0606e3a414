"""What `check` says of the moments that pages name: each has to be one of the project's history."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from chronicles.pages.reading import Reading
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused
from chronicles.source.projects import Projects


def check_states(
    readings: Iterable[Reading], projects: Projects, is_wrong: Callable[[date], object]
) -> list[Problem]:
    """Return the states that pages name and that no history knows, each where it is named.

    A page may name one in its front matter, and the running log one for each note. A day that no page can be
    of (`is_wrong`) is told with the days of pages, and not here.
    """
    problems = list[Problem]()
    for reading in readings:
        for line, state in _named(reading):
            if state.kind == "day" and is_wrong(date.fromisoformat(state.name)):
                continue
            try:
                projects.tree("", state)
            except Refused as refused:
                problems.append(refused.at(Place(reading.page.path, line)))
    return problems


def _named(reading: Reading) -> Iterator[tuple[int, State]]:
    if (line := reading.front_matter.places.get("state")) and reading.state != NOW:
        yield line, reading.state
    yield from ((line, state) for line, state in reading.states if state != NOW)
