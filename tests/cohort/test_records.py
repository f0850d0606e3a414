"""What is read of a `progress.json` that anybody may have written, and the list of journals."""

import json
import sys
from typing import Any

import pytest

from chronicles.cohort.cohort_list import ListedJournal, read_list
from chronicles.cohort.learner_record import link, read_record
from chronicles.problems import Refused, Unusable
from chronicles.progress.json_record import report
from chronicles.progress.record import Record
from chronicles.progress.record_schemas import SCHEMAS, VERSION

from .journals_of_ten import record, ten

NEWER = VERSION + 1
DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
        (b"\xff", "it is not text in UTF-8"),
        (b"[]", "it is not a record of progress, but other JSON"),
        (b"{}", "it is not a record of progress: it names no version"),
        (b'{"version": true}', "it is not a record of progress: it names no version"),
        (b'{"version": 1.0}', "it is not a record of progress: it names no version"),
        (b'{"version": %d}' % NEWER, f"it is of version {NEWER}, newer than this program"),
        (b'{"version": NaN}', "it is not JSON: NaN is no number"),
        (b'{"version": 2, "entries": ' + DEEP + b"}", "its lists are too deep to be a record of progress"),
    ],
)
def test_what_is_no_record_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_record(data)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"entries": [{"day": "2025-01-01", "title": 3, "url": ""}]}, "data.entries[0].title must be string"),
        ({"as_of": "yesterday"}, "data.as_of must be date"),
        ({"run": {"current": -1, "longest": 0}}, "data.run.current must be bigger than or equal to 0"),
    ],
)
def test_what_breaks_the_schema_is_named(more: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_record(json.dumps(record("Ada", **more)).encode())
    assert caught.value.message == f"it does not keep to its schema: {message}"


def test_a_day_that_is_in_no_calendar_is_refused() -> None:
    with pytest.raises(Refused, match=r"it does not keep to its schema: data\.as_of must be date"):
        read_record(json.dumps(record("Ada", as_of="2025-02-30")).encode())


def test_a_number_of_any_length_is_refused() -> None:
    data = b'{"version": 1' + b"0" * (sys.get_int_max_str_digits() + 1) + b"}"
    with pytest.raises(Refused, match="it is not JSON"):
        read_record(data)


@pytest.mark.parametrize("version", SCHEMAS)
def test_a_record_of_every_version_is_read(version: int) -> None:
    properties = SCHEMAS[version]["properties"]
    values = {key: value for key, value in record("Ada").items() if key in properties} | {"version": version}
    if version == 1:
        for goal in values["goals"]:
            del goal["by"]
    found = read_record(json.dumps(values).encode(), "https://ada.example/")
    assert len(found.entries) == 23
    assert found.entries[-1].url == "https://ada.example/journal/2026-03-01/"


def test_what_our_own_sites_publish_is_read() -> None:
    assert read_record(json.dumps(report(Record())).encode()).entries == ()


def test_the_author_is_named_before_the_journal_and_texts_are_short() -> None:
    found = read_record(ten()["elsewhere"])
    assert (found.name, found.language) == ("هالة", "ar")
    long = record("Ada", journal={"name": "x", "author": "a\n b" * 200, "url": None, "language": "en"})
    assert len(read_record(json.dumps(long).encode()).name) <= 200


@pytest.mark.parametrize(
    ("base", "path", "found"),
    [
        ("https://a.example/notes/", "journal/x/", "https://a.example/notes/journal/x/"),
        ("https://a.example/notes/", "../other/", ""),
        ("https://a.example/notes/", "//b.example/", ""),
        ("https://a.example/", "https://b.example/", ""),
        ("https://a.example/", "javascript:alert(1)", ""),
        ("https://a.example/", "//[", ""),
        ("file:///home/docs/", "journal/x.md", "file:///home/docs/journal/x.md"),
        ("file:///home/docs/", "../../etc/passwd", ""),
        ("javascript:", "x", ""),
        ("", "journal/x/", ""),
    ],
)
def test_links_lead_into_the_journal_only(base: str, path: str, found: str) -> None:
    assert link(base, path) == found


LIST = """
- https://ada.example/progress.json
- {name: Ben, journal: https://ben.example/notes}
- name: Cleo
  clone: ../cleo
- ../dan
"""


def test_a_list_has_addresses_and_folders() -> None:
    assert read_list(LIST, "cohort.yml") == [
        ListedJournal("ada.example", "web", "https://ada.example/progress.json"),
        ListedJournal("Ben", "web", "https://ben.example/notes/progress.json"),
        ListedJournal("Cleo", "folder", "../cleo"),
        ListedJournal("../dan", "folder", "../dan"),
    ]


EXAMPLE = "- {name: Ada, journal: https://ada.example/progress.json}"
WRONG = [
    ("", "cohort.yml:1: it is no list of journals\n    Write lines such as " + EXAMPLE + "."),
    ("journals: []", "cohort.yml:1: it is no list of journals\n    Write lines such as " + EXAMPLE + "."),
    ("- {", "cohort.yml:1: it is not YAML\n    Write lines such as " + EXAMPLE + "."),
    ("\n- [a]", "cohort.yml:2: it is not a journal\n    Write it as " + EXAMPLE + "."),
    ("- {name: x}", "cohort.yml:1: it does not say where the journal is\n    Write it as " + EXAMPLE + "."),
    ("- {jornal: x}", "cohort.yml:1: 'jornal' is unknown\n    Did you mean 'journal'?"),
    (
        "- {journal: x, clone: y}",
        "cohort.yml:1: it has both 'journal' and 'clone'\n    Write the one to look at.",
    ),
    (
        "- ftp://a.example/",
        "cohort.yml:1: 'ftp://a.example/' is not the address of a site\n"
        "    Begin it with https://, without a name.",
    ),
    (
        "- https://me:secret@a.example/",
        "cohort.yml:1: 'https://me:secret@a.example/' is not the address of a site\n"
        "    Begin it with https://, without a name.",
    ),
    (
        "- a\n- {name: a, clone: b}",
        "cohort.yml:2: 'a' is the name of the journal in line 1, too\n    Give one of them another 'name'.",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_in_a_list_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(Unusable) as caught:
        read_list(text, "cohort.yml")
    assert "\n".join(map(str, caught.value.problems)) == said
