"""Which of its numbers comes first in a date: decided once for a file, from what the file itself shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from chronicles.dates.written import Written
from chronicles.importing.stamps.line_stamps import Stamp
from chronicles.problems import Refused

NEARER = 5  # times that the days of a log are nearer to each other in the right order
ENOUGH = 4  # dates that show it though one of them is out of the row


@dataclass(frozen=True, slots=True)
class Order:
    """The order, and why; `is_guess` is whether nothing in the file shows it.

    `year_first` is for three short numbers, such as `24-03-05`; `day_first` for all others.
    """

    day_first: bool
    why: str = ""
    is_guess: bool = False
    year_first: bool = False

    def first(self, written: Written) -> str:
        """Return what stands first in a date: `year`, `day` or `month`."""
        if self.year_first and written.can_begin_with_year:
            return "year"
        return "day" if self.day_first else "month"

    def is_decided(self, written: Written) -> bool:
        """Whether a date can be another day in another order, so that this one has to be told."""
        return written.is_open or (self.year_first and written.can_begin_with_year)


Stamps = Sequence[tuple[int, Stamp]]
DAY, MONTH, YEAR = Order(True), Order(False), Order(True, year_first=True)
# Of 24-03-05 the year is likely to be first, since ISO 8601 has it so; of all others nothing speaks for it.
HYPHENS = "-\u2010\u2011"


def decide(stamps: Stamps, wanted: bool | None) -> Order:
    """Return the order of the pairs in `stamps` (with their lines); `wanted` is what the user says."""
    if wanted is not None:
        return Order(wanted, "as you say")
    pairs = [(line, stamp) for line, stamp in stamps if stamp.written and stamp.written.is_pair]
    short = [(line, stamp.written) for line, stamp in pairs if stamp.written and stamp.written.first_year]
    if short and all(written.can_begin_with_year for _, written in short):
        return _with_year(stamps, short)
    for evidence in (_too_large, _weekdays, lambda _: _in_a_row(stamps, (DAY, MONTH))):
        if found := evidence(pairs):
            return found
    return _guess(pairs)


def _guess(pairs: Stamps) -> Order:
    if any(stamp.written and stamp.written.sign == "." for _, stamp in pairs):
        return Order(True, "as is usual with dots; nothing in the file shows it", True)
    return Order(False, "nothing in the file shows it", True)


def _with_year(stamps: Stamps, short: Sequence[tuple[int, Written]]) -> Order:
    """The order where the first of three short numbers may be the year, too."""
    orders = [order for order in (YEAR, DAY, MONTH) if all(_is_day(written, order) for _, written in short)]
    if len(orders) == 1:
        others = [order for order in (DAY, MONTH) if order not in orders]
        shows = next(line for line, written in short if not all(_is_day(written, one) for one in others))
        return replace(orders[0], why=f"as line {shows} shows")
    fits = [order for order in orders if _fits_weekdays(stamps, order)]
    if len(fits) == 1:
        return replace(fits[0], why="as the weekdays show")
    if found := _in_a_row(stamps, fits or orders):
        return found
    if YEAR in orders and any(written.sign in HYPHENS for _, written in short):
        return Order(True, "as ISO 8601 has it; nothing in the file shows it", True, True)
    return _guess([]) if MONTH in orders else Order(True, "as its first number shows")


def _is_day(written: Written, order: Order) -> bool:
    """Whether there is such a day, in this very order."""
    if order.year_first:
        return written.can_begin_with_year
    return (written.month if order.day_first else written.day) <= 12 and _on(written, order) is not None


def _fits_weekdays(stamps: Stamps, order: Order) -> bool:
    """Whether some dates have a weekday, and all of those fall on it."""
    said = [
        (weekday, day)
        for _, stamp in stamps
        if (day := _day(stamp, order)) and (weekday := _weekday(stamp)) is not None
    ]
    return bool(said) and all(day.weekday() == weekday for weekday, day in said)


def _too_large(pairs: Stamps) -> Order | None:
    """A number over 12 is no month."""
    first = [line for line, stamp in pairs if stamp.written and stamp.written.day > 12]
    second = [line for line, stamp in pairs if stamp.written and stamp.written.month > 12]
    if bool(first) == bool(second):
        return None
    return Order(bool(first), f"as line {(first or second)[0]} shows")


def _weekdays(pairs: Stamps) -> Order | None:
    """A weekday fits one order alone."""
    shown: dict[bool, list[int]] = {True: [], False: []}
    for line, stamp in pairs:
        fits = [order for order in (DAY, MONTH) if _falls(stamp, order)]
        if len(fits) == 1 and stamp.written and stamp.written.is_open:
            shown[fits[0].day_first].append(line)
    if bool(shown[True]) == bool(shown[False]):
        return None
    return Order(bool(shown[True]), f"as the weekday in line {(shown[True] or shown[False])[0]} shows")


def _falls(stamp: Stamp, order: Order) -> bool:
    day = _day(stamp, order)
    return day is not None and _weekday(stamp) is not None and day.weekday() == stamp.weekday


def _weekday(stamp: Stamp) -> int | None:
    """The weekday of a stamp's day; that of a range is of its first day, which does not count."""
    return None if stamp.written and stamp.written.is_range else stamp.weekday


def _in_a_row(stamps: Stamps, orders: Sequence[Order]) -> Order | None:
    """In one of the orders the dates follow each other, in the others they jump to and fro, or by months."""
    days = {order: [day for _, stamp in stamps if (day := _day(stamp, order))] for order in orders}
    fits = [order for order in orders if _follows(days[order])]
    if len(fits) == 1:
        return replace(fits[0], why="so that the dates follow each other")
    near, far = sorted(fits or orders, key=lambda order: _way(days[order]))[:2]
    is_enough = bool(fits) or min(map(len, days.values())) >= ENOUGH
    if not is_enough or not _way(days[far]) or _way(days[near]) * NEARER > _way(days[far]):
        return None
    why = "so that the dates follow each other" if fits else "so that the dates are near each other"
    return replace(near, why=why)


def _follows(days: Sequence[date]) -> bool:
    steps = [before < after for before, after in pairwise(days) if before != after]
    return bool(steps) and (all(steps) or not any(steps))


def _way(days: Sequence[date]) -> int:
    """How many days there are from each date to the next, all together."""
    return sum(abs((after - before).days) for before, after in pairwise(days))


def _day(stamp: Stamp, order: Order) -> date | None:
    return _on(stamp.written, order) if stamp.written else None


def _on(written: Written, order: Order) -> date | None:
    try:
        return written.on(order.day_first, year_first=order.year_first)
    except Refused:
        return None
