"""The commands that ask, at a real terminal: answers, wrong answers, Enter, Ctrl-C and Ctrl-D."""

from collections.abc import Callable

import pytest

from tests.site.conftest import Journal
from tests.site.test_journal import TESTS
from tests.sizes import few
from tests.terminals import CTRL_C, CTRL_D, Terminal, terminal

GOALS = "# Goals\n\n- [ ] Understand the ORM\n- [ ] Understand HTTP\n"
NOTE = "docs/journal/log.md"
ENTRIES = {
    "docs/goals.md": GOALS,
    "docs/journal/posts/one.md": "---\ntitle: The ORM\ndate: 2025-09-01\n---\n\nText.\n",
    "docs/journal/posts/two.md": "---\ntitle: The ORM again\ndate: 2025-09-02\n---\n\nText.\n",
    "docs/journal/posts/draft.md": "---\ntitle: An ORM draft\ndate: 2025-09-03\ndraft: true\n---\n\nText.\n",
}
Make = Callable[..., Journal]


def answers(at: Terminal, did: str, surprised: str, stuck: str) -> None:
    for question, said in (
        ("What did you do (Enter skips): ", did),
        ("What surprised you (Enter skips): ", surprised),
        ("Where are you stuck (Enter skips): ", stuck),
    ):
        at.sees(question)
        at.presses(said) if said in (CTRL_C, CTRL_D) else at.types(said)


def test_log_asks_and_adds_what_is_answered(journal: Make) -> None:
    made = journal()
    with terminal(made.root, "log", anew=True) as at:
        answers(at, "I made a model.\n", "\n", "Why é?\n")
        assert at.end() == 0
    assert f"is in {NOTE}\n" in at.said
    assert made.read(NOTE).endswith("\n\nI made a model.\n\n? Why é?\n")


def test_log_asks_for_what_has_come_back_and_writes_that_it_was_looked_at(journal: Make) -> None:
    entry = "---\ntitle: A\ndate: 2025-09-01\n---\n\n## What needs review\n\n- the **ORM**\n- signals.\n"
    made = journal({"docs/journal/posts/a.md": entry})
    with terminal(made.root, "log") as at:
        answers(at, "I made a model.\n", "\n", "\n")
        at.sees("Look at again, from 1 September 2025: the **ORM** (Enter skips): ")
        at.types("\n")
        at.sees("Look at again, from 1 September 2025: signals. (Enter skips): ")
        at.types("Clear now.\n")
        assert at.end() == 0
    assert made.read(NOTE).endswith("\n\nI made a model.\n\n### Looked at again\n\n- signals: Clear now.\n")


def test_enter_alone_adds_nothing(journal: Make) -> None:
    made = journal()
    with terminal(made.root, "log") as at:
        answers(at, "\n", "  \n", "\n")
        assert at.end() == 0
    assert at.said.endswith("Nothing was added.\n")
    assert not (made.root / NOTE).exists()


def test_ctrl_d_ends_the_questions_and_what_was_answered_is_added(journal: Make) -> None:
    made = journal()
    with terminal(made.root, "log") as at:
        at.sees("What did you do (Enter skips): ")
        at.types("I made a model.\n")
        at.sees("What surprised you (Enter skips): ")
        at.presses(CTRL_D)
        assert at.end() == 0
    assert made.read(NOTE).endswith("\n\nI made a model.\n")
    assert "Where are you stuck" not in at.said and "Traceback" not in at.said


def test_ctrl_c_adds_nothing_and_gives_back_what_was_answered(journal: Make) -> None:
    made = journal()
    with terminal(made.root, "log") as at:
        answers(at, "I made a model.\n", "It has a table.\n", CTRL_C)
        assert at.end() == 130
    assert at.said.endswith("\nYou wrote:\nI made a model.\n\nIt has a table.\nStopped.\n")
    assert "Traceback" not in at.said and not (made.root / NOTE).exists()


def test_an_answer_that_no_note_can_hold_is_given_back(journal: Make) -> None:
    made = journal()
    with terminal(made.root, "log") as at:
        answers(at, "## 2025-08-29 21:14\n", "Much.\n", "\n")
        assert at.end() == 1
    assert "'## 2025-08-29 21:14' would begin another note" in at.said
    assert at.said.endswith("\nYou wrote:\n## 2025-08-29 21:14\n\nMuch.\n")


NO_READLINE = {"readline.py": "raise ImportError\n"}  # as where Python was built without it


@pytest.mark.parametrize(
    ("files", "keys", "said"),
    few(
        [
            (NO_READLINE, b"caf\xe9\n", "Error: byte 3 (line 1) is not UTF-8. Type it again."),
            (NO_READLINE, b"\x1b[D\n", "Error: line 1 holds the control character U+001B. Type it again."),
            ({}, b"a\x16\x01b\n", "Error: line 1 holds the control character U+0001. Type it again."),
        ],
        1,
        2,
    ),
    ids=["not UTF-8", "an arrow key", "a control character"],
)
def test_an_answer_that_is_no_text_is_asked_for_again(
    journal: Make, files: dict[str, str], keys: bytes, said: str
) -> None:
    made = journal(files)
    with terminal(made.root, "log", anew=True) as at:
        at.sees("What did you do (Enter skips): ")
        at.types(keys)
        at.sees(said)
        answers(at, "Better.\n", "\n", "\n")
        assert at.end() == 0
    assert made.read(NOTE).endswith("\n\nBetter.\n")


