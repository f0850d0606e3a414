"""The forms of a week of the calendar (ISO 8601): its last day counts, as that of any range."""

from chronicles.dates.label_words import phrases
from chronicles.dates.phrases import Phrases
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import Written
from chronicles.dates.year_forms import goes_on, read_year

SUNDAY = 7
# They name a week of the calendar even without a year; "Week 3" may be one of a course.
CALENDAR = Phrases(dict.fromkeys(("kw", "cw", "kalenderwoche"), True))


def year_and_week(cursor: Cursor) -> Written | None:
    """2024-W10, 2024W10, 2024-W10-2, 2024 KW 10, 2024, week 10, 2024年第10周."""
    year = read_year(cursor)
    if year is None:
        return None
    if cursor.sign("年"):
        return _chinese(cursor, year)
    while cursor.space() or cursor.sign(",-/\u2010\u2011"):
        pass
    if not _week_word(cursor):
        return None
    while cursor.space() or cursor.sign(".#"):
        pass
    week = _week(cursor)
    if not week:
        return None
    at = cursor.at
    if cursor.sign("-") and (day := cursor.number(1)) and 1 <= int(day) <= SUNDAY:
        return Written(int(day), 0, year, week=week)
    cursor.at = at
    return _of(year, week)


def week_and_year(cursor: Cursor) -> Written | None:
    """Week 10 of 2024, week 10, 2024, KW 10/2024, W10 2024; KW 10, whose year is said elsewhere."""
    at = cursor.at
    is_calendar = CALENDAR.read(cursor) is not None
    if not is_calendar and not _week_word(cursor):
        return None
    while cursor.space() or cursor.sign(".#"):
        pass
    week = _week(cursor)
    if not week or cursor.at == at:
        return None
    alone = cursor.at
    while cursor.space() or cursor.sign(",-/") or phrases("joints").read(cursor):
        pass
    year = read_year(cursor)
    if year is None or any(goes_on(cursor, sign) for sign in "-/."):
        cursor.at = alone
        return Written(SUNDAY, 0, None, week=week, remarks=(_last(week, None),)) if is_calendar else None
    return _of(year, week)


def _week_word(cursor: Cursor) -> bool:
    return bool(cursor.word({"w"}) or phrases("weeks").read(cursor))


def _week(cursor: Cursor) -> int:
    number = cursor.number(1, 2)
    return int(number) if number and 1 <= int(number) <= 53 else 0


def _chinese(cursor: Cursor, year: int) -> Written | None:
    cursor.word({"第"})
    week = _week(cursor)
    return _of(year, week) if week and cursor.word({"周", "週"}) else None


def _of(year: int, week: int) -> Written:
    return Written(SUNDAY, 0, year, week=week, remarks=(_last(week, year),))


def _last(week: int, year: int | None) -> str:
    return f"of week {week}{f' of {year}' if year else ''}, the last day is taken"
