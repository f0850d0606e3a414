"""Python's prompt and its tracebacks, as pages show them: what every Python words alike."""

import contextlib
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chronicles.proof.transcripts.rules import settled
from chronicles_client.python_console import PythonConsole

RAISED = 'Traceback (most recent call last):\n  File "<console>", line 1, in <module>\n'


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> PythonConsole:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # put back at the end
    return PythonConsole()


def entered(console: PythonConsole, *sources: str) -> tuple[str, int]:
    """What the last of the sources printed, settled, and its status."""
    for source in sources:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = console.enter(source)
    return "\n".join(settled(said.getvalue(), "")), status


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1/0", "ZeroDivisionError: division by zero"),
        ("nobody", "NameError: name 'nobody' is not defined"),
        ("len_('a')", "NameError: name 'len_' is not defined. Did you mean: 'len'?"),
        ("[].a", "AttributeError: 'list' object has no attribute 'a'"),
        ("[].apend", "AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?"),
        ("{}['a']", "KeyError: 'a'"),
        ("[1, 2][5]", "IndexError: list index out of range"),
        ("int('a')", "ValueError: invalid literal for int() with base 10: 'a'"),
        ("'a' + 1", 'TypeError: can only concatenate str (not "int") to str'),
        ("len(1)", "TypeError: object of type 'int' has no len()"),
        ("None.x", "AttributeError: 'NoneType' object has no attribute 'x'"),
        ("import nobody", "ModuleNotFoundError: No module named 'nobody'"),
        ("raise ValueError('a')", "ValueError: a"),
        ("assert 1 == 2", "AssertionError"),
    ],
)
def test_what_raises_at_the_prompt(console: PythonConsole, source: str, said: str) -> None:
    assert entered(console, source) == (RAISED + said, 1)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("print 'a'", "    print 'a'\n    ^^^^^^^^^\n"
         "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("def f(:", "    def f(:\n          ^\nSyntaxError: invalid syntax"),
        ("x = 08", "    x = 08\n        ^\n"
         "SyntaxError: leading zeros in decimal integer literals are not permitted; "
         "use an 0o prefix for octal integers"),
        ("'a", "    'a\n    ^\nSyntaxError: unterminated string literal (detected at line 1)"),
        ("(1, 2]", "    (1, 2]\n         ^\n"
         "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('"),
        ("f(", "    f(\n     ^\nSyntaxError: '(' was never closed"),
    ],
)  # fmt: skip
def test_what_is_no_python_at_the_prompt(console: PythonConsole, source: str, said: str) -> None:
    assert entered(console, source) == (f'  File "<console>", line 1\n{said}', 1)


def test_a_function_of_the_prompt_has_no_code_to_show(console: PythonConsole) -> None:
    assert entered(console, "def f(x):\n    return (\n        x.y)\n", "f(1)") == (
        f"{RAISED}  File \"<console>\", line 3, in f\nAttributeError: 'int' object has no attribute 'y'",
        1,
    )


@pytest.mark.skipif(sys.platform == "emscripten", reason="its loop is the bridge's: see tests/live")
@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["import asyncio", "await asyncio.sleep(0, 'slept')"], "'slept'"),
        (["import asyncio", "x = await asyncio.sleep(0, 2)", "x + 1"], "3"),
        (["import asyncio", "async with asyncio.timeout(9):\n    print('in time')\n"], "in time"),
        (["async def f():\n    return 1 / 0\n", "await f()"],
         f'{RAISED}  File "<console>", line 2, in f\nZeroDivisionError: division by zero'),
    ],
)  # fmt: skip
def test_a_statement_may_wait_outside_of_a_function(
    console: PythonConsole, sources: list[str], said: str
) -> None:
    # In a thread of its own, since that of a browser's tests has a loop that runs.
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(entered, console, *sources).result()[0] == said


MODULE = """
def one(x):
    return two(x) + 1

def two(x):
    return three(
        x,
        [],
    )

def three(x, y):
    raise ValueError(x)
"""


def test_a_traceback_shows_one_line_of_each_frame_and_no_marks(
    console: PythonConsole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of a call are others since 3.13, and all lines of a statement are shown since then."""
    (tmp_path / "failing.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "failing", raising=False)
    said, status = entered(console, "from failing import one", "one('a')")
    assert (said.replace(str(tmp_path), "~"), status) == (
        f"{RAISED}"
        '  File "~/failing.py", line 3, in one\n'
        "    return two(x) + 1\n"
        '  File "~/failing.py", line 6, in two\n'
        "    return three(\n"
        '  File "~/failing.py", line 12, in three\n'
        "    raise ValueError(x)\n"
        "ValueError: a",
        1,
    )


@pytest.mark.parametrize(
    "frames",
    [
        '  File "a.py", line 1, in f\n    g(x)\n    ~^^^\n',
        '  File "a.py", line 1, in f\n    g(x)\n    ^^^^\n',
        '  File "a.py", line 1, in f\n    g(x)\n     x,\n    ...<6 lines>...\n    )\n    ^\n',
    ],
)
def test_frames_of_all_pythons_look_the_same(frames: str) -> None:
    shown = ['  File "a.py", line 1, in f', "    g(x)", '  File "b.py", line 2, in g', "ValueError: a"]
    assert settled(f'{frames}  File "b.py", line 2, in g\nValueError: a\n', "") == shown


def test_what_is_printed_beside_a_traceback_stays() -> None:
    said = [
        "    ^^^",
        'File "a.py", line 1, in f',
        "    ^^^",
        '  File "a.py", line 1',
        "    x y",
        "    ^^^",
        "Error",
    ]
    assert settled("\n".join(said), "") == said


@pytest.mark.parametrize(
    "folder", ["/usr/lib/python3.11", "/opt/lib/python3.14", "/opt/lib/python3.13t", "/v/site-packages"]
)
def test_where_python_is_stays_untold(folder: str) -> None:
    said = settled(f'  File "{folder}/json/decoder.py", line 3, in f', "")
    assert said == ['  File "…/json/decoder.py", line 3, in f']
