"""What an author's own template becomes, and what is said of one that cannot be used."""

from dataclasses import replace

import pytest

from chronicles.journal.entry_template import EntryWords, filled
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.page import Page
from tests.documents import Case, cases

TITLE = 'Day 3: the <b> "admin"'
WORDS = EntryWords(
    {"title": '"Day 3: the <b> \\"admin\\""', "date": "2025-09-05", "state": "students/05"},
    {},
    {
        "title": TITLE,
        "date": "2025-09-05",
        "weekday": "Friday",
        "week": "2025-week-36",
        "state": "students/05",
    },
    {"title": 'Day 3: the &lt;b\\> "admin"'},
)


def entry(text: str, words: EntryWords = WORDS) -> str:
    made, problems = filled(Page(".templates/new.md", text), words)
    return "".join(f"{problem}\n" for problem in problems) or made


@cases("journal/templates.md")
def test_templates(case: Case) -> None:
    assert entry(case.input) == case.expected


def test_title_and_date_of_what_is_made_are_those_of_the_command() -> None:
    for head in ("", "---\ntitle: {{ title }}\ndate: '{{ date }}'\n---\n", "---\ntags: [a]\n---\n"):
        said, problems = read_front_matter(Page("a.md", entry(head)))
        assert (said.values["title"], str(said.date), problems) == (TITLE, "2025-09-05", [])


@pytest.mark.parametrize("line", ["state: {{ state }}\n", ""])
def test_without_a_state_the_entry_names_none(line: str) -> None:
    words = replace(WORDS, given=WORDS.given | {"state": None}, words=WORDS.words | {"state": ""})
    text = entry(f"---\ntags: [a]\n{line}---\nAt <{{{{ state }}}}>.\n", words)
    assert text.partition("tags")[2] == ": [a]\n---\n\nAt <>.\n"


def test_a_template_may_set_what_is_only_usual() -> None:
    words = replace(WORDS, usual={"categories": "[Weekly]", "draft": "true"}, text={"entries": "- a\n- b"})
    text = entry("---\ndraft: false\n---\n\n{{ entries }}\n", words)
    assert text.endswith("draft: false\ncategories: [Weekly]\n---\n\n- a\n- b\n")


@pytest.mark.parametrize(
    "text", ["\ufeff---\r\ntags: [a]\r\n---\r\nOne.\r\nTwo.\r\n", "---\rtags: [a]\r---\rOne.\rTwo."]
)
def test_line_ends_and_marks_of_other_systems_are_none_of_the_entry(text: str) -> None:
    assert entry(text).endswith("tags: [a]\n---\n\nOne.\nTwo.\n")


def test_a_character_that_no_front_matter_needs_is_told() -> None:
    assert entry("---\ntags: [a]\ndescription: \ue0007\ue001\n---\n") == (
        ".templates/new.md:3: the front matter holds U+E000, a character for private use\n"
        "    Delete that character.\n"
    )


def test_a_front_matter_without_an_end_is_told() -> None:
    assert entry("---\ntags: [a]\n\nText.\n") == (
        ".templates/new.md:1: the front matter is never closed\n    End it with a line '---'.\n"
    )
    assert entry("---\n\nText below a rule.\n").endswith("---\n\n---\n\nText below a rule.\n")


def test_a_bomb_of_levels_is_told() -> None:
    assert entry(f"---\na: {'[' * 5000}\n---\n").startswith(".templates/new.md:1: the front matter cannot")
