"""Sources, whose names are the same whatever Python runs."""

import pytest

pytest.importorskip(
    "tree_sitter", reason="the parsers of sources are no Python, and Pyodide has none of them"
)

from chronicles.source.definitions import LineSpan
from chronicles.source.symbols import symbols
from tests.journals import refused


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("x = 1\0", "line 1: unexpected null byte"),
        ("a = 1\nb = '\0'\n", "line 2: unexpected null byte"),
        ("'\ud800'", "line 1: unexpected '\\ud800'"),
        ("def f(:\n    pass", "line 1: missing ')'"),
        ("x = 1\n  y = 2", "line 2: unexpected indentation"),
        ("class A:\n", "line 1: expected an indented block"),
        ("x = '", 'line 1: unexpected "x = \'"'),
        ("print 'a'", "line 1: 'print' is a statement of Python 2"),
        ("x = 5 5", "line 1: unexpected '5'"),
        ("[1, 2)", "line 1: unexpected '[1, 2)'"),
    ],
)
def test_what_does_not_parse_is_told_alike(source: str, wrong: str) -> None:
    said = refused(lambda: symbols(source, "a.py"))
    assert said.startswith(f"the source does not parse ({wrong}, says tree-sitter-python ")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("match x:\n    case [y]: z = y\n", "y z"),
        ("try: pass\nexcept* E: x = 1\n", "x"),
        ("type X = int\n", "X"),  # 3.12
        ("def f[T](x: T) -> T: ...\n", "f"),
        ("class A[T]: x = 1\n", "A A.x"),
        ("x = f'{'a'}'\n", "x"),
        ("x = f'{a # why\n}'\n", "x"),
        ("class A[T = int]: ...\n", "A"),  # 3.13
        ("try: pass\nexcept A, B: x = 1\n", "x"),  # 3.14
        ("x = t'hi {y}'\n", "x"),
        ("x = 0777\n", "x"),  # of Python 2
    ],
)
def test_a_source_of_any_python_is_read(source: str, names: str) -> None:
    assert " ".join(sorted(symbols(source, "a.py").places)) == names


CHAINS = {
    "minus": lambda number: "-" * number + "1",
    "dots": lambda number: "a" + ".b" * number,
    "brackets": lambda number: "(" * number + ")" * number,
    "elif": lambda number: "if 0: pass\n" + "elif 1: pass\n" * number,
    "lambda": lambda number: "lambda: " * number + "1",
}


@pytest.mark.parametrize("chain", CHAINS)
def test_no_python_gives_up_at_any_level(chain: str) -> None:
    assert symbols(f"x = 1\n{CHAINS[chain](20_000)}\n", "a.py").places == {"x": [LineSpan(1, 1)]}
