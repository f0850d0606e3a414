"""Pages put into the menu of mkdocs.yml, which somebody wrote by hand: lines come in, and none changes."""

from textwrap import dedent

import pytest

from chronicles.guides.menu import menu_lines, with_pages

NEW = ["steps/polls/index.md", "steps/polls/01-a.md"]
# What stands in the settings; lines with a + are those that come in.
CASES = {
    "the guide is there": (
        ["steps/polls/02-b.md"],
        """
        nav:
          - Home: index.md
          - Polls:
              - steps/polls/index.md
              - A page: "steps/polls/01-a.md"  # the first
        +      - steps/polls/02-b.md
          - Other:
              - steps/other/index.md
        plugins: []
        """,
    ),
    "another guide is there": (
        NEW,
        """
        nav:
          - Guides:
              - steps/index.md
              - Students:
                  - steps/students/index.md
                  - steps/students/01-x.md
        +      - My polls:
        +          - steps/polls/index.md
        +          - steps/polls/01-a.md
          - About: about.md

        # what follows
        plugins: []
        """,
    ),
    "only the list of the guides is there": (
        NEW,
        """
        nav:
        - Home: index.md
        - Guides:
          - steps/index.md
        +  - My polls:
        +      - steps/polls/index.md
        +      - steps/polls/01-a.md
        - About: about.md
        """,
    ),
    "no guide is there": (
        NEW,
        """
        nav:  # the menu
            - Home: index.md
            # - About: about.md
            - Tags: tags.md
        +    - My polls:
        +        - steps/polls/index.md
        +        - steps/polls/01-a.md

        # the end
        """,
    ),
    "guides without a group": (
        NEW,
        """
        nav:
          - index.md
          - steps/students/01-x.md
        +  - My polls:
        +      - steps/polls/index.md
        +      - steps/polls/01-a.md
        """,
    ),
}


@pytest.mark.parametrize(("pages", "written"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_lines_come_in_and_none_changes(pages: list[str], written: str, ending: str) -> None:
    lines = dedent(written).lstrip("\n").split("\n")
    before = ending.join(line for line in lines if not line.startswith("+"))
    after = ending.join(line.removeprefix("+") for line in lines)
    assert with_pages(before, "polls", "My polls", pages) == after


@pytest.mark.parametrize(
    "text",
    [
        "site_name: x\n",
        "nav: [index.md]\n",
        "nav:\n  - Home: index.md\n  -\n    - steps/a/01-x.md\n    - {Guides: [\n    - steps/a/02-x.md]}\n",
        "nav:\n  - steps/polls/01-a.md\n",
        "nav:\n  - !ENV HOME\n",
        "nav: !ENV NAV\n",
    ],
)
def test_a_menu_that_is_written_otherwise_is_left_to_a_person(text: str) -> None:
    assert with_pages(text, "polls", "Polls", ["steps/polls/01-a.md"]) is None


@pytest.mark.parametrize(("title", "key"), [("My polls", "My polls"), ("yes", '"yes"'), ("a: b", '"a: b"')])
def test_a_title_that_yaml_would_read_otherwise_is_in_quotes(title: str, key: str) -> None:
    assert menu_lines(True, title, NEW) == [f"- {key}:", f"    - {NEW[0]}", f"    - {NEW[1]}"]
