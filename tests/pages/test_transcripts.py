"""Transcripts, read: what is put in, what stands there as the answer, and what is none."""

import pytest

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import NOW, State, parse_state
from chronicles.pages.transcripts import read_transcript
from tests.documents import Case, cases
from tests.journals import refused

FINDER = Finder(Dialect())
STEP = parse_state("students/05")


def read(text: str, default: State = NOW) -> Reading:
    return read_page(Page("page.md", text), FINDER, default)


def block(header: str, *lines: str) -> str:
    return "\n".join([f"```{header}", *lines, "```", ""])


def shown(kind: str, text: str) -> str:
    """Each part: the lines and the input behind them, then the lines and the answer."""
    said = []
    for part in read_transcript(kind, text.split("\n")).exchanges:
        said += [f"{part.line} in", *(f"  {line}" for line in part.input.split("\n"))]
        said += [f"{part.answer_line} out", *(f"  {line}" for line in part.expected)]
    return "".join(f"{line.rstrip()}\n" for line in said)


@cases("pages/transcripts.md")
def test_a_transcript_is_read(case: Case) -> None:
    kind, _, body = case.input.removesuffix("\n").partition("\n")
    given = shown(kind, body) if case.expected[:1].isdigit() else ""
    said = given or refused(lambda: read_transcript(kind, body.split("\n"))) + "\n"
    assert said == case.expected, case.place


@pytest.mark.parametrize("default", [NOW, STEP])
def test_a_block_is_run_where_its_page_speaks_of_or_where_it_says(default: State) -> None:
    text = block('console {data-run="here"}', "$ ls") + "\n" + block('console {data-run="polls/07"}', "$ ls")
    assert [str(code.run) for code in read(text, default).code] == [str(default), "polls/07"]


@pytest.mark.parametrize("head", ["", "---\nproof: all\n---\n\n"])
def test_on_a_step_and_where_the_front_matter_says_so_unmarked_blocks_are_run(head: str) -> None:
    text = head + "\n".join(
        [
            block("console", "$ ls"),
            block("pycon", ">>> 1", "1"),
            block("http", "GET / HTTP/1.1"),
            block("sql", "SELECT 1;"),
            block('console {data-unproven="no"}', "$ rm -r /"),
            block("python", "x"),
            block("text", "x"),
        ]
    )
    for default in NOW, STEP:
        kinds = [code.kind for code in read(text, default).code]
        run = "transcript" if head or default == STEP else "plain"
        assert kinds == [run, run, run, run, "unproven", "plain", "plain"]


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        (
            block('python {data-run="here"}', "x"),
            1,
            "a block of python cannot be run",
            "Write one of console, http, pycon, sql behind the fence, or take data-run out.",
        ),
        (
            block('{data-run="here"}', "x"),
            1,
            "a block of no language cannot be run",
            "Write one of console, http, pycon, sql behind the fence, or take data-run out.",
        ),
        (
            "x\n\n" + block('console {data-run="here"}', "ls"),
            3,
            "nothing is run here: no line begins with '$ '",
            "Put '$ ' before each input.",
        ),
        (
            block('console {data-run="here"}', "a", "$ ls"),
            1,
            "it does not begin with '$ '",
            "Put '$ ' before its first line.",
        ),
        (
            block('pycon {data-run="here"}', "1 + 1"),
            1,
            "nothing is run here: no line begins with '>>> '",
            "Put '>>> ' before each input.",
        ),
        (
            block('http {data-run="here"}', "curl /"),
            1,
            "it does not begin with a request",
            "Begin it with a line such as 'GET /api/students/ HTTP/1.1'.",
        ),
        (
            block('console {data-run="here" data-fails="0"}', "$ ls"),
            1,
            "data-fails is '0', not a status",
            'Write data-fails="1".',
        ),
        (
            block('console {data-run="here" data-fails="yes"}', "$ ls"),
            1,
            "data-fails is 'yes', not a status",
            'Write data-fails="1".',
        ),
        (
            block('console {data-fails="1"}', "$ ls"),
            1,
            "data-fails needs data-run",
            'Add data-run="here", or take data-fails out.',
        ),
        (
            block('sql {data-run="here" data-fails="1"}', "SELECT 1;"),
            1,
            "a sql block cannot fail",
            "Put data-fails on the block that asks, or take it out.",
        ),
        (
            block('console {data-run="tomorrow"}', "$ ls"),
            1,
            "'tomorrow' is not a state",
            "A state is 'now', 'git:REVISION', or a date such as 2025-08-29.",
        ),
        (
            "---\nseed: some\n---\n",
            2,
            "'seed' is text, not 'none', 'demo', 'before' or 'new'",
            "Write 'seed: demo'.",
        ),
        ("---\nproof: most\n---\n", 2, "'proof' is text, not 'all'", "Write 'proof: all'."),
    ],
)
def test_what_is_wrong_with_a_transcript_is_told_at_its_line(
    text: str, line: int, message: str, mend: str
) -> None:
    found = read(text)
    assert [(p.place.line, p.message, p.mend) for p in found.problems] == [(line, message, mend)]
    assert all(code.transcript is None for code in found.code)


def test_a_status_needs_no_data_run_where_everything_is_run() -> None:
    found = read(block('console {data-fails="2"}', "$ ls nothing"), STEP)
    assert found.problems == ()
    assert found.code[0].fails == 2


def test_a_status_on_a_block_that_nothing_runs_is_told_on_a_step_too() -> None:
    assert [p.message for p in read(block('python {data-fails="2"}', "x"), STEP).problems] == [
        "data-fails needs data-run"
    ]
