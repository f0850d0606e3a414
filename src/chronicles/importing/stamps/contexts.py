"""Headings that say the year or the month of the days below them: `# 2023`, `## January 2023`."""

from dataclasses import dataclass

from chronicles.dates.decorations import read_weekday_before
from chronicles.dates.label_words import phrases
from chronicles.dates.names import UNKNOWN, read_month
from chronicles.dates.number_forms import DAYS, MONTHS, YEARS
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import EARLIEST, LATEST, Written
from chronicles.importing.stamps.line_stamps import Shape, Stamp
from chronicles.problems import Refused


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above say, and how deep those headings are."""

    year: int | None = None
    month: int | None = None
    level: int = 0


def context_of(text: str, above: Context) -> Context | None:
    """Return what a heading adds to what those above say; `None` for any other line."""
    level = len(text) - len(text.lstrip("#"))
    if not level:
        return None
    cursor = Cursor(text.strip().strip("#").strip())
    if len(cursor.tokens) > 6:
        return None
    named = read_month(cursor, mend=False)
    cursor.space()
    if phrases("joints").read(cursor):
        cursor.space()
    cursor.sign(",")
    cursor.space()
    year = cursor.number(4)
    month = named.number if named else _east_asian(cursor)
    if cursor.token or not (year or month) or (year and not EARLIEST <= int(year) <= LATEST):
        return None
    return Context(int(year) if year else above.year, month, level)


def _east_asian(cursor: Cursor) -> int | None:
    """The month of 2024年3月 and of 3월."""
    cursor.sign(YEARS)
    cursor.space()
    number = cursor.number(1, 2)
    return int(number) if number and cursor.sign(MONTHS) and 1 <= int(number) <= 12 else None


def day_in(text: str, above: Context) -> Stamp | None:
    """Return the stamp that a heading with only a day is, below one with a month: `### Mon 5th`."""
    level = len(text) - len(text.lstrip("#"))
    if above.month is None or above.year is None or not level or level <= above.level:
        return None
    cursor = Cursor(text.strip().strip("#").strip())
    is_month = read_month(Cursor(cursor.rest), mend=False) is not None
    weekday = read_weekday_before(cursor)
    day = cursor.number(1, 2)
    phrases("ordinals").read(cursor)
    cursor.sign(DAYS)
    if not day or cursor.is_inside_word:
        return None
    while cursor.space() or cursor.sign(".:-\u2013—,"):
        pass
    title = cursor.rest.strip()
    if title and weekday is None and not _parted(text):
        return None
    written = Written(int(day), above.month, above.year)
    if is_month and not _falls(written, weekday):
        return None  # `Mar 5` is a day in March, unless it is a Tuesday
    weekday = None if weekday == UNKNOWN else weekday
    return Stamp(text.strip(), Shape.HEADING, written, None, weekday, title, level)


def _falls(written: Written, weekday: int | None) -> bool:
    try:
        return written.on(True).weekday() == weekday
    except Refused:
        return False


def _parted(text: str) -> bool:
    return any(sign in text for sign in (":", "\u2013", "—", " - "))
