"""A day as somebody wrote it: what is said of it, and no more."""

from dataclasses import dataclass
from datetime import date

from chronicles.problems import Refused

EARLIEST, LATEST = 1900, 2100
CENTURY = 2000
LAST_DAY = "of the days from … to …, the last one is taken"
MEND = "Mend the line, or give the day of all text without one: --date 2025-08-29."


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written.

    Of a `pair` it is not said which number is the month: `day` has the first and `month` the
    second. `sign` stands between them. `remarks` say how the form was read. With `week`, it is the day of
    that week of ISO 8601, from 1 for Monday. `first_year` is the year if the first of three short numbers is
    it, as in `24-03-05`; the last one is then the day. `may_be_version` is whether it may be no day, as
    in `1.2.24`.
    """

    day: int
    month: int
    year: int | None
    is_pair: bool = False
    sign: str = ""
    remarks: tuple[str, ...] = ()
    week: int = 0
    first_year: int | None = None
    may_be_version: bool = False

    @property
    def is_open(self) -> bool:
        """Whether both numbers of a pair could be the month, or the first of three the year."""
        is_either = self.is_pair and self.day != self.month and self.day <= 12 and self.month <= 12
        return is_either or (self.sign in "-\u2010\u2011" and self.can_begin_with_year)

    @property
    def can_begin_with_year(self) -> bool:
        """Whether there is a day whose year, month and day these three numbers are."""
        return self.year_first is not None

    @property
    def year_first(self) -> date | None:
        """The day whose year stands first."""
        if self.first_year is None or self.year is None:
            return None
        return _real(self.first_year, self.month, self.year - CENTURY)

    @property
    def is_range(self) -> bool:
        """Whether it is the last of several days."""
        return LAST_DAY in self.remarks or bool(self.week and self.remarks)

    def on(self, day_first: bool, year: int | None = None, year_first: bool = False) -> date:
        """Return the day; raises `Refused` where there is none such, or no year is known.

        `day_first` decides of a pair that is open, `year_first` of three short numbers; `year` stands in
        where none is written.
        """
        if year_first and (found := self.year_first):
            return found
        year = self.year if self.year is not None else year
        if year is None:
            raise Refused("the date has no year", "Give it one: --year 2025, or write it into the line.")
        found = self._in_week(year) if self.week else self._in_month(year, day_first)
        if found is None:
            raise Refused("there is no such day", MEND)
        return found

    def days(self, year: int | None = None) -> list[date]:
        """Return all days that it can mean, the day first before the month first before the year first.

        Raises `Refused` where there is none.
        """
        orders = [(True, False), (False, False)]
        if self.sign in ("-", "\u2010", "\u2011") and self.can_begin_with_year:
            orders.append((True, True))
        return list(dict.fromkeys(self.on(day, year, first) for day, first in orders))

    def _in_month(self, year: int, day_first: bool) -> date | None:
        day, month = self.day, self.month
        if self.is_pair and (month > 12 or (day <= 12 and not day_first)):
            day, month = month, day
        return _real(year, month, day)

    def _in_week(self, year: int) -> date | None:
        try:
            return date.fromisocalendar(year, self.week, self.day)
        except ValueError:
            return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
