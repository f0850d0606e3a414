"""The running log: stamps, notes, the entries that they become, and what is added or moved."""

from datetime import date, datetime, time
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.dates.log_stamps import LogStamp, read_stamp
from chronicles.journal.log_entries import entry_of_note
from chronicles.journal.questions import Question, questions
from chronicles.journal.running_log import check_words, read_log, with_note, with_states, without_note
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import State
from chronicles.problems import Place, Problem, Refused
from tests.documents import Case, cases
from tests.examples import examples
from tests.journals import FINDER, refused

LOG = "docs/journal/log.md"
POSTS = "docs/journal/posts"


def reading(text: str) -> Reading:
    return read_page(Page(LOG, text), FINDER)


def said(line: str) -> str:
    try:
        stamp = read_stamp(line)
    except Refused as wrong:
        return f"{wrong.message}\n{wrong.mend}"
    return f"{stamp.name} {stamp.title}".strip() if stamp else "no stamp"


@cases("journal/log_stamps.md")
def test_stamp(case: Case) -> None:
    assert said(case.input.removesuffix("\n")) == case.expected.removesuffix("\n"), case.place


@cases("journal/log_notes.md")
def test_note_becomes_an_entry(case: Case) -> None:
    (note,), problems = read_log(reading(case.input))
    entry = entry_of_note(note, LOG, POSTS, FINDER)
    assert not problems
    assert entry.reading.page.text.rstrip("\n") == case.expected.rstrip("\n"), case.place


def test_notes_of_one_moment_have_names_of_their_own() -> None:
    text = "## 2025-08-29 21:14\n\na\n\n## 2025-08-29 21:14\n\nb\n\n## 2025-08-29 21:14\n"
    notes, _ = read_log(reading(text))
    assert [note.name for note in notes] == ["2025-08-29-2114", "2025-08-29-2114-2", "2025-08-29-2114-3"]


def test_addresses_stay_when_the_first_of_them_has_become_a_page() -> None:
    notes, _ = read_log(reading("## 2025-08-29 21:14\n\nb\n"), {"2025-08-29-2114"})
    assert [note.name for note in notes] == ["2025-08-29-2114-2"]


def test_stamp_in_code_is_code() -> None:
    notes, _ = read_log(reading("## 2025-08-29\n\n```\n## 2025-08-30\n```\n"))
    assert [note.name for note in notes] == ["2025-08-29"]


def test_what_stands_above_the_first_stamp_is_no_note() -> None:
    notes, problems = read_log(reading("---\ntitle: Log\n---\n\n# Log\n\nWrite here.\n"))
    assert (notes, problems) == ((), [])


def test_problem_of_an_entry_is_told_where_it_stands_in_the_log() -> None:
    text = "# Log\n\n## 2025-08-29\n<!-- tags: django, orm -->\n\n? why\n[x](gone.md)\n"
    (note,), _ = read_log(reading(text))
    entry = entry_of_note(note, LOG, POSTS, FINDER)
    assert [str(entry.origin(problem)) for problem in entry.reading.problems] == [
        f"{LOG}:4: 'tags' is text, not a list of words\n    Write 'tags: [django, orm]'."
    ]
    number = entry.reading.page.lines.index("[x](../gone.md)") + 1
    moved = Problem(
        Place(entry.path, number), "the link '../gone.md' leads nowhere", "Did you mean '../a.md'?"
    )
    assert entry.origin(moved) == Problem(
        Place(LOG, 7), "the link 'gone.md' leads nowhere", "Did you mean 'a.md'?"
    )


def test_each_note_speaks_of_its_own_state() -> None:
    block = '\n```python {data-from="a.py"}\n```\n'
    page = reading(f"## 2025-08-29\n{block}\n## 2025-08-30\n{block}")
    states = [(1, State("step", "students/05")), (6, State("step", "students/06"))]
    asks = with_states(page, states).asks
    assert [str(ask.address) for ask in asks] == ["a.py@students/05", "a.py@students/06"]


NOON = LogStamp(date(2025, 8, 29), time(12, 0))


@pytest.mark.parametrize(
    "before",
    ["", "# Log\n", "# Log", "# Log\r\n\r\n## 2025-08-28\r\n\r\nx\r\n", "\ufeff# Log\n\n"],
    ids=["new", "begun", "no line end", "Windows", "BOM"],
)
def test_note_is_added_and_nothing_else_changes(before: str) -> None:
    after = with_note(before, NOON, State("step", "students/05"), "did this\n? why\n\n")
    assert after.startswith(before)
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in before else 0)
    notes, _ = read_log(reading(after))
    entry = entry_of_note(notes[-1], LOG, POSTS, FINDER)
    assert entry.reading.state == State("step", "students/05")
    assert entry.reading.page.text.endswith("did this\n\n- [ ] ? why\n\n")
    assert (
        without_note(Page(LOG, after), notes[-1]).rstrip()
        == (before or "---\ntitle: Log\n---\n\n# Log").rstrip()
    )


def test_words_that_would_be_two_notes_are_refused() -> None:
    with pytest.raises(Refused, match="another note"):
        check_words("a\n\n## 2025-08-29\n", FINDER)
    check_words("```\n## 2025-08-29\n```\n", FINDER)


def test_words_with_an_open_block_are_refused() -> None:
    assert refused(lambda: check_words("```sh\nls\n", FINDER)).endswith("Close it with a line ```.")


WORDS = st.text(printable.replace("\x0b", "").replace("\x0c", "").replace("\r", ""), max_size=80)


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(WORDS, max_size=5))
def test_whatever_is_logged_is_one_note_with_every_line(texts: list[str]) -> None:
    log, kept = "", []
    for text in texts:
        try:
            check_words(text, FINDER)
        except Refused:
            continue
        log = with_note(log, NOON, None, text)
        kept.append(text)
    page = reading(log) if log else None
    notes = read_log(page)[0] if page else ()
    assert len(notes) == len(kept)
    for note, text in zip(notes, kept, strict=True):
        assert "\n".join(note.lines).strip("\n").rstrip() == text.strip("\n").rstrip()
        entry_of_note(note, LOG, POSTS, FINDER)


def test_moment() -> None:
    assert NOON.moment == datetime(2025, 8, 29, 12)
    assert LogStamp(date(2025, 8, 29)).moment == date(2025, 8, 29)


def test_questions_and_their_answers() -> None:
    text = (
        "- [ ] ? Why is the `admin` empty?\n- [ ] no question\n"
        "- [x] ? What is a token: [answered](2025-09-06-jwt.md#tokens)\n- [X] ? Never mind\n"
        "```\n- [ ] ? not this\n```\n<!--\n- [ ] ? nor this\n-->\n"
    )
    assert questions(read_page(Page("a.md", text), FINDER)) == [
        Question("a.md", 1, "Why is the `admin` empty?", True),
        Question("a.md", 3, "What is a token", False, "2025-09-06-jwt.md#tokens"),
        Question("a.md", 4, "Never mind", False),
    ]
