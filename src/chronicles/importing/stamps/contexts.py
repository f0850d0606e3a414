"""Headings that say the year or the month of the days below them: `# 2023`, `## January 2023`."""

from dataclasses import dataclass

from chronicles.dates.names import month as month_named
from chronicles.dates.names import weekday as weekday_named
from chronicles.dates.tokens import Cursor
from chronicles.dates.written_days import EARLIEST, LATEST, Written
from chronicles.importing.stamps.line_stamps import Shape, Stamp


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above say, and how deep those headings are."""

    year: int | None = None
    month: int | None = None
    level: int = 0


def context_of(text: str, above: Context) -> Context | None:
    """Return what a heading adds to what those above say; `None` for any other line."""
    level = len(text) - len(text.lstrip("#"))
    cursor = Cursor(text.strip().strip("#").strip())
    if not level or len(cursor.tokens) > 4:
        return None
    named = month_named(cursor.take()) if cursor.token[:1].isalpha() else None
    if named and named.remark:
        return None
    cursor.space()
    cursor.sign(",")
    cursor.space()
    year = cursor.number(4)
    if cursor.token or not (year or named) or (year and not EARLIEST <= int(year) <= LATEST):
        return None
    known = int(year) if year else above.year
    return Context(known, named.number if named else None, level)


def day_in(text: str, above: Context) -> Stamp | None:
    """Return the stamp that a heading with only a day is, below one with a month: `### Mon 5th`."""
    level = len(text) - len(text.lstrip("#"))
    if above.month is None or above.year is None or not level or level <= above.level:
        return None
    cursor = Cursor(text.strip().strip("#").strip())
    named = weekday_named(cursor.token) if cursor.token[:1].isalpha() else None
    if named:
        cursor.take()
        cursor.sign(".,")
        cursor.space()
    day = cursor.number(1, 2)
    cursor.word({"st", "nd", "rd", "th"})
    if not day or cursor.is_inside_word:
        return None
    while cursor.space() or cursor.sign(".:-\u2013—,"):
        pass
    title = cursor.rest.strip()
    if title and not named and not _parted(text):
        return None
    written = Written(int(day), above.month, above.year)
    return Stamp(text.strip(), Shape.HEADING, written, None, named.number if named else None, title, level)


def _parted(text: str) -> bool:
    return any(sign in text for sign in (":", "\u2013", "—", " - "))
