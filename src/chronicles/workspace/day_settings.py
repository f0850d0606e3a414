"""What `days:` in `mkdocs.yml` says: which days a journal may speak of besides those that it knows. Pure."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from chronicles.dates.day_range import ANY, FIRST, OUTERMOST, DayRange
from chronicles.problems import Refused, nearest

ENDS = ("from", "to")
EXAMPLE = "'days: {from: 1985-01-01}'"
Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


def read(said: Any, wrong: Wrong) -> DayRange:
    """Return what `days:` says, and tell `wrong` what of it cannot be used."""
    if said is None:
        return ANY
    if not isinstance(said, Mapping):
        wrong(Refused("'days' names no first and no last day", f"Write it as in {EXAMPLE}."), ())
        return ANY
    for name in (str(key) for key in said if key not in ENDS):
        wrong(Refused(f"{name!r} is no end of 'days'", nearest(name, ENDS)), (name,))
    first, last = (_day(said, end, wrong) for end in ENDS)
    if first and last and last < first:
        wrong(Refused("'days' ends before it begins", "Exchange 'from' and 'to'."), ())
    return DayRange(first or FIRST, last)


def _day(said: Mapping[Any, Any], end: str, wrong: Wrong) -> date | None:
    value = said.get(end)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    if value is None or (is_day and OUTERMOST[0] <= value <= OUTERMOST[1]):
        return value
    message = f"{str(value)[:80]!r} is no day from {OUTERMOST[0]} to {OUTERMOST[1]}"
    wrong(Refused(message, f"Write one, such as '{end}: 1985-01-01'."), (end,))
    return None
