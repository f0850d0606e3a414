"""The stamps over the notes of the running log."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from babel.dates import format_date

from chronicles.dates.instants import Moment, moment_at
from chronicles.dates.iso_moments import read_iso_moment
from chronicles.dates.tokens import Cursor
from chronicles.dates.written_days import read_date
from chronicles.problems import Refused

HEADING = re.compile(r"##(?:[ \t]+(?P<words>.*?))?(?:[ \t]+#*)?[ \t]*")
ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ \t].*)?")
CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?![\d.])[ \t]*(?P<half>[ap]m)?", re.I)
FORM = "'## 2025-08-29 21:14', with a title behind it if you like"


@dataclass(frozen=True, slots=True)
class LogStamp:
    """When a note was written, by the clocks of the journal, and what it is called.

    `zone` is written behind the time, such as `+01:00`: it is needed where the clocks show the time twice.
    """

    day: date
    clock: time | None = None
    title: str = ""
    zone: str = ""

    @property
    def moment(self) -> Moment:
        """The day with its time, or the day alone."""
        return datetime.combine(self.day, self.clock) if self.clock else self.day

    @property
    def name(self) -> str:
        """The name that an entry gets from it: a new title changes no address.

        >>> LogStamp(date(2025, 8, 29), time(21, 14), "Migrations").name
        '2025-08-29-2114'
        """
        return f"{self.day}-{self.clock:%H%M}" if self.clock else str(self.day)

    @property
    def shown(self) -> str:
        """The title, or the moment in words."""
        day = in_words(self.day)
        return self.title or (f"{day}, {self.clock:%H:%M}" if self.clock else day)

    def __str__(self) -> str:
        words = [str(self.day), f"{self.clock:%H:%M}" if self.clock else "", self.zone, self.title]
        return "## " + " ".join(filter(None, words))


def in_words(day: date) -> str:
    """Return a day as a sentence has it, whatever the locale.

    >>> in_words(date(2025, 8, 29))
    '29 August 2025'
    """
    return str(format_date(day, "d MMMM yyyy", locale="en"))


def stamp_of(moment: datetime, title: str) -> LogStamp:
    """Return the stamp of a moment that has the journal's zone, to the minute."""
    at = moment.time().replace(second=0, microsecond=0)
    zone = moment.isoformat(timespec="minutes")[16:22] if moment.fold else ""
    return LogStamp(moment.date(), at, title, zone)


def read_stamp(line: str, zone: tzinfo = UTC) -> LogStamp | None:
    """Return the stamp that `line` is, `None` for any other line. `zone` is the journal's.

    Raises `Refused` for a heading that was meant to be one, with the line as it has to be.
    """
    heading = HEADING.fullmatch(line)
    words = (heading["words"] or "") if heading else ""
    try:
        found = read_iso_moment(words)
    except Refused:
        raise _no_moment(words) from None
    if found and found.rest[:1].strip(" \t") == "":
        if found.clock and not found.clock.is_real:
            raise _no_moment(words)
        if found.clock or not (meant := _meant(words)):
            moment = moment_at(found.day, found.clock, zone, zone)
            return _stamp(moment, found.rest.strip(" \t"))
        raise Refused(f"{words!r} is not a stamp", meant)
    if meant := _meant(words):
        raise Refused(f"{words!r} is not a stamp", meant)
    return None


def _stamp(moment: Moment, title: str) -> LogStamp:
    if isinstance(moment, datetime):
        return LogStamp(moment.date(), moment.time(), title)  # a time knows which of two it is
    return LogStamp(moment, None, title)


def _no_moment(words: str) -> Refused:
    return Refused(f"{words!r} is no moment of the calendar", f"Write {FORM}.")


def _meant(words: str) -> str:
    """How to write a stamp that begins with a day in another form; empty for what does not."""
    cursor = Cursor(words)
    written = read_date(cursor)
    if written is None or written.week:
        return ""
    rest = cursor.rest.strip(" \t,()[]-\u2013\u2014|")
    clock = CLOCK.match(rest)
    if not clock and ISO_DAY.fullmatch(words):
        return ""
    try:
        days = written.days()
    except Refused:
        return f"Write {FORM}."
    at = _clock(clock) if clock else ""
    return f"Write {' or '.join(f'{str(LogStamp(day)) + at!r}' for day in days)}."


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    if half := (match["half"] or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f" {hour:02}:{match['minute']}" if hour < 24 else ""
