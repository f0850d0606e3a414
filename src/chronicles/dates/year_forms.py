"""The forms of a year within a day, and the words around it."""

from chronicles.dates.label_words import phrases
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import CENTURY, EARLIEST, LATEST

APOSTROPHES = "'\u2019"
COMMAS = ",\u060c\u3001\uff0c"  # those of Arabic, of Japanese and of Chinese, too


def read_year(cursor: Cursor) -> int | None:
    """Read a year of four digits that a journal can speak of."""
    at = cursor.at
    text = cursor.number(4)
    if text and EARLIEST <= int(text) <= LATEST:
        return int(text)
    cursor.at = at
    return None


def read_year_after(cursor: Cursor, signs: str) -> tuple[int | None, str]:
    """Read the year that stands behind a day and a month, and how it was read.

    It may have two digits behind an apostrophe, a dash or a slash, and at the end of all.
    """
    at = cursor.at
    cursor.space()
    sign = cursor.sign(signs + COMMAS)
    cursor.space()
    sign = cursor.sign(APOSTROPHES) or sign
    while phrases("joints").read(cursor):
        cursor.space()
    if (year := read_year(cursor)) is not None:
        return year, ""
    short = cursor.number(2)
    is_year = sign in (*APOSTROPHES, "-", "/") or _ends(cursor)
    if short and is_year and not goes_on(cursor, sign):
        return CENTURY + int(short), short_year(short)
    cursor.at = at
    return None, ""


def short_year(text: str) -> str:
    """Return what is said of a year of two digits."""
    return f"the year '{text}' is read as {CENTURY + int(text)}"


def goes_on(cursor: Cursor, sign: str) -> bool:
    """Whether another number follows behind the same sign: what was read is a part of something longer."""
    tokens = cursor.tokens[cursor.at : cursor.at + 2]
    return len(tokens) == 2 and bool(sign) and tokens[0] == sign and tokens[1].isdecimal()


def read_year_word(cursor: Cursor) -> None:
    """Read a word for `year` behind it, as Russian has it."""
    at = cursor.at
    cursor.space()
    if phrases("years").read(cursor) is None or cursor.is_inside_word:
        cursor.at = at
        return
    cursor.sign(".")


def _ends(cursor: Cursor) -> bool:
    return not cursor.rest.strip(" \t)]>|*_:")
