"""What a command left to be written: named, until somebody has."""

from datetime import date

import pytest

from chronicles.guides.new_steps import ABOUT_GUIDE, ABOUT_STEP, guide_page, step_page
from chronicles.guides.outline import Step
from chronicles.journal.entries import new_entry
from chronicles.journal.unwritten import unwritten
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from tests.journals import FINDER

STEP, ENTRY = "docs/steps/polls/01-first.md", "docs/journal/posts/a.md"
BEGUN = step_page(Step("polls", "01", "steps/polls/01-first.md"), "First", ())
NEW = new_entry(date(2025, 9, 1), "A") + "\n# A\n"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (STEP, BEGUN, [f"{STEP}:8: {ABOUT_STEP}"]),
        (STEP, BEGUN.replace(ABOUT_STEP, "A model."), []),
        (STEP, BEGUN + f"\n```text\n{ABOUT_STEP}\n```\n", [f"{STEP}:8: {ABOUT_STEP}"]),
        ("docs/steps/polls/index.md", guide_page("Polls"), [f"docs/steps/polls/index.md:7: {ABOUT_GUIDE}"]),
        (ENTRY, NEW, [f"{ENTRY}: a title, and nothing below it"]),
        (ENTRY, NEW.replace("\n", "\r\n"), [f"{ENTRY}: a title, and nothing below it"]),
        (ENTRY, f"{NEW}\nToday.\n", []),
        (ENTRY, NEW.replace("# A", "Today."), []),
        ("docs/about.md", "# About\n", []),
    ],
)
def test_what_waits_for_words_is_named(path: str, text: str, said: list[str]) -> None:
    reading = read_page(Page(path, text), FINDER)
    found = unwritten([reading], (ABOUT_STEP, ABOUT_GUIDE), "docs/journal/posts")
    assert [f"{place}: {words}" for place, words in found] == said
