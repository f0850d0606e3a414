"""What came of a transcript, held against its page: mismatches_found in words, and what `pull` writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.pages.transcripts import read_transcript
from chronicles.problems import Refused
from chronicles.proof.transcripts.comparison import BlockOutput, Output, find_mismatches, refreshed

TRACEBACK = "Traceback (most recent call last):"
RAISED = f'{TRACEBACK}\n  File "<console>", line 1, in <module>\nValueError: no'
FAILING = "Mend the project or the block; if it is meant to fail, add data-fails="
Came = tuple[str, int]

SEEING = "You\u2019re seeing this error because you have {}DEBUG = True{} in your"
SEEING_HTML = SEEING.format("<code>", "</code>")
DEBUG_500 = (
    "HTTP/1.1 500 x\nContent-Type: text/html\n\n<title>OperationalError\n          at /</title>\n"
    f'<pre class="exception_value">no such table: &lt;a&gt;</pre>\n{SEEING_HTML}'
)
DEBUG_TEXT = (
    "HTTP/1.1 500 x\nContent-Type: text/plain\n\nOperationalError at /\nno such table: a\n\n"
    f"Request Method: GET\n{SEEING.format('', '')}"
)
DEBUG_404 = f"HTTP/1.1 404 x\nContent-Type: text/html\n\n<title>Page not found at /</title>\n{SEEING_HTML}"


def block_output(*came: Came | str) -> BlockOutput:
    pairs = [(one, 0) if isinstance(one, str) else one for one in came]
    return BlockOutput(
        tuple(Output(tuple(text.split("\n")) if text else (), status) for text, status in pairs)
    )


def mismatches_found(text: str, *came: Came | str, fails: int | None = None) -> list[str]:
    """Each as line, message; a `~` before drift."""
    kind, _, body = text.partition("\n")
    found = find_mismatches(read_transcript(kind, body.split("\n")), block_output(*came), fails, "pull")
    return [
        f"{'~' if mismatch.is_drift else ''}{mismatch.line} {mismatch.refused.message}" for mismatch in found
    ]


def pulled(text: str, *came: Came | str) -> str:
    kind, _, body = text.partition("\n")
    return "\n".join(refreshed(read_transcript(kind, body.split("\n")), block_output(*came)))


@pytest.mark.parametrize(
    ("text", "came", "found"),
    [
        ("console\n$ ls\na", ["a"], []),
        ("console\n$ ls\na\n", ["a"], []),
        ("console\n$ test\nx\ny\n1 test", ["x\ny\n2 tests"], ["~4 line 4: expected `1 test`, got `2 tests`"]),
        ("console\n$ ls\na\nb", ["a"], ["~3 line 3: expected `b`, got nothing"]),
        ("console\n$ ls\na", ["a\nb"], ["~3 line 3: expected nothing, got `b`"]),
        ("console\n$ ls", ["a\nb"], ["~2 its answer is missing: got `a`"]),
        ("console\n$ ls\na", [""], ["~2 line 2: expected `a`, got nothing"]),
        (
            "console\n$ ls\na\n$ ls b\nc",
            ["A", "C"],
            ["~2 line 2: expected `a`, got `A`", "~4 line 4: expected `c`, got `C`"],
        ),
        ("pycon\n>>> 1\n2", ["1"], ["~2 line 2: expected `2`, got `1`"]),
        ("sql\nSELECT 1;", ["SELECT 2;"], ["~1 line 1: expected `SELECT 1;`, got `SELECT 2;`"]),
        ("sql\n", ["SELECT 2;"], ["~1 its answer is missing: got `SELECT 2;`"]),
        (
            "http\nGET / HTTP/1.1\n\nHTTP/1.1 200 OK",
            [("HTTP/1.1 404 Not Found", 404)],
            ["~3 line 3: expected `HTTP/1.1 200 OK`, got `HTTP/1.1 404 Not Found`"],
        ),
        (
            "http\nGET / HTTP/1.1",
            [("HTTP/1.1 404 x", 404)],
            ["~2 its answer is missing: got `HTTP/1.1 404 x`"],
        ),
        ("console\n$ ls\n  a", ["a"], ["~2 line 2: expected `  a`, got `a`"]),
        ("console\n$ cat a\n" + "x" * 200, ["y"], [f"~2 line 2: expected `{'x' * 99}…`, got `y`"]),
    ],
)
def test_the_first_difference_is_told_at_its_line(
    text: str, came: list[Came | str], found: list[str]
) -> None:
    assert mismatches_found(text, *came) == found


@pytest.mark.parametrize(
    ("page", "came"),
    [
        ("Ran 3 tests in 0.012s", "Ran 3 tests in 1.5s"),
        ("done in 0.5 seconds", "done in 12.25 seconds"),
        ("Python 3.11.4", "Python 3.11.9"),
        ("(Python 3.11.4 on linux)", "(Python 3.11.12 on linux)"),
        ("===== 2 passed in 9.99s ======", "===== 2 passed in 61.02s (0:01:01) ====="),
    ],
)
def test_durations_and_the_last_number_of_python_never_count(page: str, came: str) -> None:
    text = f"console\n$ x\n{page}"
    assert mismatches_found(text, came) == []
    assert pulled(text, came) == f"$ x\n{page}"
    assert pulled(f"{text}\nold", f"{came}\nnew") == f"$ x\n{page}\nnew"


@pytest.mark.parametrize(
    ("page", "came"),
    [
        ("Ran 3 tests in 0.012s", "Ran 4 tests in 0.012s"),
        ("Python 3.11.4", "Python 3.12.4"),
        ("Django 5.2.1", "Django 5.2.2"),
        ("0.5 students", "0.6 students"),
        ("== 2 passed in 0.1s ==", "== 3 passed in 0.1s =="),
    ],
)
def test_other_numbers_do(page: str, came: str) -> None:
    assert mismatches_found(f"console\n$ x\n{page}", came) == [f"~2 line 2: expected `{page}`, got `{came}`"]


def test_a_mark_beside_a_duration_is_kept() -> None:
    text = "console\n$ x\nRan … tests in 0.012s\nold"
    assert pulled(text, "Ran 3 tests in 0.5s\nnew") == "$ x\nRan … tests in 0.012s\nnew"


@pytest.mark.parametrize(
    ("text", "came", "fails", "found"),
    [
        ("console\n$ a\nno", [("no", 1)], None, ["1 `$ a` fails with 1: no"]),
        ("console\n$ a\nno", [("no", 1)], 1, []),
        ("console\n$ a\nno", [("no", 2)], 1, ["1 `$ a` is meant to fail with 1, but ends with 2"]),
        ("console\n$ a\nyes", ["yes"], 1, ["1 `$ a` is meant to fail with 1, but ends with 0"]),
        ("console\n$ a\n$ b", [("", 1), ("", 2)], 2, ["1 `$ a` fails with 1: it says nothing"]),
        (
            "console\n$ a\n$ b",
            [("x", 1), ""],
            None,
            ["1 `$ a` fails with 1: x", "~2 its answer is missing: got `x`"],
        ),
        ("pycon\n>>> f()", [(RAISED, 1)], None, None),
        (f"pycon\n>>> f()\n{RAISED}", [(RAISED, 1)], None, []),
        (f"pycon\n>>> f()\n{TRACEBACK}\n  …\nValueError: no", [(RAISED, 1)], None, []),
        (f"pycon\n>>> f()\n{RAISED}\n>>> 1\n1", [(RAISED, 1), "1"], None, []),
        (f"pycon\n>>> f()\n{RAISED}", [(RAISED, 1)], 1, []),
        (f"pycon\n>>> f()\n{RAISED}", [("1", 0)], None, [f"~2 line 2: expected `{TRACEBACK}`, got `1`"]),
        (
            f"pycon\n>>> f()\n{TRACEBACK}\n  …\nKeyError: no",
            [(RAISED, 1)],
            None,
            ["~4 line 4: expected `KeyError: no`, got nothing"],
        ),
        (
            'pycon\n>>> 1 +\n  File "<console>", line 1\n…\nSyntaxError: y',
            [('  File "<console>", line 1\n    1 +\nSyntaxError: y', 1)],
            None,
            [],
        ),
        ("http\nGET / HTTP/1.1\n\nHTTP/1.1 404 x", [("HTTP/1.1 404 x", 404)], None, []),
        ("http\nGET / HTTP/1.1\n\nHTTP/1.1 404 x", [("HTTP/1.1 404 x", 404)], 404, []),
        (
            "http\nGET / HTTP/1.1\n\nHTTP/1.1 200 x",
            [("HTTP/1.1 200 x", 200)],
            404,
            ["1 `GET / HTTP/1.1` is meant to fail with 404, but ends with 200"],
        ),
        (
            "http\nGET / HTTP/1.1\n\nHTTP/1.1 500 x",
            [("HTTP/1.1 500 x", 500)],
            None,
            ["1 `GET / HTTP/1.1` fails with 500: HTTP/1.1 500 x"],
        ),
        ("http\nGET / HTTP/1.1\n\nHTTP/1.1 500 x", [("HTTP/1.1 500 x", 500)], 500, []),
        (
            "http\nGET / HTTP/1.1",
            [(DEBUG_500, 500)],
            None,
            [
                "1 `GET / HTTP/1.1` fails with 500: OperationalError at /: no such table: <a>",
                "~2 its answer is missing: got `HTTP/1.1 500 x`",
            ],
        ),
        (
            "http\nGET / HTTP/1.1\n\nHTTP/1.1 200 x",
            [(DEBUG_TEXT, 500)],
            None,
            [
                "1 `GET / HTTP/1.1` fails with 500: OperationalError at /: no such table: a",
                "~3 line 3: expected `HTTP/1.1 200 x`, got `HTTP/1.1 500 x`",
            ],
        ),
        (
            "http\nGET / HTTP/1.1\n\nHTTP/1.1 200 x",
            [(DEBUG_404, 404)],
            None,
            [
                "1 `GET / HTTP/1.1` fails with 404: Page not found at /",
                "~3 line 3: expected `HTTP/1.1 200 x`, got `HTTP/1.1 404 x`",
            ],
        ),
        (
            "http\nGET / HTTP/1.1",
            [(DEBUG_404, 404)],
            None,
            ["~2 its answer is missing: got `HTTP/1.1 404 x`"],
        ),
        ("http\nGET / HTTP/1.1\n\nHTTP/1.1 404 x\n\n…", [(DEBUG_404, 404)], None, []),
        ("http\nGET / HTTP/1.1\n\nHTTP/1.1 500 x\n\n…", [(DEBUG_500, 500)], 500, []),
    ],
)
def test_what_fails_has_to_say_so(
    text: str, came: list[Came | str], fails: int | None, found: list[str] | None
) -> None:
    if found is None:
        found = ["1 `>>> f()` fails with 1: ValueError: no", f"~2 its answer is missing: got `{TRACEBACK}`"]
    assert mismatches_found(text, *came, fails=fails) == found


def test_a_failure_is_mended_in_words() -> None:
    (mismatch,) = find_mismatches(read_transcript("console", ["$ a"]), block_output(("", 3)), None, "pull")
    assert mismatch.refused.mend == f'{FAILING}"3".'


def test_what_was_stopped_is_told_at_its_fence_and_nothing_else_is() -> None:
    stopped = BlockOutput((), Refused("it was stopped after 1 seconds", "x"))
    (mismatch,) = find_mismatches(read_transcript("console", ["$ a", "b"]), stopped, 1, "pull")
    assert (mismatch.line, mismatch.refused.message) == (0, "it was stopped after 1 seconds")


@pytest.mark.parametrize(
    ("text", "came", "then"),
    [
        ("console\n$ ls", ["a\nb"], "$ ls\na\nb"),
        ("console\n\n$ ls\n\n\n$ ls b\nc", ["A", "C"], "\n$ ls\nA\n\n\n$ ls b\nC"),
        ("console\n$ ls\n…\nc", ["a\nb\nc"], "$ ls\n…\nc"),
        ("console\n$ ls\n…\nc\nd", ["a\nb\nc\nD"], "$ ls\n…\nc\nD"),
        ("console\n$ ls\na\n\n$ ls b\nc", ["A", "c"], "$ ls\nA\n\n$ ls b\nc"),
        ("pycon\n>>> if x:\n...     y\n...\n1", ["2"], ">>> if x:\n...     y\n...\n2"),
        ("http\nGET / HTTP/1.1", ["HTTP/1.1 200 OK\n\na"], "GET / HTTP/1.1\n\nHTTP/1.1 200 OK\n\na"),
        ("http\nPOST / HTTP/1.1\n\na=1", ["HTTP/1.1 200 OK"], "POST / HTTP/1.1\n\na=1\n\nHTTP/1.1 200 OK"),
        ("sql\nold", ["SELECT 1;\n\nSELECT 2;"], "SELECT 1;\n\nSELECT 2;"),
        ("sql\nold", [""], ""),
    ],
)
def test_what_really_came_is_written_into_the_block(text: str, came: list[Came | str], then: str) -> None:
    assert pulled(text, *came) == then


OUTPUTS = st.lists(st.sampled_from(["a", "b", "", "Ran 1 test in 0.1s", "Ran 2 tests in 0.2s"]), max_size=5)
SHOWN = st.lists(st.sampled_from(["a", "…", "b", "Ran … in 0.3s", "Ran 1 test in 0.9s"]), max_size=5)


@given(SHOWN, OUTPUTS, SHOWN, OUTPUTS)
def test_what_was_pulled_is_proven_and_pulling_again_changes_nothing(
    one: list[str], first: list[str], other: list[str], second: list[str]
) -> None:
    while first and not first[-1]:
        first.pop()  # as outputs are settled
    while second and not second[-1]:
        second.pop()
    came = ["\n".join(first), "\n".join(second)]
    body = "\n".join(["console", "$ x", *one, "", "$ y", *other])
    if came == [text for text in came if text.strip()]:
        then = pulled(body, *came)
        assert mismatches_found(f"console\n{then}", *came) == []
        assert pulled(f"console\n{then}", *came) == then
