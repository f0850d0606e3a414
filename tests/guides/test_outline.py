"""Guides are folders of numbered pages, in the order of the menu."""

import pytest

from chronicles.guides.outline import Guide, Step, guides, step_of
from chronicles.pages.states import State

PAGES = [
    "steps/index.md",
    "steps/polls/index.md",
    "steps/students/02-b.md",
    "steps/students/01-a.md",
    "steps/students/notes.md",
    "steps/polls/01-x.md",
    "journal/01-x.md",
    "steps/polls/deeper/01-x.md",
    "steps/polls/1-x.md",
    "steps/-odd/01-x.md",
]
POLLS = Guide("polls", "steps/polls/index.md", (Step("polls", "01", "steps/polls/01-x.md"),))
STUDENTS = Guide(
    "students",
    "steps/students/index.md",
    (Step("students", "01", "steps/students/01-a.md"), Step("students", "02", "steps/students/02-b.md")),
)


def test_without_a_menu_they_come_by_name() -> None:
    assert guides(PAGES) == [POLLS, STUDENTS]


@pytest.mark.parametrize(
    "menu",
    [
        ["index.md", "steps/students/01-a.md", "steps/polls/index.md"],
        ["steps/students/index.md"],
        ["steps/students/02-b.md", "steps/polls/01-x.md", "steps/students/01-a.md"],
    ],
    ids=["both", "one", "mixed"],
)
def test_the_menu_decides_their_order(menu: list[str]) -> None:
    assert guides(PAGES, menu) == [STUDENTS, POLLS]


def test_a_step_knows_its_state_and_its_patch() -> None:
    step = Step("students", "05", "steps/students/05-model-creation.md")
    assert step.name == "students/05"
    assert step.state == State("step", "students/05")
    assert step.patch == "steps/students/05-model-creation.patch"
    assert step.subject == "students/05: model creation"


def test_a_patch_belongs_to_the_step_of_its_name() -> None:
    assert step_of("steps/students/01-a.patch") == step_of("steps/students/01-a.md")
    assert step_of("steps/students/index.md") is None


def test_they_are_in_the_folder_that_the_settings_name() -> None:
    pages = [page.replace("steps/", "a/book/") for page in PAGES]
    (polls, students) = guides([*PAGES, *pages], ["a/book/polls/01-x.md", "steps/students/01-a.md"], "a/book")
    assert (polls.index, polls.overview) == ("a/book/polls/index.md", "a/book/index.md")
    assert polls.steps == (Step("polls", "01", "a/book/polls/01-x.md"),)
    assert [step.patch for step in students.steps] == [
        "a/book/students/01-a.patch",
        "a/book/students/02-b.patch",
    ]
    assert step_of("steps/polls/01-x.md", "a/book") is None
