"""The forms of a day that name its month."""

from chronicles.dates.label_words import phrases
from chronicles.dates.names import Name, read_month, read_weekday
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import LAST_DAY, Written
from chronicles.dates.year_forms import read_year_after

BETWEEN_DAYS = "-\u2013\u2014~\uff5e/&+"
DASHES = frozenset("-\u2013\u2014~\uff5e")


def day_first(cursor: Cursor) -> Written | None:
    """26 August 2025, 26th of Aug., 2025, 26-Aug-25, 26. August, 12-18 May."""
    day = cursor.number(1, 2)
    if not day:
        return None
    _ordinal(cursor)
    cursor.sign(".°")
    last = _last_of(cursor, int(day), BETWEEN_DAYS + ",")
    cursor.sign("" if last else ",")  # as Telugu has it
    is_joined = cursor.token.isalpha()  # 05Mar2024
    if last is None and not (cursor.space() or cursor.sign("-/") or is_joined):
        return None
    cursor.space()
    while phrases("joints").read(cursor):
        cursor.space()
    named = read_month(cursor, mend=False)
    name = named or read_month(cursor)
    if name is None:
        return None
    cursor.sign(".")
    return _written(cursor, int(day), last, name, "-/. ", needs_year=named is None or is_joined)


def month_first(cursor: Cursor) -> Written | None:
    """August 26, 2025; Aug. 26th 2025; Aug-26-2025; May 12-18, 2025."""
    named = read_month(cursor, mend=False)
    # A word is a misspelt month only before a number: to look for it takes time.
    name = named or (read_month(cursor) if _is_before_number(cursor) else None)
    if name is None:
        return None
    cursor.sign(".,")
    if not (cursor.space() or cursor.sign("-/")):
        return None
    while phrases("articles").read(cursor):
        cursor.space()
    day = cursor.number(1, 2)
    if not day:
        return None
    phrases("ordinals").read(cursor)
    cursor.sign(".")
    alone = cursor.at
    last = _last_of(cursor, int(day), BETWEEN_DAYS)
    found = _written(cursor, int(day), last, name, "-/.", needs_year=named is None)
    if last and found and found.year is None and cursor.rest.strip(" \t)]>|*_:"):
        cursor.at = alone  # March 5 - 10 new words
        return _written(cursor, int(day), None, name, "-/.", needs_year=named is None)
    return found


def _is_before_number(cursor: Cursor) -> bool:
    return any(token[:1].isdecimal() for token in cursor.tokens[cursor.at + 1 : cursor.at + 4])


def _written(
    cursor: Cursor, day: int, last: int | None, name: Name, signs: str, *, needs_year: bool
) -> Written | None:
    """The day with the year behind it; a word that only is near to a month needs a year to be one."""
    year, remark = read_year_after(cursor, signs)
    if year is None and needs_year:
        return None
    remarks = (name.remark, LAST_DAY if last else "", remark)
    return Written(last or day, name.number, year, remarks=tuple(filter(None, remarks)))


def _ordinal(cursor: Cursor) -> None:
    """`th`, or with a hyphen as Russian has it."""
    at = cursor.at
    cursor.sign("-")
    if phrases("ordinals").read(cursor) is None or cursor.is_inside_word:
        cursor.at = at


def _last_of(cursor: Cursor, first: int, signs: str) -> int | None:
    """The last of several days of a month: 4-8, 4/5, 4, 5 and 6."""
    last = None
    while True:
        at = cursor.at
        day = _last_day(cursor, last or first, signs)
        if day is None:
            cursor.at = at
            return last
        last = day


def _last_day(cursor: Cursor, first: int, signs: str) -> int | None:
    """The end of a range within a month, and the white space behind it."""
    cursor.attempt(_weekday)
    cursor.space()
    if not (cursor.sign(signs) or phrases("until").read(cursor)):
        return None
    cursor.space()
    cursor.attempt(_weekday)
    last = cursor.number(1, 2)
    phrases("ordinals").read(cursor)
    cursor.sign(".")
    is_clock = cursor.token in (":", "h")  # March 5 - 14:04
    return None if not last or int(last) <= first or is_clock else int(last)


def _weekday(cursor: Cursor) -> bool | None:
    """A weekday within a range: Mon 4 - Fri 8 March."""
    cursor.space()
    cursor.sign("(")
    if read_weekday(cursor, mend=False) is None:
        return None
    cursor.sign(".)")
    cursor.sign(",")
    cursor.space()
    while phrases("articles").read(cursor):
        cursor.space()
    return True
