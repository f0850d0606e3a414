"""Which day counts: that of a file's name, or those of its text."""

from datetime import date, datetime

import pytest

from chronicles.importing.formats.day_sources import SOURCES, day_in_name, day_that_counts, differing
from tests.importing.shapes import days, decided, lost, one, texts

NAMES = [
    ("2024-03-05.md", "2024-03-05", "a daily note"),
    ("2024_03_05.md", "2024-03-05", "a daily note"),
    ("20240305.txt", "2024-03-05", "a daily note"),
    ("20240305", "2024-03-05", "a file of org-journal"),
    ("2024-03-05.org", "2024-03-05", "a file of org-journal"),
    ("2024-03-05-how-i-keep-notes.md", "2024-03-05", "a post of Jekyll"),
    ("notes/2024-3-5-short.md", "2024-03-05", "a post of Jekyll"),
    ("20240305 models.md", "2024-03-05", "a note that begins with its day or moment"),
    ("20240305학습.md", "2024-03-05", "a note that begins with its day or moment"),
    ("2024.03.05 Models.md", "2024-03-05", "a note that begins with its day or moment"),
    ("202403051404 Models.md", "2024-03-05", "a note that begins with its day or moment"),
    ("17.03.2024.md", "2024-03-17", "another form of the day, or a week"),
    ("2024-W10.md", "2024-03-10", "another form of the day, or a week"),
    ("journal-2024-03-05.md", "2024-03-05", "a day at the end, as copies and exports have it"),
]
NONE = [
    "notes-2.md",
    "03.04.2024.md",
    "2024-02-30.md",
    "2024-13.md",
    "12345678.md",
    "10 things.md",
    "2024.md",
]


@pytest.mark.parametrize("name, day, title", NAMES)
def test_a_name_says_a_day_by_the_rule_of_its_kind(name: str, day: str, title: str) -> None:
    found = day_in_name(name)
    assert found is not None
    assert (str(found.day), found.rule.title) == (day, title)


@pytest.mark.parametrize("name", NONE)
def test_other_names_say_none(name: str) -> None:
    assert day_in_name(name) is None


def test_each_rule_has_a_source_and_a_name_that_it_is_for() -> None:
    assert {title for _, _, title in NAMES} == {rule.title for rule in SOURCES}
    assert all(rule.source for rule in SOURCES)


def test_a_post_of_jekyll_is_of_its_day_whatever_its_text_names() -> None:
    text = (
        "---\ntitle: How I keep notes\nlayout: post\n---\n\nFirst part of the post.\n\nThe file is called:\n"
        "[2024-03-05-how.md](https://example.org/2024-03-05-how.md).\n\nLast part.\n"
    )
    imported = one(text, "2024-03-05-how-i-keep-notes.md")
    assert lost(text, imported) == []
    assert days(imported) == ["2024-03-05"]
    [body] = texts(imported)
    assert body.startswith("First part of the post.") and body.endswith("Last part.")


@pytest.mark.parametrize(
    "name, text, line",
    [
        ("2024-03-08.md", "Learned urls.\n\n2024-03-20\n\nis the day of the exam.\n", 3),
        ("2024-03-08.md", "# Today\n\nLearned views.\n\n## 20 March 2024\n\nExam. Read chapter 4.\n", 5),
        ("2024-03-08 views.md", "# Today\n\nLearned views.\n\n- 20 March 2024: exam\n", 5),
    ],
)
def test_a_daily_note_is_of_its_day_and_names_another_one(name: str, text: str, line: int) -> None:
    imported = one(text, name)
    assert lost(text, imported) == []
    assert (days(imported), texts(imported)) == (["2024-03-08"], [text.strip()])
    message = f"line {line} says 20 March 2024; what counts is 8 March 2024, from the file's name"
    assert decided(imported) == ["the date 8 March 2024 is the one in the file's name", message]


def test_a_log_in_a_file_of_its_first_day_stays_a_log() -> None:
    text = "Welcome.\n\n## 2024-03-05\n\nA\n\n## 2024-03-06\n\nB\n"
    imported = one(text, "2024-03-05-log.md")
    assert days(imported) == ["2024-03-05", "2024-03-05", "2024-03-06"]
    assert texts(imported) == ["Welcome.", "A", "B"]


def test_a_log_of_several_days_stays_one_whatever_its_name_says() -> None:
    text = "# Log\n\n## 2024-03-01\n\nA\n\n## 2024-03-02\n\nB\n\n## 2024-03-03\n\nC\n"
    assert days(one(text, "2024-06-01.md")) == ["2024-03-01", "2024-03-02", "2024-03-03"]


