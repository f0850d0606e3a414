"""The weeks of a journal: posted, missed or paused, and the runs that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chronicles.progress.learning_plan import Stretch

State = Literal["posted", "missed", "paused"]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """A week from its Monday on, and how many entries and steps are of it."""

    monday: date
    entries: int
    steps: int
    state: State

    @property
    def name(self) -> str:
        """Year and week as ISO 8601 counts them.

        >>> CountedWeek(date(2025, 12, 29), 1, 0, "posted").name
        '2026-W01'
        """
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"


def weeks(
    entries: Sequence[date], steps: Sequence[date], pauses: Iterable[Stretch], until: date
) -> tuple[CountedWeek, ...]:
    """Return every week from the first day that is known to `until`, oldest first.

    A week without an entry is paused where pauses take all of its days, and else missed.
    """
    days = [*entries, *steps]
    if not days:
        return ()
    paused = list(pauses)
    found, first = [], _monday(min(days))
    counts = [_counted(entries), _counted(steps)]
    for number in range((until - first) // WEEK + 1):
        monday = first + number * WEEK
        here, done = (counted.get(monday, 0) for counted in counts)
        state: State = "posted" if here else "paused" if _is_paused(monday, paused) else "missed"
        found.append(CountedWeek(monday, here, done, state))
    return tuple(found)


def runs(found: Sequence[CountedWeek]) -> tuple[int, int]:
    """Return the length of the run of weeks that goes on at the end, and of the longest.

    A pause neither ends a run nor adds to it.
    """
    current = longest = 0
    for week in found:
        current = 0 if week.state == "missed" else current + (week.state == "posted")
        longest = max(longest, current)
    return current, longest


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _counted(days: Iterable[date]) -> dict[date, int]:
    found: dict[date, int] = {}
    for day in days:
        found[_monday(day)] = found.get(_monday(day), 0) + 1
    return found


def _is_paused(monday: date, pauses: Sequence[Stretch]) -> bool:
    days = [monday + timedelta(days=number) for number in range(min(7, (date.max - monday).days + 1))]
    return all(any(pause.first <= day <= pause.last for pause in pauses) for day in days)
