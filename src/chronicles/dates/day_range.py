"""Which days a journal can speak of: a misprint such as 0025 or 2205 is none of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from chronicles.dates.written import EARLIEST, LATEST
from chronicles.problems import Refused

FIRST = date(1990, 1, 1)
YEAR = timedelta(days=366)
# What settings may say: the years that `import` reads.
OUTERMOST = date(EARLIEST, 1, 1), date(LATEST, 12, 31)


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from `first` to a year past `newest`, both included, and in any case those up to `last`.

    Where no day is known, `newest` is `None`, and a day may be any of those that settings can name.
    """

    first: date = FIRST
    last: date | None = None
    newest: date | None = None

    def wrong(self, day: date) -> Refused | None:
        """Return why `day` is none of them, `None` where it is one."""
        if day < self.first:
            return Refused(f"the day {day} is before {self.first}", _mend("from", day))
        if day <= max(self.last or date.min, year_past(self.newest) if self.newest else OUTERMOST[1]):
            return None
        if self.newest is None:
            return Refused(f"the day {day} is after {OUTERMOST[1]}", _mend("to", day))
        message = f"the day {day} is more than a year past {self.newest}, the newest that is known"
        return Refused(message, _mend("to", day))

    def with_day(self, day: date | None) -> "DayRange":
        """Return the days where `day` is known, too: that of a commit, or today where there is a clock."""
        if day is None or (self.newest and day <= self.newest):
            return self
        return DayRange(self.first, self.last, day)


ANY = DayRange()


def newest(days: Iterable[date]) -> date | None:
    """Return the newest of `days` that stands at most a year behind another one; `None` without any.

    The oldest counts, too. What is far from all before it may be a misprint, and does not make itself right.
    """
    known = sorted(set(days))
    near = [day for before, day in pairwise(known) if day - before <= YEAR]
    return max([*known[:1], *near], default=None)


def year_past(day: date) -> date:
    """Return the day 366 days later, as far as the calendar goes."""
    return day + YEAR if day <= date.max - YEAR else date.max


def _mend(end: str, day: date) -> str:
    if not OUTERMOST[0] <= day <= OUTERMOST[1]:
        return "Write the day that you mean, such as 2025-08-29."
    return f"Mend it; if it is right, write 'days: {{{end}: {day}}}' below 'chronicles:' in mkdocs.yml."
