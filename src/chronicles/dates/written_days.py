"""The forms in which people write a day, each read to what it says and no further."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from chronicles.dates.names import month as month_named
from chronicles.dates.tokens import Cursor
from chronicles.problems import Refused

ORDINALS = frozenset({"st", "nd", "rd", "th"})
DASHES = frozenset("-\u2013—")
TIME_FOLLOWS = ("T", "t")
EARLIEST, LATEST = 1900, 2100
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written.

    Of a `pair` it is not said which number is the month: `day` has the first and `month` the
    second. `sign` stands between them. `remarks` say how the form was read.
    """

    day: int
    month: int
    year: int | None
    is_pair: bool = False
    sign: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether both numbers of a pair could be the month."""
        return self.is_pair and self.day != self.month and self.day <= 12 and self.month <= 12

    def on(self, day_first: bool, year: int | None = None) -> date:
        """Return the day; raises `Refused` where there is none such, or no year is known.

        `day_first` decides of a pair that is open; `year` stands in where none is written.
        """
        day, month = self.day, self.month
        if self.is_pair and (month > 12 or (day <= 12 and not day_first)):
            day, month = month, day
        year = self.year if self.year is not None else year
        if year is None:
            raise Refused("the date has no year", "Give it one: --year 2025, or write it into the line.")
        try:
            return date(year, month, day)
        except ValueError:
            mend = "Mend the line, or give the day of all text without one: --date 2025-08-29."
            raise Refused("there is no such day", mend) from None


def read_date(cursor: Cursor) -> Written | None:
    """Read a day in one of the forms, or a range of days, of which the last one counts.

    It need not be a day of the calendar: `Written.on` says so.
    """
    first = _one(cursor)
    if first is None:
        return None
    last = cursor.attempt(_until)
    if last is None or last.year is None or first.is_pair:
        return first
    return replace(last, remarks=(*first.remarks, *last.remarks, LAST_DAY))


LAST_DAY = "of the days from … to …, the last one is taken"


def _one(cursor: Cursor) -> Written | None:
    for form in FORMS:
        at = cursor.at
        found = form(cursor)
        if found and (not cursor.is_inside_word or cursor.token in TIME_FOLLOWS):
            return found
        cursor.at = at
    return None


def _until(cursor: Cursor) -> Written | None:
    cursor.space()
    if not (cursor.sign(DASHES) or cursor.word({"to", "until"})):
        return None
    cursor.space()
    return _one(cursor)


def _compact(cursor: Cursor) -> Written | None:
    """20250826, 26082025; with a time, 202508262313: the clock is read later."""
    text = cursor.number(8)
    if not text:
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= 31:
        return Written(day, month, year)
    year = int(text[4:])
    return Written(int(text[:2]), int(text[2:4]), year, True) if EARLIEST <= year <= LATEST else None


def _year_first(cursor: Cursor) -> Written | None:
    """2025-08-26, 2025/8/26, 2025.08.26., 2025年8月26日, 2025-Aug-26, 2025 August 26."""
    year = _year(cursor)
    if year is None:
        return None
    if cursor.sign("年"):
        month, day = _before(cursor, "月"), _before(cursor, "日")
        return Written(day, month, year) if month and day else None
    sign = cursor.sign("-/._\u2010\u2011\u2013") or (cursor.space() and " ") or cursor.sign(",")
    cursor.space()
    if number := cursor.number(1, 2) if sign != " " else "":
        if not cursor.sign({sign}):
            return None
        day_text = cursor.number(1, 2)
        return Written(int(day_text), int(number), year) if day_text else None
    named = month_named(cursor.take())
    cursor.sign(".")
    if named is None or not (cursor.sign("-/.,") or cursor.space()):
        return None
    cursor.space()
    day_text = cursor.number(1, 2)
    if not day_text:
        return None
    cursor.word(ORDINALS)
    return Written(int(day_text), named.number, year, remarks=_said(named.remark))


def _numbers(cursor: Cursor) -> Written | None:
    """26.08.2025, 8/26/2025, 26-8-25, 26. 8. 2025; the year may be missing: 26/08, 26.08."""
    first = cursor.number(1, 2)
    sign = cursor.sign("./-\u2010\u2011") if first else ""
    if not sign:
        return None
    if sign == ".":
        cursor.space()
    second = cursor.number(1, 2)
    if not second or not 1 <= int(first) <= 31 or not 1 <= int(second) <= 31:
        return None
    is_padded = len(first) == len(second) == 2  # or it may be a version, a fraction, a part of two
    without_year = Written(int(first), int(second), None, True, sign) if is_padded else None
    if not cursor.sign({sign}):
        return without_year if sign == "/" else None
    at = cursor.at
    if sign == ".":
        cursor.space()
    if (year := _year(cursor)) is not None:
        return Written(int(first), int(second), year, True, sign)
    if (is_padded or sign == "/") and (short := cursor.number(2)):
        remark = f"the year '{short}' is read as {CENTURY + int(short)}"
        return Written(int(first), int(second), CENTURY + int(short), True, sign, (remark,))
    cursor.at = at
    return without_year if sign == "." else None


def _day_first(cursor: Cursor) -> Written | None:
    """26 August 2025, 26th of Aug., 2025, 26-Aug-25, 26. August, 12-18 May."""
    day = cursor.number(1, 2)
    if not day:
        return None
    cursor.word(ORDINALS)
    cursor.sign(".º°")
    last = cursor.attempt(_last_day)
    if last is None and not (cursor.space() or cursor.sign("-/")):
        return None
    cursor.space()
    if cursor.word({"of", "de", "di"}):
        cursor.space()
    named = month_named(cursor.take())
    if named is None:
        return None
    cursor.sign(".")
    year, remark = _behind(cursor, "-/,. '\u2019")
    remarks = _said(named.remark, LAST_DAY if last else "", remark)
    return Written(int(last or day), named.number, year, remarks=remarks)


def _month_first(cursor: Cursor) -> Written | None:
    """August 26, 2025; Aug. 26th 2025; Aug-26-2025; May 12-18, 2025."""
    named = month_named(cursor.token) if cursor.token[:1].isalpha() else None
    if named is None:
        return None
    cursor.take()
    cursor.sign(".")
    if not (cursor.space() or cursor.sign("-/")):
        return None
    if cursor.word({"the"}):
        cursor.space()
    day = cursor.number(1, 2)
    if not day:
        return None
    cursor.word(ORDINALS)
    cursor.sign(".")
    last = cursor.attempt(_last_day)
    year, remark = _behind(cursor, "-/,.")
    remarks = _said(named.remark, LAST_DAY if last else "", remark)
    return Written(int(last or day), named.number, year, remarks=remarks)


def _last_day(cursor: Cursor) -> str | None:
    """The end of a range within a month, and the white space behind it."""
    cursor.space()
    if not (cursor.sign(DASHES) or cursor.word({"to"})):
        return None
    cursor.space()
    last = cursor.number(1, 2)
    cursor.word(ORDINALS)
    return last or None


def _behind(cursor: Cursor, signs: str) -> tuple[int | None, str]:
    """The year that stands behind a day and a month, if there is one, and how it was read."""
    at = cursor.at
    cursor.space()
    sign = cursor.sign(signs)
    cursor.space()
    sign = cursor.sign("'\u2019") or sign
    if cursor.word({"de"}):
        cursor.space()
    if (year := _year(cursor)) is not None:
        return year, ""
    if sign and sign in "'\u2019-/" and (short := cursor.number(2)):
        return CENTURY + int(short), f"the year '{short}' is read as {CENTURY + int(short)}"
    cursor.at = at
    return None, ""


def _before(cursor: Cursor, sign: str) -> int:
    number = cursor.number(1, 2)
    return int(number) if number and cursor.sign({sign}) else 0


def _year(cursor: Cursor) -> int | None:
    at = cursor.at
    text = cursor.number(4)
    if text and EARLIEST <= int(text) <= LATEST:
        return int(text)
    cursor.at = at
    return None


def _said(*remarks: str) -> tuple[str, ...]:
    return tuple(remark for remark in remarks if remark)


FORMS: tuple[Callable[[Cursor], Written | None], ...] = (
    _compact,
    _year_first,
    _numbers,
    _day_first,
    _month_first,
)
