"""A step that is begun: its number, its file, its page."""

import pytest
import yaml

from chronicles.guides.new_steps import guide_page, guide_title, next_step, step_page
from chronicles.guides.outline import Step
from chronicles.guides.series.patches import FileChange
from tests.journals import refused

PAGES = [
    "steps/polls/01-a.md",
    "steps/polls/04-b.md",
    "steps/polls/index.md",
    "steps/other/07-c.md",
    "index.md",
]
STEP = Step("polls", "05", "steps/polls/05-x.md")


@pytest.mark.parametrize(
    ("guide", "title", "page"),
    [
        ("polls", "The  superuser: surprise!", "steps/polls/05-the-superuser-surprise.md"),
        ("new-one", "Größe", "steps/new-one/01-größe.md"),
        ("other", "…", "steps/other/08-step.md"),
    ],
)
def test_a_new_step_stands_behind_the_last_one_of_its_guide(guide: str, title: str, page: str) -> None:
    step = next_step(guide, title, PAGES)
    assert (step.guide, step.page, step.number) == (guide, page, page.rpartition("/")[2][:2])


@pytest.mark.parametrize("name", ["", "a/b", "../a", "-a", "a b", ".a", "a.b"])
def test_a_name_that_no_guide_can_have(name: str) -> None:
    assert refused(lambda: next_step(name, "x", PAGES)) == (
        f"{name!r} cannot be the name of a guide\nWrite letters, digits, '-' and '_', such as 'polls'."
    )


def test_a_guide_has_two_digits_for_its_steps() -> None:
    said = "the guide a has a step 99 already\nBegin another guide."
    assert refused(lambda: next_step("a", "x", ["steps/a/99-x.md"])) == said


def test_a_guide_is_called_as_its_folder_until_somebody_says_otherwise() -> None:
    assert [guide_title(name) for name in ("polls", "my-first_guide", "SQL", "-", "_")] == [
        "Polls",
        "My first guide",
        "SQL",
        "",
        "",
    ]


def test_a_page_begins_as_the_pages_of_guides_do() -> None:
    assert guide_page("Polls") == (
        '---\ntitle: "Polls"\n---\n\n# Polls\n\n'
        "What is built in this guide, and for whom it is: write it here.\n\n<!-- steps -->\n"
    )
    assert step_page(STEP, "Votes", []) == (
        '---\ntitle: "5. Votes"\n'
        "description: # What the step means, in a sentence: the list of the steps shows it.\n"
        "---\n\n# 5. Votes\n\nWhat changes in this step, and why: write it here.\n"
    )


def test_the_page_of_a_step_names_every_file_that_it_changes() -> None:
    found = [
        FileChange("a.py", "added"),
        FileChange("b `c`.py", "changed"),
        FileChange("``d", "deleted", is_binary=True),
    ]
    assert step_page(STEP, "Votes", found, ["So:"]).endswith(
        "# 5. Votes\n\nSo:\n\n## The change\n\n"
        "- `a.py` is new.\n- `` b `c`.py `` changes.\n- ``` ``d ``` is deleted.\n"
    )


@pytest.mark.parametrize("title", ['Say "hello" & <b>', "a: b # c", "\\ *x* `y`", "[x](y)"])
def test_a_title_may_hold_anything(title: str) -> None:
    head = step_page(STEP, title, [], description=title).split("---\n")[1]
    assert yaml.safe_load(head) == {"title": f"5. {title}", "description": title}
