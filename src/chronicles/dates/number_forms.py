"""The forms of a day that have numbers, or the signs of Chinese, Japanese and Korean behind them."""

from chronicles.dates.label_words import phrases
from chronicles.dates.names import read_month
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import CENTURY, EARLIEST, LATEST, Written
from chronicles.dates.year_forms import goes_on, read_year, short_year

HYPHENS = "-\u2010\u2011"
YEARS, MONTHS, DAYS = "年년", "月월", "日號号일"


def compact(cursor: Cursor) -> Written | None:
    """20250826, 26082025; with a time, 202508262313: the clock is read later."""
    text = cursor.number(8)
    if not text:
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= 31:
        return Written(day, month, year)
    year = int(text[4:])
    return Written(int(text[:2]), int(text[2:4]), year, True) if EARLIEST <= year <= LATEST else None


def year_first(cursor: Cursor) -> Written | None:
    """2025-08-26, 2025/8/26, 2025.08.26., 2025. 8. 26., 2025-Aug-26, 2025 August 26."""
    year = read_year(cursor)
    if year is None:
        return None
    sign = cursor.sign("-/._\u2010\u2011\u2013") or (cursor.space() and " ") or cursor.sign(",")
    cursor.space()
    if number := cursor.number(1, 2) if sign != " " else "":
        if not cursor.sign({sign}):
            return None
        if sign == ".":
            cursor.space()
        day_text = cursor.number(1, 2)
        cursor.sign("." if sign == "." else "")
        return Written(int(day_text), int(number), year) if day_text else None
    named = read_month(cursor)
    cursor.sign(".")
    if named is None or not (cursor.sign("-/.,") or cursor.space()):
        return None
    cursor.space()
    day_text = cursor.number(1, 2)
    if not day_text:
        return None
    phrases("ordinals").read(cursor)
    return Written(int(day_text), named.number, year, remarks=tuple(filter(None, [named.remark])))


def east_asian(cursor: Cursor) -> Written | None:
    """2025年8月26日, 2025년 8월 26일, 8月26日."""
    at = cursor.at
    year = read_year(cursor)
    cursor.space()
    if year is not None and not cursor.sign(YEARS):
        return None
    cursor.at = cursor.at if year is not None else at
    cursor.space()
    month, day = _before(cursor, MONTHS), _before(cursor, DAYS)
    return Written(day, month, year) if month and day else None


def _before(cursor: Cursor, signs: str) -> int:
    """A number with one of the signs behind it."""
    cursor.space()
    number = cursor.number(1, 2)
    cursor.space()
    return int(number) if number and cursor.sign(signs) else 0


def numbers(cursor: Cursor) -> Written | None:
    """26.08.2025, 8/26/2025, 26-8-25, 26. 8. 2025, 25-08-26; the year may be missing: 26/08, 26.08."""
    first = cursor.number(1, 2)
    sign = cursor.sign("./" + HYPHENS) if first else ""
    if not sign:
        return None
    if sign == ".":
        cursor.space()
    second = cursor.number(1, 2)
    if not second or not 1 <= int(second) <= 31:
        return None
    if not 1 <= int(first) <= 31:
        return _short_year_first(cursor, first, sign, second)
    is_padded = len(first) == len(second) == 2  # or it may be a version, a fraction, a part of two
    without_year = Written(int(first), int(second), None, True, sign) if is_padded else None
    if not cursor.sign({sign}):
        if sign == "/" and (year := cursor.attempt(_year_apart)):
            return Written(int(first), int(second), year, True, sign)
        return without_year if sign == "/" else None
    at = cursor.at
    if sign == ".":
        cursor.space()
    if (year := read_year(cursor)) is not None:
        return Written(int(first), int(second), year, True, sign)
    if (is_padded or sign == "/") and (short := cursor.number(2)):
        if goes_on(cursor, sign):
            return None
        first_year = CENTURY + int(first) if is_padded else None
        remarks = (short_year(short),)
        return Written(int(first), int(second), CENTURY + int(short), True, sign, remarks, 0, first_year)
    cursor.at = at
    return without_year if sign == "." else None


def _year_apart(cursor: Cursor) -> int | None:
    """The year of 5/3 2024 and 5/3-2024, as in Scandinavia."""
    return read_year(cursor) if cursor.space() or cursor.sign("-") else None


def _short_year_first(cursor: Cursor, first: str, sign: str, second: str) -> Written | None:
    """99-03-05, whose first number is no day."""
    if len(first) != 2 or len(second) != 2 or not cursor.sign({sign}):
        return None
    day = cursor.number(2)
    if not day or goes_on(cursor, sign) or int(first) > LATEST - CENTURY:
        return None
    return Written(int(day), int(second), CENTURY + int(first), remarks=(short_year(first),))


def short_with_dots(cursor: Cursor) -> Written | None:
    """8.1.24, which may be the number of a version."""
    first, sign = cursor.number(1, 2), cursor.sign(".")
    second = cursor.number(1, 2) if first and sign else ""
    short = cursor.number(2) if second and cursor.sign(".") else ""
    if not short or goes_on(cursor, ".") or not (1 <= int(first) <= 31 and 1 <= int(second) <= 12):
        return None
    remarks = (short_year(short),)
    return Written(int(first), int(second), CENTURY + int(short), True, ".", remarks, may_be_version=True)


def six_digits(cursor: Cursor) -> Written | None:
    """240305 or 050324, which may be any other number."""
    text = cursor.number(6)
    first, second, third = (int(text[at : at + 2]) for at in (0, 2, 4)) if text else (0, 0, 0)
    if not 1 <= second <= 12 or not first or not third:
        return None
    remarks = (f"{text!r} is read as a day",)
    if first > 31:
        return Written(third, second, CENTURY + first, remarks=remarks, may_be_version=True)
    return Written(first, second, CENTURY + third, True, "", remarks, 0, CENTURY + first, True)


def korean_short(cursor: Cursor) -> Written | None:
    """24. 3. 5., as Korean has it in short (CLDR, ko): spaces between, and a dot at the end."""
    found: list[str] = []
    for width in ((2,), (1, 2), (1, 2)):
        cursor.space()
        number = cursor.number(*width)
        if not number or not cursor.sign("."):
            return None
        if len(found) < 2 and not cursor.token.isspace():
            return None
        found.append(number)
    year, month, day = found
    if int(month) > 12:
        return None
    if len(day) == 2 and 1 <= int(year) <= 31:  # as German has it, the day first
        last = (CENTURY + int(day), True, ".", (short_year(day),), 0, CENTURY + int(year))
        return Written(int(year), int(month), *last)
    return Written(int(day), int(month), CENTURY + int(year), remarks=(short_year(year),))