def test_arrow_keys_move_in_the_line(journal: Make) -> None:
    pytest.importorskip("readline")
    made = journal()
    with terminal(made.root, "log") as at:
        answers(at, "bc\x1b[D\x1b[Da\n", "\n", "\n")
        assert at.end() == 0
    assert made.read(NOTE).endswith("\n\nabc\n")


def test_log_move_asks_which_note(journal: Make) -> None:
    made = journal({NOTE: "# Log\n\n## 2025-09-01 A\n\nOne.\n\n## 2025-09-02 B\n\nTwo.\n"})
    with terminal(made.root, "log", "move") as at:
        at.sees("  1  2025-09-02  B\n  2  2025-09-01  A\nWhich one [1]: ")
        at.types("3\n")
        at.sees("Error: 3 is not in the range 1<=x<=2.")
        at.types("2\n")
        assert at.end() == 0
    assert "One." in made.read("docs/journal/posts/2025-09-01.md") and "One." not in made.read(NOTE)


def test_done_offers_entries_and_links_those_that_are_picked(journal: Make) -> None:
    made = journal(ENTRIES)
    with terminal(made.root, "done", "orm", "--date", "2025-09-09") as at:
        at.sees("  1  The ORM  journal/posts/one.md\n  2  The ORM again  journal/posts/two.md\n")
        at.sees("Which of them prove it (numbers, Enter for none): ")
        at.types("2, 7\n")
        at.sees("Error: '7' is none of the numbers 1 to 2.")
        at.types("both\n")
        at.sees("Error: 'both' is none of the numbers 1 to 2.")
        at.types("2 1,2\n")
        assert at.end() == 0
    assert "draft" not in at.said
    links = "[The ORM again](journal/posts/two.md), [The ORM](journal/posts/one.md)"
    assert made.read("docs/goals.md") == GOALS.replace(
        "[ ] Understand the ORM", f"[x] Understand the ORM: {links} (2025-09-09)"
    )


def test_done_with_enter_ticks_without_evidence(journal: Make) -> None:
    made = journal(ENTRIES)
    with terminal(made.root, "done", "orm", "--date", "2025-09-09") as at:
        at.sees("Enter for none): ")
        at.types("\n")
        assert at.end() == 0
    assert "- [x] Understand the ORM (2025-09-09)\n" in made.read("docs/goals.md")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("words", few(["orm", "understand"], 1))
def test_a_goal_is_not_ticked_by_who_stops(journal: Make, words: str, key: str) -> None:
    made = journal(ENTRIES)
    with terminal(made.root, "done", words) as at:
        at.sees("): " if words == "orm" else "Which one [1]: ")
        at.presses(key)
        assert at.end() == 130
    assert at.said.endswith("\nStopped.\n") and "Traceback" not in at.said
    assert made.read("docs/goals.md") == GOALS


def test_done_asks_which_goal(journal: Make) -> None:
    made = journal({"docs/goals.md": GOALS})
    with terminal(made.root, "done", "understand", "--date", "2025-09-09") as at:
        at.sees("  1  Understand the ORM\n  2  Understand HTTP\nWhich one [1]: ")
        at.types("0\n")
        at.sees("Error: 0 is not in the range 1<=x<=2.")
        at.types("2\n")
        assert at.end() == 0
    assert "- [x] Understand HTTP (2025-09-09)\n" in made.read("docs/goals.md")


@pytest.mark.slow
def test_done_runs_the_tests_that_are_picked(journal: Make) -> None:
    made = journal({**TESTS, "docs/goals.md": "# Goals\n\n- [ ] ORM, bad and good\n"})
    with terminal(made.root, "done", "orm", "--date", "2025-09-09") as at:
        at.sees("  1  test  test:tests.OrmTests\n  2  test  test:tests.BadTests\n")
        at.types("1 2\n")
        assert at.end() == 1
    assert "Mend it first; the goal is left as it was." in at.said
    assert "- [ ]" in made.read("docs/goals.md")
    with terminal(made.root, "done", "orm", "--date", "2025-09-09") as at:
        at.sees("Enter for none): ")
        at.types("1\n")
        assert at.end() == 0
    assert "[x] ORM, bad and good: [test](test:tests.OrmTests) (2025-09-09)" in made.read("docs/goals.md")


def test_nobody_is_asked_through_a_pipe(journal: Make) -> None:
    made = journal(ENTRIES)
    assert made.run("log").status == 1 and not (made.root / NOTE).exists()
    before = made.read("docs/goals.md")
    run = made.run("done", "orm", "--date", "2025-09-09")
    assert (run.status, made.read("docs/goals.md")) == (2, before)
    assert "Error: name what proves 'Understand the ORM': --evidence LINK. There is: " in run.err
    assert "journal/posts/one.md" in run.err and "draft" not in run.err
    run = made.run("done", "http", "--evidence", "draft.md")
    assert run.status == 2 and "readers see no entry 'draft.md'." in run.err