def test_the_text_is_nearer_to_itself_than_the_day_of_a_copy() -> None:
    assert days(one("# 5 March 2024\n\nText.\n", "export-2024-06-01.md")) == ["2024-03-05"]
    assert days(one("Text.\n", "export-2024-06-01.md")) == ["2024-06-01"]


def test_days_that_are_near_are_not_told() -> None:
    assert differing(date(2024, 3, 5), date(2024, 3, 6), "the front matter", 2) == []
    [note] = differing(date(2024, 3, 5), date(2024, 3, 7), "the front matter", 2)
    assert (note.first, note.message, note.mend) == (
        2,
        "the front matter says 7 March 2024; what counts is 5 March 2024, from the file's name",
        "Rename the file if that is wrong.",
    )


@pytest.mark.parametrize(
    "name, when, counts, message",
    [
        ("a.md", date(2024, 3, 5), date(2024, 3, 5), ""),
        ("2024-03-05.md", datetime(2024, 3, 5, 9), datetime(2024, 3, 5, 9), ""),
        ("2024-03-05.md", datetime(2024, 3, 6, 1), datetime(2024, 3, 6, 1), ""),
        (
            *("2024-03-05.md", date(2024, 3, 9), date(2024, 3, 5)),
            "the front matter says 9 March 2024; what counts is 5 March 2024, from the file's name",
        ),
        (
            *("2024-03-05-models.md", date(2024, 3, 9), date(2024, 3, 9)),
            "the file's name says 5 March 2024; what counts is 9 March 2024, from the front matter",
        ),
        ("export-2024-03-05.md", date(2024, 3, 9), date(2024, 3, 9), ""),
    ],
)
def test_which_of_the_days_of_name_and_front_matter_counts(
    name: str, when: date, counts: date, message: str
) -> None:
    found, notes = day_that_counts(name, when, "the front matter", 2)
    assert found == counts
    assert [note.message for note in notes] == ([message] if message else [])


@pytest.mark.parametrize(
    "name, day, message",
    [
        (
            *("2024-03-05.md", "2024-03-05"),
            "the front matter says 9 March 2024; what counts is 5 March 2024, from the file's name",
        ),
        (
            *("2024-03-05-models.md", "2024-03-09"),
            "the file's name says 5 March 2024; what counts is 9 March 2024, from the front matter",
        ),
    ],
)
def test_name_and_front_matter_that_differ_are_told(name: str, day: str, message: str) -> None:
    text = "---\ntitle: Models\ndate: 2024-03-09\n---\n\nThe exam is on 2024-03-20.\n"
    imported = one(text, name)
    assert days(imported) == [day]
    assert decided(imported) == [message]


JOPLIN = "A note\n\nRead.\n\nid: 0123456789abcdef0123456789abcdef\ntype_: 1\n"
FIRST = date(2024, 3, 5)
JRNL = (
    '{{"tags": {{}}, "entries": [{{"date": "{}", "time": "", "title": "T", "body": "x", "starred": false}}]}}'
)
WAITS: list[str] = []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("idea.md", "An idea.\n", [str(FIRST)]),
        ("idea.md", "---\ntitle: An idea\n---\n\nText.\n", [str(FIRST)]),
        ("2020/01/02/idea.md", "---\ntitle: An idea\n---\n\nText.\n", ["2020-01-02"]),
        ("2020-01-02.md", "An idea.\n", ["2020-01-02"]),
        ("keep.json", '{"textContent": "Read.", "userEditedTimestampUsec": ""}', [str(FIRST)]),
        ("note.md", JOPLIN, [str(FIRST)]),
        ("note.md", f"{JOPLIN}user_created_time: 2020-01-02T10:00:00.000Z\n", ["2020-01-02 11:00:00"]),
        ("log.md", "An idea.\n\nAnd more.\n\nAnd more.\n\n# 2020-01-02\n\nRead.\n", ["2020-01-02"]),
        ("log.md", "# 30 February 2020\n\nRead.\n", WAITS),
        ("jrnl.json", JRNL.format("2020-02-30"), WAITS),
        ("jrnl.json", JRNL.format(""), [str(FIRST)]),
    ],
)
def test_a_first_commit_dates_a_whole_file_that_says_no_day(name: str, text: str, found: list[str]) -> None:
    imported = one(text, name, first_commit=FIRST)
    assert days(imported) == found
    told = "the date 5 March 2024 is that of the first commit of the file"
    assert any(told in message for message in decided(imported)) == (found == [str(FIRST)])


@pytest.mark.parametrize("text", [JOPLIN, "An idea.\n"])
def test_a_day_that_was_given_counts_more_than_a_first_commit(text: str) -> None:
    imported = one(text, "note.md", first_commit=FIRST, day=date(2020, 1, 2))
    assert days(imported) == ["2020-01-02"]
    assert any("the date 2 January 2020 is yours, from --date" in message for message in decided(imported))
