"""Days, times and zones, as people write them."""

from datetime import UTC, date, datetime, time

import pytest

from chronicles.dates.log_stamps import LogStamp, read_stamp
from chronicles.dates.zones import read_zone
from chronicles.guides.outline import Step
from chronicles.guides.series.patches import Patch, read_day, read_letter
from chronicles.importing.stamps.line_stamps import read_stamp as read_foreign
from chronicles.pages.front_matter.pairs import read_pairs
from chronicles.pages.states import parse_state
from tests.journals import refused

LETTER = "From: Ada <ada@example.org>\nDate: {}\nSubject: [PATCH] a step\n"
NO_HEAD = (
    "it is not a patch with From, Date and Subject\n"
    "Write it with 'python3 build.py step save', or with git format-patch."
)


def patch(day: str) -> Patch:
    return Patch(Step("a", "01", "steps/a/01-b.md"), "docs/steps/a/01-b.patch", LETTER.format(day).encode())


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("## 2025-08-29 00:00", LogStamp(date(2025, 8, 29), time(0, 0))),
        ("## 2025-08-29T23:59", LogStamp(date(2025, 8, 29), time(23, 59))),
        ("## 2025-08-29 21:14 A title", LogStamp(date(2025, 8, 29), time(21, 14), "A title")),
        ("## ٢٠٢٥-08-29 ٢١:١٤", LogStamp(date(2025, 8, 29), time(21, 14))),  # as everywhere else
        ("## 2025-W35-5", None),  # a day for Python's `fromisoformat`
    ],
)
def test_a_stamp(line: str, stamp: LogStamp | None) -> None:
    assert read_stamp(line) == stamp


@pytest.mark.parametrize(
    "words",
    [
        "2025-08-29 24:00",  # since 3.14 a time of Python's, at which the day begins
        "2025-08-29 24:00 A title",
        "2025-08-29 21:60",
        "2025-02-30",
        "2025-02-30 21:14",
    ],
)
def test_no_moment_of_the_calendar(words: str) -> None:
    mend = "Write '## 2025-08-29 21:14', with a title behind it if you like."
    assert refused(lambda: read_stamp(f"## {words}")) == f"{words!r} is no moment of the calendar\n{mend}"


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("29 Aug 2025 9pm", "21:00"),
        ("29 Aug 2025 12:30 am", "00:30"),
        ("29 Aug 2025 12:30 p.m.", "12:30"),
        ("2025-08-29T21:14:00+01:00", "21:14"),
        ("29 Aug 2025 24:00", "24:00"),
        ("2025-08-29T24:00:00Z", "24:00"),
    ],
)
def test_a_stamp_of_another_program(line: str, clock: str) -> None:
    stamp = read_foreign(line)
    assert stamp and stamp.written and stamp.clock
    assert (stamp.written.day, stamp.written.month, stamp.written.year) == (29, 8, 2025)
    assert f"{stamp.clock.hour:02}:{stamp.clock.minute:02}" == clock
    assert stamp.clock.is_real == (clock != "24:00")


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13-01", "0000-01-01"])
def test_no_day_of_the_calendar(text: str) -> None:
    mend = "Write a date such as 2025-08-29."
    assert refused(lambda: parse_state(text)) == f"{text!r} is not a day of the calendar\n{mend}"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("2025-08-29", date(2025, 8, 29)),
        ("2025-08-29 21:14:00", datetime(2025, 8, 29, 21, 14)),
        ("2025-08-29T21:14:00Z", datetime(2025, 8, 29, 21, 14, tzinfo=UTC)),
        ("2025-02-30", None),
        ("2025-08-29 24:00:00", None),
        ("2025-08-29 21:14:00 +99:00", None),
        ("9" * 5_000, None),
    ],
)
def test_a_value_of_the_front_matter(source: str, value: object) -> None:
    pairs = read_pairs(f"date: {source}\n")
    if value is not None:
        assert (pairs.values, pairs.wrong) == ({"date": value}, [])
        return
    ((_, wrong),) = pairs.wrong
    shown = repr(source if len(source) <= 80 else f"{source[:79]}…")
    assert wrong.message == f"'date' is not a value that exists: {shown}"
    assert wrong.mend == "Write a date such as 2025-08-29, or put quotes around the value."


@pytest.mark.parametrize(
    ("written", "kept", "day"),
    [
        ("Fri, 29 Aug 2025 12:00:00 +0200", "1756461600 +0200", date(2025, 8, 29)),
        ("Fri, 29 Aug 2025 12:00:00 -0000", "1756468800 +0000", date(2025, 8, 29)),
        ("Fri, 29 Aug 25 23:30 +1400", "1756459800 +1400", date(2025, 8, 29)),
        ("29 Aug 2025 00:30:00 -1130", "1756468800 -1130", date(2025, 8, 29)),
    ],
)
def test_the_date_of_a_patch(written: str, kept: str, day: date) -> None:
    assert (read_letter(patch(written)).date, read_day(patch(written))) == (kept, day)


@pytest.mark.parametrize(
    "written",
    ["Fri, 29 Aug 2025 24:00:00 +0200", "31 Feb 2025 12:00:00 +0000", "29 Aug 2025 12:00 +2500", "no"],
)
def test_a_patch_without_a_date(written: str) -> None:
    assert refused(lambda: read_letter(patch(written))) == NO_HEAD
    assert read_day(patch(written)) is None


@pytest.mark.parametrize(
    "name", ["", "Nowhere", "Europe", "../UTC", "/etc/passwd", "a" * 300, "UTC\0", "\ud800"]
)
def test_no_time_zone(name: str) -> None:
    mend = "Write a name such as Africa/Lagos or UTC."
    assert refused(lambda: read_zone(name)) == f"there is no time zone {name!r}\n{mend}"
