"""The stamps over the notes of the running log."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from babel.dates import format_date

from chronicles.dates.tokens import Cursor
from chronicles.dates.written_days import read_date
from chronicles.problems import Refused

HEADING = re.compile(r"##(?:[ \t]+(?P<words>.*?))?(?:[ \t]+#*)?[ \t]*")
STAMP = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:(?:[ \t]+|T)(?P<time>\d{2}:\d{2}))?(?:[ \t]+(?P<title>\S.*))?"
)
CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?![\d.])[ \t]*(?P<half>[ap]m)?", re.I)
FORM = "'## 2025-08-29 21:14', with a title behind it if you like"


@dataclass(frozen=True, slots=True)
class LogStamp:
    """When a note was written, to the minute if it says so, and what it is called."""

    day: date
    clock: time | None = None
    title: str = ""

    @property
    def moment(self) -> datetime | date:
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
        words = [str(self.day), f"{self.clock:%H:%M}" if self.clock else "", self.title]
        return "## " + " ".join(filter(None, words))


def in_words(day: date) -> str:
    """Return a day as a sentence has it, whatever the locale.

    >>> in_words(date(2025, 8, 29))
    '29 August 2025'
    """
    return str(format_date(day, "d MMMM yyyy", locale="en"))


def read_stamp(line: str) -> LogStamp | None:
    """Return the stamp that `line` is, `None` for any other line.

    Raises `Refused` for a heading that was meant to be one, with the line as it has to be.
    """
    heading = HEADING.fullmatch(line)
    words = (heading["words"] or "") if heading else ""
    if match := STAMP.fullmatch(words):
        try:
            day = date.fromisoformat(match["day"])
            # Not `fromisoformat`: since 3.14, 24:00 is the midnight before, a day too early.
            at = datetime.strptime(match["time"], "%H:%M").time() if match["time"] else None
        except ValueError:
            raise Refused(f"{words!r} is no moment of the calendar", f"Write {FORM}.") from None
        if not match["time"] and (meant := _meant(words)):
            raise Refused(f"{words!r} is not a stamp", meant)
        return LogStamp(day, at, match["title"] or "")
    if meant := _meant(words):
        raise Refused(f"{words!r} is not a stamp", meant)
    return None


def _meant(words: str) -> str:
    """How to write a stamp that begins with a day in another form; empty for what does not."""
    cursor = Cursor(words)
    written = read_date(cursor)
    if written is None:
        return ""
    rest = cursor.rest.strip(" \t,()[]-\u2013\u2014|")
    clock = CLOCK.match(rest)
    if not clock and STAMP.fullmatch(words):
        return ""
    try:
        days = dict.fromkeys(written.on(day_first) for day_first in (True, False))
    except Refused:
        return f"Write {FORM}."
    at = _clock(clock) if clock else ""
    return f"Write {' or '.join(f'{str(LogStamp(day)) + at!r}' for day in days)}."


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    if half := (match["half"] or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f" {hour:02}:{match['minute']}" if hour < 24 else ""
