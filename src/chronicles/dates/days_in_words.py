"""A day as somebody says it who types it now: `yesterday at 6pm`, `monday`, `29 August`, `2025-08-29`."""

from dataclasses import dataclass
from datetime import date, timedelta

from chronicles.dates.clocks import Clock, read_clock
from chronicles.dates.names import weekday
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import Written
from chronicles.dates.written_days import read_date
from chronicles.problems import Refused

NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
FORMS = "Write it as 2025-08-29, 'yesterday' or 'monday'."


@dataclass(frozen=True, slots=True)
class SpokenDay:
    """The day that was meant, and the time, where one was said."""

    day: date
    clock: Clock | None = None


def read_spoken_day(text: str, today: date) -> SpokenDay:
    """Return what `text` means to somebody for whom it is `today`; a time alone is one of today.

    A weekday is the last one before today, a day without a year the last one up to today. Raises `Refused`
    for anything else, and for a day that can be two.

    >>> read_spoken_day("monday", date(2025, 8, 29)).day
    datetime.date(2025, 8, 25)
    """
    try:  # whatever ISO 8601 has
        return SpokenDay(date.fromisoformat(text))
    except ValueError:
        cursor = Cursor(text.strip())
    day = cursor.attempt(lambda at: _day(at, text, today))
    clock = cursor.attempt(_clock if day else _clock_alone)
    if cursor.rest or (day is None and clock is None):
        raise _none_such(text)
    if clock and not clock.is_real:
        raise Refused(f"there is no time {clock.shown}", "Write one from 00:00 to 23:59.")
    return SpokenDay(today if day is None else day, clock)


def _day(cursor: Cursor, text: str, today: date) -> date | None:
    if word := cursor.word(NEAR):
        return _moved(today, NEAR[word.casefold()], text)
    if ago := cursor.attempt(_days_ago):
        return _moved(today, -ago, text)
    written = cursor.attempt(read_date)
    if written and not written.week:
        return _on(written, text, today)
    if cursor.word({"last", "on"}):
        cursor.space()
    named = weekday(cursor.take())
    return _moved(today, -((today.weekday() - named.number - 1) % 7 + 1), text) if named else None


def _days_ago(cursor: Cursor) -> int | None:
    number = cursor.number(1, 2, 3)
    is_said = cursor.space() and cursor.word({"day", "days"}) and cursor.space() and cursor.word({"ago"})
    return int(number) if number and is_said else None


def _moved(today: date, days: int, text: str) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise _none_such(text) from None


def _on(written: Written, text: str, today: date) -> date:
    """The day that is written, if it can only be one."""
    try:
        found = {_up_to(today, day, written) for day in written.days(today.year)}
    except Refused:
        raise _none_such(text) from None
    if len(found) > 1:
        raise Refused(f"{text!r} can be two days", f"Write {' or '.join(map(str, sorted(found)))}.")
    return found.pop()


def _up_to(today: date, day: date, written: Written) -> date:
    """The day, a year ago where it says no year and is not over."""
    if written.year is not None or day <= today:
        return day
    is_day_first = written.on(True, today.year) == day
    return written.on(is_day_first, today.year - 1)


def _clock(cursor: Cursor) -> Clock | None:
    """A time behind a day."""
    return _clock_alone(cursor) if cursor.sign(",T") or cursor.space() else None


def _clock_alone(cursor: Cursor) -> Clock | None:
    cursor.space()
    if cursor.word({"at"}):
        cursor.space()
    return read_clock(cursor)


def _none_such(text: str) -> Refused:
    return Refused(f"{text!r} is not a day", FORMS)
