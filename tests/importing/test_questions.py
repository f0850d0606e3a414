"""`import --interactive`: what is in doubt is asked with one key, and asked once."""

import json
from collections.abc import Callable

import pytest

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.import_doubts import Doubt, DoubtKind, doubts
from tests.importing.shapes import one
from tests.site.conftest import Journal
from tests.terminals import terminal

POSTS = "docs/journal/posts"
ANSWERS = "import-answers.json"
Make = Callable[..., Journal]
NOTES = {
    "log.md": "# 03/04/2024\n\nRead.\n",
    "old.md": "# 5 March\n\nOld.\n",
    "idea.md": "An idea.\n",
    "clear.md": "# 2024-03-07\n\nClear.\n",
}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (NOTES["log.md"], [DoubtKind.ORDER]),
        ("# 03.04.2024\n\nx\n", [DoubtKind.ORDER]),
        (NOTES["old.md"], [DoubtKind.YEAR]),
        (NOTES["idea.md"], [DoubtKind.DAY]),
        (NOTES["clear.md"], []),
        ("# 13/04/2024\n\nx\n\n# 03/05/2024\n\ny\n", []),
        ("# 30 February 2024\n\nx\n", []),  # mended in the file alone
    ],
)
def test_what_only_its_author_can_say_is_a_doubt(text: str, kinds: list[DoubtKind]) -> None:
    assert [doubt.kind for doubt in doubts("a.md", one(text).notes)] == kinds


def test_a_doubt_is_told_once_a_kind_with_its_first_line() -> None:
    notes = [ImportNote(at, at, Fate.UNDATED, "the date has no year", text=f"# {at} May") for at in (3, 9)]
    assert doubts("a.md", notes) == [Doubt("a.md", DoubtKind.YEAR, 3, "# 3 May")]


def test_what_is_in_doubt_is_asked_once(journal: Make) -> None:
    made = journal(NOTES)
    with terminal(made.root, "import", "--interactive", *NOTES) as at:
        at.sees("log.md:1:")
        at.sees("[d] the day comes first, [m] the month, [s] leave it as it was read")
        at.presses("d")
        at.sees("old.md:1: # 5 March")
        at.presses("y")
        at.sees("Year: ")
        at.types("2023\n")
        at.sees("idea.md:1: An idea.")
        at.presses("t")
        at.sees("Day, as 2025-08-29: ")
        at.types("soon\n")
        at.sees("'soon' is no day; write it as 2025-08-29")
        at.types("2024-03-06\n")
        assert at.end() == 0
    wanted = ["2023-03-05.md", "2024-03-06.md", "2024-03-07.md", "2024-04-03.md"]
    assert sorted(path.name for path in (made.root / POSTS).iterdir()) == wanted
    assert json.loads(made.read(ANSWERS)) == {
        "idea.md": {"day": "2024-03-06"},
        "log.md": {"day_first": True},
        "old.md": {"year": 2023},
    }
    again = made.run("import", *NOTES)
    assert (again.status, again.out.splitlines()[-1]) == (0, "0 entries written, 4 left as they are")
    with terminal(made.root, "import", "--interactive", *NOTES) as at:
        assert at.end() == 0


def test_a_question_can_be_left_open(journal: Make) -> None:
    made = journal({"idea.md": "An idea.\n"})
    with terminal(made.root, "import", "--interactive", "idea.md") as at:
        at.sees("[t] type its day, [s] leave the text out")
        at.presses("s")
        at.sees("idea.md:1: no date is said of this text, so it is not imported")
        assert at.end() == 1
    assert not (made.root / ANSWERS).exists()


def test_what_is_private_is_told_after_the_questions(journal: Make) -> None:
    made = journal({"mine.org": "* <2024-03-05 Tue> Mine :noexport:\nSecret.\n", "idea.md": "An idea.\n"})
    with terminal(made.root, "import", "--interactive", "mine.org", "idea.md") as at:
        at.sees("[t] type its day, [s] leave the text out")
        at.presses("s")
        at.sees("Stays private")
        assert at.end() == 1


def test_nobody_is_asked_through_a_pipe(journal: Make) -> None:
    made = journal({"idea.md": "An idea.\n"})
    run = made.run("import", "--interactive", "idea.md")
    assert (run.status, run.err.splitlines()) == (
        1,
        [
            "import: nobody can be asked here: this is no terminal",
            "    Decide with --date, --year, --day-first and --month-first.",
            "1 problem",
        ],
    )


@pytest.mark.parametrize("said", ["[]", "{", '{"a": 1}', '{"a": {"day": "soon"}}', '{"a": {"year": "x"}}'])
def test_answers_that_cannot_be_read_are_told(journal: Make, said: str) -> None:
    made = journal({"a.md": "# 2024-03-05\n\nx\n", ANSWERS: said})
    run = made.run("import", "a.md")
    assert (run.status, run.err.splitlines()) == (
        1,
        [
            f"{ANSWERS}: it does not hold answers of an import",
            "    Mend it, or delete it: then the next import --interactive asks again.",
            "1 problem",
        ],
    )
