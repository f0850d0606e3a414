"""The parts of a stamp around its day: decoration, label, weekday, time."""

import unicodedata

from chronicles.dates.clocks import Clock, read_clock
from chronicles.dates.label_words import Label, labels, phrases
from chronicles.dates.names import UNKNOWN, read_weekday
from chronicles.dates.tokens import CJK, Cursor
from chronicles.dates.written import Written
from chronicles.dates.year_forms import COMMAS

SEPARATORS = frozenset(":-\u2013—|•·.→>/~\uff1a\uff5e" + COMMAS)
OPENERS = frozenset("*_[(<{=~-\u2013—\"'“`:@\uff08\u3010\u300c")
CLOSERS = frozenset("*_])>}=~\"'”`\uff09\u3011\u300d")


NUMBER_SIGNS = frozenset("#(\u2116\u00ba\u00b0")


def read_decoration(cursor: Cursor) -> str:
    """Read white space, opening signs, and pictures such as a calendar."""
    at = cursor.at
    while cursor.token and (cursor.token.isspace() or cursor.token in OPENERS or _is_picture(cursor.token)):
        cursor.take()
    return "".join(cursor.tokens[at : cursor.at])


def _is_picture(token: str) -> bool:
    return len(token) == 1 and unicodedata.category(token) in ("So", "Sk", "Cf", "Mn", "Co")


def read_label(cursor: Cursor, counted: bool) -> frozenset[Label]:
    """Read `Day 13:`, `Date`, `Journal entry #5 -`, `3. Gün`; `counted` is whether numbers belong to it.

    Returns what the label says, nothing for none.
    """
    found: set[Label] = set()
    may_count = has_number = False
    while cursor.token and not (has_number and _is_weekday(cursor)):
        if kind := labels().read(cursor):
            found.add(kind)
            may_count = counted and kind is Label.COUNT
        elif may_count and cursor.number(1, 2, 3):
            cursor.attempt(lambda c: phrases("behind").read(c))
            may_count, has_number = False, True
        elif counted and cursor.attempt(_number_before):
            found.add(Label.COUNT)
        elif not found or not (cursor.space() or cursor.sign(SEPARATORS | NUMBER_SIGNS)):
            break
    return frozenset(found)


def _is_weekday(cursor: Cursor) -> bool:
    """Whether a weekday comes next: in some languages, the word for a week is one, too."""
    at = cursor.at
    found = read_weekday(cursor)
    cursor.at = at
    return found is not None


def _number_before(cursor: Cursor) -> bool | None:
    """A count whose number stands before it: `1일차`, `3. Gün`, `3rd day`."""
    if not cursor.number(1, 2, 3):
        return None
    cursor.sign(".-")
    phrases("ordinals").read(cursor)
    cursor.space()
    is_count = phrases("behind").read(cursor) or labels().read(cursor) is Label.COUNT
    return True if is_count and not cursor.is_inside_word else None


def read_weekday_before(cursor: Cursor) -> int | None:
    """Read a weekday (from 0, Monday) and what parts it from the date; it may be `UNKNOWN`."""
    named = read_weekday(cursor, mend=_is_before_number(cursor))
    if named is None:
        return None
    while cursor.space() or cursor.sign(".-\u2013—:|()/\uff08\uff09" + COMMAS):
        pass
    while phrases("articles").read(cursor):
        cursor.space()
    return named.number


def _is_before_number(cursor: Cursor) -> bool:
    """Whether a number comes within a few tokens: else a word is no weekday that is misspelt."""
    return any(token[:1].isdecimal() for token in cursor.tokens[cursor.at + 1 : cursor.at + 8])


def read_weekday_behind(cursor: Cursor) -> int | None:
    """Read a weekday (from 0, Monday) that stands behind the day, in brackets or not."""
    at = cursor.at
    while cursor.space() or cursor.sign("-\u2013—(/[\uff08" + COMMAS):
        pass
    is_parted = cursor.at > at or (cursor.token[:1] >= CJK and at > 0)
    named = read_weekday(cursor) if is_parted else None
    if named is None or named.number == UNKNOWN:
        cursor.at = at
        return None
    cursor.sign(".")
    cursor.sign(")]\uff09")
    return named.number


def read_clock_before(cursor: Cursor) -> Clock | None:
    """Read a time that stands before the day."""
    clock = read_clock(cursor)
    while clock and (cursor.space() or cursor.sign(",-\u2013—|)") or phrases("articles").read(cursor)):
        pass
    return clock


def read_clock_behind(cursor: Cursor) -> Clock | None:
    """Read a time behind the day, in brackets or after `at`, a comma, a dash, a `T`."""
    while cursor.space() or cursor.sign("-\u2013—|([_@:•·\uff08" + COMMAS) or _is_time_word(cursor):
        pass
    clock = read_clock(cursor)
    if clock:
        cursor.sign(")\uff09")
    return clock


def _is_time_word(cursor: Cursor) -> bool:
    if cursor.word({"t"}):
        return True
    return bool(phrases("times").read(cursor) and (cursor.sign(".") or True))


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
