"""A day that somebody wrote, in whichever form: one, or a range of days."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chronicles.dates.label_words import phrases
from chronicles.dates.name_forms import DASHES, day_first, month_first
from chronicles.dates.names import read_weekday
from chronicles.dates.number_forms import (
    compact,
    east_asian,
    korean_short,
    numbers,
    short_with_dots,
    six_digits,
    year_first,
)
from chronicles.dates.tokens import CJK, Cursor
from chronicles.dates.week_forms import week_and_year, year_and_week
from chronicles.dates.written import LAST_DAY, Written
from chronicles.dates.year_forms import read_year_word

TIME_FOLLOWS = ("T", "t")
Form = Callable[[Cursor], Written | None]
FORMS: tuple[Form, ...] = (
    compact,
    year_first,
    east_asian,
    year_and_week,
    korean_short,
    numbers,
    day_first,
    month_first,
    week_and_year,
)
MAYBE: tuple[Form, ...] = (short_with_dots, six_digits)


def read_date(cursor: Cursor, *, or_version: bool = False) -> Written | None:
    """Read a day in one of the forms, or a range of days, of which the last one counts.

    It need not be a day of the calendar: `Written.on` says so. With `or_version` it may be `8.1.24` or
    `240108`, too.
    """
    first = _one(cursor, (*FORMS, *MAYBE) if or_version else FORMS)
    if first is None:
        return None
    last = cursor.attempt(lambda at: _until(at, first))
    return first if last is None else replace(last, remarks=(*first.remarks, *last.remarks, LAST_DAY))


def _one(cursor: Cursor, forms: Sequence[Form]) -> Written | None:
    for form in forms:
        at = cursor.at
        found = form(cursor)
        read_year_word(cursor) if found and found.year is not None else None
        is_whole = not cursor.is_inside_word or cursor.token[0] >= CJK
        if found and (is_whole or cursor.token in TIME_FOLLOWS):
            return found
        cursor.at = at
    return None


def _until(cursor: Cursor, first: Written) -> Written | None:
    """The end of a range: a day with a year, in the form of the first one if that has numbers alone."""
    _weekday(cursor)
    cursor.space()
    if cursor.sign("/") or (cursor.sign(".") and cursor.sign(".")):  # ISO 8601, 5.4; 2024-03-04..2024-03-08
        return _one(cursor, (year_first,)) if not first.is_pair else None
    if not (cursor.sign(DASHES) or phrases("until").read(cursor)):
        return None
    cursor.space()
    _weekday(cursor)
    last = _one(cursor, (*FORMS, *MAYBE) if first.may_be_version else FORMS)
    is_same = last is not None and (last.is_pair, last.sign) == (first.is_pair, first.sign)
    return last if last and last.year is not None and (is_same or not first.is_pair) else None


def _weekday(cursor: Cursor) -> None:
    at = cursor.at
    while cursor.space() or cursor.sign("(,"):
        pass
    if read_weekday(cursor, mend=False) is None:
        cursor.at = at
        return
    while cursor.space() or cursor.sign("),."):
        pass
