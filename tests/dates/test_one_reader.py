"""A stamp means the same in front matter, in the running log and where it is imported."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.dates.instants import Moment, as_written, in_zone
from chronicles.dates.log_stamps import read_stamp, stamp_of
from chronicles.importing.account import SourceLine
from chronicles.importing.formats.posts import parse_post
from chronicles.importing.stamps.line_stamps import read_stamp as read_foreign
from chronicles.importing.stamps.moments import Choices, moment_of
from chronicles.importing.stamps.order import Order
from chronicles.importing.text_file import TextFile
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.page import Page
from chronicles.problems import Refused
from tests.examples import examples

LAGOS, AUCKLAND, BERLIN = (ZoneInfo(name) for name in ("Africa/Lagos", "Pacific/Auckland", "Europe/Berlin"))
READ = [
    ("2025-05-28", AUCKLAND, date(2025, 5, 28)),
    ("2025-05-28 08:00", AUCKLAND, datetime(2025, 5, 28, 8)),
    ("2025-05-28T08:00", AUCKLAND, datetime(2025, 5, 28, 8)),
    ("2025-05-28  8:05:09", AUCKLAND, datetime(2025, 5, 28, 8, 5, 9)),
    ("2025-5-8 08:00:30.125", AUCKLAND, datetime(2025, 5, 8, 8, 0, 30)),
    ("2025-05-28 23:23:39 -05:00", AUCKLAND, datetime(2025, 5, 29, 16, 23, 39)),
    ("2025-05-28 23:23:39-05", AUCKLAND, datetime(2025, 5, 29, 16, 23, 39)),
    ("2025-05-28T23:23:39-0500", AUCKLAND, datetime(2025, 5, 29, 16, 23, 39)),
    ("2025-05-28 23:23 \N{MINUS SIGN}05:00", AUCKLAND, datetime(2025, 5, 29, 16, 23)),
    ("2025-05-28t08:00z", AUCKLAND, datetime(2025, 5, 28, 20)),
    ("2025-05-28 08:00 UTC", AUCKLAND, datetime(2025, 5, 28, 20)),
    ("2025-05-28 08:00 GMT+01:00", AUCKLAND, datetime(2025, 5, 28, 19)),
    ("2025-05-28 08:00 NZST", AUCKLAND, datetime(2025, 5, 28, 8)),
    ("2025-05-28 08:00 NZDT", AUCKLAND, datetime(2025, 5, 28, 7)),  # what the clocks are called in summer
    ("2025-08-29 23:30", LAGOS, datetime(2025, 8, 29, 23, 30)),
    ("2025-08-29 23:30 WAT", LAGOS, datetime(2025, 8, 29, 23, 30)),
    ("2025-10-26 02:30", BERLIN, datetime(2025, 10, 26, 2, 30)),
    ("2025-10-26 02:30 +02:00", BERLIN, datetime(2025, 10, 26, 2, 30)),
    ("2025-10-26 02:30 +01:00", BERLIN, datetime(2025, 10, 26, 2, 30, fold=1)),
    ("2025-10-26 02:30 CET", BERLIN, datetime(2025, 10, 26, 2, 30, fold=1)),
    ("2025-03-30 02:30", BERLIN, datetime(2025, 3, 30, 3, 30)),  # the clocks leave it out
]
REFUSED = [
    "2025-02-30",
    "2025-13-01 08:00",
    "2025-05-28 24:00",
    "2025-05-28 24:00:00",
    "2025-05-28 08:60",
    "2025-05-28 08:00:60",
    "2025-05-28 08:00 EST",
    "2025-05-28 08:00:00 IST",
    "2025-05-28 08:00 +15:00",
    "2025-05-28 08:00:00 -99:00",
    "2025-05-28 08:00:00 -5",
    "2025-05-28 08:00 +1:00",
    "2025-05-28 08:00 UTC+1",
]


def in_front_matter(text: str, zone: ZoneInfo) -> Moment | None:
    matter, problems = read_front_matter(Page("a.md", f"---\ndate: {text}\n---\n"), zone)
    found = matter.values.get("date")
    assert (found is None) == bool(problems)
    assert found is None or isinstance(found, date)
    return found


def in_log(text: str, zone: ZoneInfo) -> Moment | None:
    try:
        stamp = read_stamp(f"## {text}", zone)
    except Refused:
        return None
    assert stamp is not None and stamp.title == ""
    return stamp.moment


def in_raw_log(text: str, zone: ZoneInfo) -> Moment | None:
    stamp = read_foreign(f"## {text}")
    assert stamp is not None and stamp.title == ""
    try:
        return moment_of(stamp, 1, None, Order(True), Choices(zone, zone))[0]
    except Refused:
        return None


def in_post(text: str, zone: ZoneInfo) -> Moment | None:
    lines = [SourceLine(at, line) for at, line in enumerate(["---", f"date: {text}", "---", "Text."], 1)]
    drafts = parse_post(TextFile("a.md", lines), Choices(zone, zone)).drafts
    return drafts[0].when if drafts else None


def instant(moment: Moment | None, zone: ZoneInfo) -> object:
    """What a moment is, told from an hour later, which a `datetime` without a zone does not."""
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo else in_zone(moment, zone)).timestamp()


def everywhere(text: str, zone: ZoneInfo) -> list[object]:
    readers = (in_front_matter, in_log, in_raw_log, in_post)
    return [instant(reader(text, zone), zone) for reader in readers]


@pytest.mark.parametrize("text, zone, expected", READ)
def test_a_stamp_is_one_instant_for_all(text: str, zone: ZoneInfo, expected: Moment) -> None:
    assert everywhere(text, zone) == [instant(expected, zone)] * 4


@pytest.mark.parametrize("text", READ)
def test_quotes_change_nothing(text: tuple[str, ZoneInfo, Moment]) -> None:
    words, zone, expected = text
    assert instant(in_front_matter(f'"{words}"', zone), zone) == instant(expected, zone)
    assert instant(in_post(f"'{words}'", zone), zone) == instant(expected, zone)


@pytest.mark.parametrize("text", REFUSED)
def test_what_one_refuses_all_refuse(text: str) -> None:
    assert everywhere(text, BERLIN) == [None] * 4


ZONES = ["", "Z", " UTC", "+00:00", " -0330", " +14:00", " +14:59", " +15:00", " -05", " CET", " PDT"]
CLOCKS = st.one_of(
    st.just(""),
    st.builds(
        "{}{:02}:{:02}{}{}".format,
        st.sampled_from([" ", "T", "\t", "  "]),
        st.integers(0, 25),
        st.integers(0, 61),
        st.sampled_from(["", ":07", ":59.5", ":60"]),
        st.sampled_from(ZONES),
    ),
)


@settings(max_examples=examples(200))
@given(st.dates(date(1990, 1, 2), date(2099, 12, 30)), CLOCKS, st.sampled_from([LAGOS, AUCKLAND, BERLIN]))
def test_all_readers_agree(day: date, clock: str, zone: ZoneInfo) -> None:
    found = everywhere(f"{day}{clock}", zone)
    assert found == found[:1] * 4


@pytest.mark.parametrize(
    "line, message",
    [
        ("2025-05-28 24:00", "'date': there is no time 24:00\nWrite one from 00:00 to 23:59."),
        (
            "2025-05-28 08:00 EST",
            "'date': the zone 'EST' can mean several\nWrite how far from UTC it is, such as -05:00.",
        ),
        (
            "2025-05-28 08:00 +15:00",
            "'date': there is no zone '+15:00'\nWrite how far from UTC it is, such as -05:00.",
        ),
        (
            '"2025-02-30"',
            "'date': '2025-02-30' is no day of the calendar\n"
            "Write one such as 2025-08-29 or 2025-08-29 21:14.",
        ),
        ("2025-05-28 8pm", "'date' is text, not a date\nWrite 'date: 2025-05-28'."),
    ],
)
def test_front_matter_says_why(line: str, message: str) -> None:
    _, (problem,) = read_front_matter(Page("a.md", f"---\ntitle: A\ndate:\n  created: {line}\n---\n"))
    if "text" not in message:
        assert (problem.place.line, f"{problem.message}\n{problem.mend}") == (4, message)
    _, (problem,) = read_front_matter(Page("a.md", f"---\ntitle: A\ndate: {line}\n---\n"))
    assert (problem.place.line, f"{problem.message}\n{problem.mend}") == (3, message)


def test_import_says_how_to_name_the_zone() -> None:
    stamp = read_foreign("2025-05-28 08:00 EST")
    assert stamp is not None
    with pytest.raises(Refused) as caught:
        moment_of(stamp, 1, None, Order(True), Choices(LAGOS, LAGOS))
    assert caught.value.message == "the zone 'EST' can mean several"
    assert caught.value.mend == (
        "Write how far from UTC it is, such as -05:00, or give the zone of the file: --zone Europe/Berlin"
    )
    moment, _ = moment_of(stamp, 1, None, Order(True), Choices(LAGOS, ZoneInfo("America/New_York")))
    assert moment == datetime(2025, 5, 28, 14)


def test_words_behind_a_time_are_no_zone() -> None:
    for title in ("-12 degrees", "hours of work", "utc is hard", "Zebra"):
        stamp = read_stamp(f"## 2025-05-28 21:14 {title}", LAGOS)
        assert stamp is not None
        assert (stamp.moment, stamp.title) == (datetime(2025, 5, 28, 21, 14), title)


def test_a_time_that_clocks_show_twice_keeps_its_zone_where_it_is_written() -> None:
    second = datetime(2025, 10, 26, 2, 30, fold=1)
    assert str(as_written(second, BERLIN)) == "2025-10-26 02:30:00+01:00"
    assert as_written(second.replace(fold=0), BERLIN) == datetime(2025, 10, 26, 2, 30)
    stamp = stamp_of(second.replace(tzinfo=BERLIN), "Late")
    assert str(stamp) == "## 2025-10-26 02:30 +01:00 Late"
    read = read_stamp(str(stamp), BERLIN)
    assert read is not None and instant(read.moment, BERLIN) == second.replace(tzinfo=BERLIN).timestamp()


def test_an_instant_of_another_zone_is_moved_whatever_the_clocks_do() -> None:
    moment = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert in_front_matter(moment.isoformat(), BERLIN) == datetime(2025, 10, 26, 2, 30, fold=1)


def test_a_week_in_the_running_log_is_a_title_and_no_stamp() -> None:
    for title in ("Week 10 of 2024", "2024-W10", "KW 10", "Week 3: forms"):
        assert read_stamp(f"## {title}", LAGOS) is None
