"""Goals read from pages: which lines are goals, of which section, with which evidence."""

from datetime import date

import pytest

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.progress.evidence import goals_of
from chronicles.progress.goals import Goal, parents

FINDER = Finder(Dialect())


def goals(text: str) -> tuple[Goal, ...]:
    return goals_of(read_page(Page("docs/goals.md", text), FINDER))


def test_a_goal_knows_its_place_its_section_and_its_evidence() -> None:
    (goal,) = goals(
        "# Goals\n\n## Skills\n\n- [x] Master the **ORM**: [model](code:a.py#A), [t](test:a.tests)"
    )
    assert (goal.line, goal.last, goal.level, goal.section) == (5, 5, 0, "Skills")
    assert (goal.title, goal.is_done, goal.day) == ("Master the ORM", True, None)
    assert [(e.kind, e.target, e.label) for e in goal.evidence] == [
        ("code", "a.py#A", "model"),
        ("test", "a.tests", "t"),
    ]


FORMS = [
    ("- [ ] plain", "plain", False),
    ("* [X] a star", "a star", True),
    ("+ [x] a plus", "a plus", True),
    ("- [x] what [Django](https://d.org) is", "what Django is", True),
    ("- [x] it works — [a](b.md)", "it works", True),
    ("- [x] [only a link](a.md)", "only a link", True),
    ("- [x] snake_case and `code`", "snake_case and code", True),
    (r"- [x] a star \* and [brackets [in] it](a.md)", "a star * and brackets [in] it", True),
    ("- [x] done (2025-10-04)", "done", True),
    ("- [x] done: [it](a.md) (2025-10-04).", "done", True),
]


@pytest.mark.parametrize(("line", "title", "is_done"), FORMS)
def test_titles(line: str, title: str, is_done: bool) -> None:
    (goal,) = goals(line)
    assert (goal.title, goal.is_done) == (title, is_done)


@pytest.mark.parametrize(
    "text",
    [
        "- no box",
        "- [y] another letter",
        "- [x]",
        "1. [x] numbered",
        "```\n- [x] code\n```",
        "~~~~ md\n- [x] code\n~~~\n- [x] still\n~~~~",
        "text [x] here",
        "<!-- - [x] in a comment -->",
        "<!--\n- [x] in a comment\n\n- [ ] of many lines\n-->",
        "Text.\n\n    - [x] indented code",
        "- plain\n\n    ```\n    - [x] code in a list\n    ```",
    ],
)
def test_what_is_no_goal(text: str) -> None:
    assert goals(text) == ()


def test_what_stands_behind_that_is_a_goal() -> None:
    text = (
        "```no fence```\n\n- [x] A\n\n````\n```\n- [x] no\n````\n\n"
        "- [x] B: [b](b.md) <!-- [c](test:c) -->\n\n"
        "<!-- ## No -->\n\nSee `<!--`.\n\n## S\n\n"
        "- [x] C\n\n<!--\n- [x] no\n-->\n\n- [x] D\n    - [x] E `-->`\n"
    )
    found = goals(text)
    assert [(goal.title, goal.section, len(goal.evidence)) for goal in found] == [
        ("A", "", 0),
        ("B", "", 1),
        ("C", "S", 0),
        ("D", "S", 0),
        ("E -->", "S", 0),
    ]


def test_the_day_behind_a_goal_is_the_day_of_its_tick() -> None:
    days = [goal.day for goal in goals("- [x] a (2025-10-04)\n- [x] b (2025-02-30)\n- [x] (2025-01-01) c")]
    assert days == [date(2025, 10, 4), None, None]


def test_a_goal_goes_on_in_the_lines_below_it_and_ends_at_the_next_item() -> None:
    found = goals(
        "- [x] a long\n  goal: [e](a.md),\n  [f](b.md)\n    - [ ] part\n    - plain\n- [ ] next\n\ntext"
    )
    assert [(goal.line, goal.last, goal.title) for goal in found] == [
        (1, 3, "a long goal"),
        (4, 4, "part"),
        (6, 6, "next"),
    ]
    assert [e.line for e in found[0].evidence] == [2, 3]


def test_parts_know_the_goal_that_they_are_of() -> None:
    found = goals("- [ ] a\n    - [ ] b\n        - [ ] c\n    - [ ] d\n- [ ] e\n\n## S\n\n  - [ ] f\n")
    assert [goal.level for goal in found] == [0, 1, 2, 1, 0, 0]
    assert parents(found) == [None, 0, 1, 0, None, None]
    assert found[-1].section == "S"


KINDS = [
    ("test:a.b", "test", "a.b"),
    ("code:a.py@git:v1", "code", "a.py@git:v1"),
    ("journal/posts/a.md#x", "page", "journal/posts/a.md#x"),
    ("../a:b.md", "page", "../a:b.md"),
    ("<a page.md>", "page", "a page.md"),
    ("https://example.org/a", "outside", "https://example.org/a"),
    ("https://en.org/A_(b)", "outside", "https://en.org/A_(b)"),
    ("mailto:a@b.c", "outside", "mailto:a@b.c"),
]


@pytest.mark.parametrize(("target", "kind", "name"), KINDS)
def test_kinds_of_evidence(target: str, kind: str, name: str) -> None:
    (goal,) = goals(f"- [x] g: [l]({target})")
    assert [(e.kind, e.target) for e in goal.evidence] == [(kind, name)]


def test_a_picture_is_no_evidence() -> None:
    (goal,) = goals("- [x] g: ![l](a.png)")
    assert goal.evidence == ()
