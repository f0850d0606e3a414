"""The parts of a README: its markers, what stands between them, and every other byte as it was."""

from datetime import date

import pytest
from markdown_it import MarkdownIt

from chronicles.pages.page import Page
from chronicles.progress.learning_plan import LearningPlan, Skill
from chronicles.progress.readme_contents import check_readme, contents, pull_readme
from chronicles.progress.readme_parts import is_marked, read_parts
from chronicles.progress.record import Event, Record
from tests.documents import Case, cases

ONE = {name: ["", name, ""] for name in ("skills", "roadmap", "entries")}


@cases("progress/readme_parts.md")
def test_parts(case: Case) -> None:
    parts, problems = read_parts(Page("README.md", case.input))
    said = problems or [f"{part.name} {part.first}-{part.last}" for part in parts]
    assert "".join(f"{line}\n" for line in said) == case.expected, case.place


def test_a_readme_is_marked_by_any_marker_even_a_wrong_one() -> None:
    assert not is_marked(Page("README.md", "# A\n\n`<!-- chronicles: skills -->`\n"))
    assert is_marked(Page("README.md", "<!-- /chronicles -->"))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\r\n"])
def test_all_other_bytes_stay(ending: str, mark: str, last: str) -> None:
    text = mark + f"a \r\n<!-- chronicles: skills -->{ending}old{ending}<!-- /chronicles -->{last}"
    new = f"{ending}skills{ending}{ending}"
    expected = mark + f"a \r\n<!-- chronicles: skills -->{ending}{new}<!-- /chronicles -->{last}"
    pulled = pull_readme(Page("README.md", text), ONE)
    assert (pulled.text, pulled.refreshed, pulled.problems) == (expected, 1, ())
    assert pull_readme(Page("README.md", expected), ONE).text == expected
    assert check_readme(Page("README.md", expected), ONE) == []


def test_lines_that_are_right_keep_their_endings() -> None:
    text = "<!-- chronicles: skills -->\r\n\nskills\r\n\n<!-- /chronicles -->"
    pulled = pull_readme(Page("README.md", text), ONE)
    assert (pulled.text, pulled.refreshed) == (text, 0)


def test_several_parts_are_refreshed_and_one_that_is_right_is_not() -> None:
    text = (
        "<!-- chronicles: skills -->\n\nskills\n\n<!-- /chronicles -->\n"
        "<!-- chronicles: entries -->\n<!-- /chronicles -->\n"
    )
    pulled = pull_readme(Page("README.md", text), ONE)
    assert pulled.refreshed == 1
    assert pulled.text == text.replace("entries -->\n", "entries -->\n\nentries\n\n")
    assert [line for line in pulled.diff if line.startswith("+")] == ["+++ README.md", "+", "+entries", "+"]


def test_drift_is_told_at_its_marker() -> None:
    text = "# A\n<!-- chronicles: skills -->\n\nold\n\n<!-- /chronicles -->\n"
    assert [str(problem) for problem in check_readme(Page("README.md", text), ONE)] == [
        "README.md:2: the part 'skills' has drifted: 1 line differs\n"
        "    Read the page again, then accept what is there now: python3 build.py pull README.md"
    ]


def test_a_fault_of_one_marker_leaves_all_parts_alone() -> None:
    text = "<!-- chronicles: skills -->\nold\n<!-- /chronicles -->\n<!-- chronicles: roadmap -->\n"
    wrong_name = "<!-- chronicles: skils -->\n<!-- /chronicles -->\n"
    assert pull_readme(Page("README.md", wrong_name), ONE).text == wrong_name
    pulled = pull_readme(Page("README.md", text), ONE)
    assert (pulled.text, pulled.refreshed) == (text, 0)
    assert [problem.message for problem in pulled.problems] == ["the part 'roadmap' is never closed"]
    assert list(pulled.problems) == check_readme(Page("README.md", text), ONE)


def day(number: int) -> date:
    return date(2025, 9, number)


RECORD = Record(
    entries=tuple(
        Event(day(number), f"Entry {number}", f"journal/posts/{number}.md") for number in (1, 2, 3, 4)
    ),
    plan=LearningPlan(
        skills=(
            Skill("ORM", "first steps", day(1)),
            Skill("Git", "basics"),
            Skill("ORM", "basics", day(9)),
        ),
        roadmap=("APIs", "Accounts"),
    ),
)


def test_what_the_parts_show() -> None:
    shown = contents(RECORD, lambda page: f"docs/{page}")
    assert shown == {
        "skills": [
            "",
            "| Skill | Level | As of |",
            "| --- | --- | --- |",
            "| ORM | first steps \N{RIGHTWARDS ARROW} basics | 2025-09-09 |",
            "| Git | basics |  |",
            "",
        ],
        "roadmap": ["", "1. APIs", "2. Accounts", ""],
        "entries": [
            "",
            "- 2025-09-04: [Entry 4](docs/journal/posts/4.md)",
            "- 2025-09-03: [Entry 3](docs/journal/posts/3.md)",
            "- 2025-09-02: [Entry 2](docs/journal/posts/2.md)",
            "",
        ],
    }


def test_where_there_is_nothing_it_says_so() -> None:
    assert set(map(tuple, contents(Record(), str).values())) == {("", "Nothing yet.", "")}


@pytest.mark.parametrize(
    "words",
    [
        "*a* _b_ `c` ~~d~~",
        "<b>a</b> &amp; &lt; R&D",
        "[a](b) ![c](d) [x]",
        "a | b",
        "a \\| b \\",
        "$x$ and 3 < 4",
        "# one",
        "- one",
        "+ one",
        "1. one",
        "12) one",
        "---",
        "===",
        "3.11 is new",
        "<!-- /chronicles -->",
        "<!-- chronicles: skills -->",
        "```",
    ],
)
def test_what_a_person_wrote_is_text(words: str) -> None:
    made = Record((Event(day(1), words, "a.md"),), plan=LearningPlan((Skill(words, "basics"),), (words,)))
    shown = contents(made, str)
    engine = MarkdownIt("commonmark").enable("table")
    for lines, behind in ((shown["roadmap"], ""), (shown["entries"], "2025-09-01: "), (shown["skills"], "")):
        tokens = [token for token in engine.parse("\n".join(lines)) if token.type == "inline"]
        texts = ["".join(child.content for child in token.children or []) for token in tokens]
        assert behind + words in texts
        blocks = {token.type for token in engine.parse("\n".join(lines))}
        assert not blocks & {"heading_open", "hr", "html_block", "fence"}
    text = "".join(
        f"<!-- chronicles: {name} -->\n" + "".join(f"{line}\n" for line in lines) + "<!-- /chronicles -->\n"
        for name, lines in shown.items()
    )
    assert check_readme(Page("README.md", text), shown) == []
