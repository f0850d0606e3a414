"""Days in forms other than ours, as far as they can be told."""

from datetime import date, datetime

from dateutil import parser

BLANK = datetime(2000, 1, 1), datetime(2004, 2, 2)  # what fills in for parts that are not there


def days(text: str) -> list[date]:
    """Return the days that `text` can mean; none where it does not name year, month and day.

    >>> days("29.08.2025"), days("03/04/2025")
    ([datetime.date(2025, 8, 29)], [datetime.date(2025, 4, 3), datetime.date(2025, 3, 4)])
    """
    found = (_day(text, day_first) for day_first in (True, False))
    return list(dict.fromkeys(day for day in found if day))


def _day(text: str, day_first: bool) -> date | None:
    try:
        one, other = (parser.parse(text, dayfirst=day_first, default=blank).date() for blank in BLANK)
    except (ValueError, OverflowError):
        return None
    return one if one == other else None
