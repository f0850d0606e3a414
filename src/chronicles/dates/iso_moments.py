"""The one form of days and times that pages hold: 2025-08-29, 2025-08-29 21:14, 2025-08-29T21:14:00-05:00.

It is that of ISO 8601 with a space or a `T`, and what YAML 1.1 calls a timestamp, also without seconds. A
zone is read as in every other form of a time.
"""

import re
from dataclasses import dataclass
from datetime import date, tzinfo

from chronicles.dates.clocks import Clock, with_zone
from chronicles.dates.instants import Moment, moment_at
from chronicles.dates.tokens import Cursor
from chronicles.problems import Refused

DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
# Twelve hours are another form.
TIME = re.compile(
    r"(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?!\d)"
    r"(?![ \t]*[ap]\.?m\b)",
    re.IGNORECASE,
)
WRITE = "Write one such as 2025-08-29 or 2025-08-29 21:14."


@dataclass(frozen=True, slots=True)
class IsoMoment:
    """A day, perhaps a time, and the text that stands behind them."""

    day: date
    clock: Clock | None
    rest: str


def read_iso_moment(text: str) -> IsoMoment | None:
    """Return the moment that `text` begins with in the one form, `None` where it begins with none.

    Raises `Refused` for a day that is not in the calendar.
    """
    match = DAY.match(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise Refused(f"{match[0]!r} is no day of the calendar", WRITE) from None
    rest = text[match.end() :]
    return _with_time(day, rest) or IsoMoment(day, None, rest)


def _with_time(day: date, text: str) -> IsoMoment | None:
    """The day with the time that `text` begins with, which nothing but a zone may touch."""
    match = TIME.match(text)
    if match is None:
        return None
    cursor = Cursor(text[match.end() :])
    clock = Clock(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    clock = with_zone(clock, cursor)
    return None if cursor.token and not cursor.token.isspace() else IsoMoment(day, clock, cursor.rest)


def iso_moment(text: str, there: tzinfo, here: tzinfo) -> Moment | None:
    """Return what all of `text` means in the zone `here`; `None` where it is not in the one form.

    `there` is the zone of a time that names none. Raises `Refused` for what is no moment.
    """
    found = read_iso_moment(text.strip(" \t"))
    return None if found is None or found.rest else moment_at(found.day, found.clock, there, here)
