"""The parts of a stamp around its day: decoration, label, weekday, time."""

import unicodedata

from chronicles.dates.clocks import Clock, read_clock
from chronicles.dates.names import weekday as weekday_named
from chronicles.dates.tokens import Cursor
from chronicles.dates.written_days import Written

LABELS = frozenset(
    [
        "day",
        "week",
        "entry",
        "log",
        "date",
        "dates",
        "on",
        "session",
        "note",
        "notes",
        "journal",
        "diary",
        "update",
        "weekly",
        "daily",
        "devlog",
        "posted",
        "published",
        "written",
        "created",
        "number",
        "no",
        "nr",
        "for",
        "of",
        "the",
        "round",
        "r",
        "d",
        "dear",
        "sprint",
        "lesson",
        "class",
    ]
)
SEPARATORS = frozenset(":-\u2013—|,•·.→>/")
OPENERS = frozenset("*_[(<{=~-\u2013—\"'“`:@")
CLOSERS = frozenset("*_])>}=~\"'”`")


def read_decoration(cursor: Cursor) -> str:
    """Read white space, opening signs, and pictures such as a calendar."""
    at = cursor.at
    while cursor.token and (cursor.token.isspace() or cursor.token in OPENERS or _is_picture(cursor.token)):
        cursor.take()
    return "".join(cursor.tokens[at : cursor.at])


def _is_picture(token: str) -> bool:
    return len(token) == 1 and unicodedata.category(token) in ("So", "Sk", "Cf", "Mn", "Co")


def read_label(cursor: Cursor, counted: bool) -> str:
    """Read `Day 13:`, `Date`, `Journal entry #5 -`, `Week 3`; `counted` is whether numbers belong to it."""
    words: list[str] = []
    may_count = False
    while cursor.token:
        if word := cursor.word(LABELS):
            words.append(word)
            may_count = counted
        elif may_count and cursor.number(1, 2, 3):
            may_count = False
        elif not words or not (cursor.space() or cursor.sign(SEPARATORS | {"#", "("})):
            break
    return " ".join(words)


def read_weekday_before(cursor: Cursor) -> int | None:
    """Read a weekday (from 0, Monday) and what parts it from the date."""
    named = weekday_named(cursor.token) if cursor.token[:1].isalpha() else None
    if named is None:
        return None
    cursor.take()
    while cursor.space() or cursor.sign(".,-\u2013—:|("):
        pass
    if cursor.word({"the"}):
        cursor.space()
    return named.number


def read_weekday_behind(cursor: Cursor) -> int | None:
    """Read a weekday (from 0, Monday) that stands behind the day, in brackets or not."""
    at = cursor.at
    while cursor.space() or cursor.sign(",-\u2013—(/"):
        pass
    named = weekday_named(cursor.token) if cursor.token[:1].isalpha() and cursor.at > at else None
    if named is None:
        cursor.at = at
        return None
    cursor.take()
    cursor.sign(".")
    cursor.sign(")")
    return named.number


def read_clock_before(cursor: Cursor) -> Clock | None:
    """Read a time that stands before the day."""
    clock = read_clock(cursor)
    while clock and (cursor.space() or cursor.sign(",-\u2013—|)") or cursor.word({"on"})):
        pass
    return clock


def read_clock_behind(cursor: Cursor) -> Clock | None:
    """Read a time behind the day, in brackets or after `at`, a comma, a dash, a `T`."""
    while cursor.space() or cursor.sign(",-\u2013—|([_@:•·") or cursor.word({"at", "um", "à", "t"}):
        pass
    clock = read_clock(cursor)
    if clock:
        cursor.sign(")")
    return clock


def read_year_behind(cursor: Cursor, written: Written) -> Written | None:
    """Read the year behind the time, as git, mail and `date` have it: `Aug 26 23:13:00 2025`."""
    cursor.space()
    if len(cursor.token) > 1 and cursor.token.isupper():  # a zone
        cursor.take()
        cursor.space()
    year = cursor.number(4)
    if not year or cursor.is_inside_word:
        return None
    return Written(written.day, written.month, int(year), remarks=written.remarks)
