"""Sources, parsed by the Python that runs."""

import sys

import pytest

from chronicles.source.symbols import MOST_LEVELS, LineSpan, symbols
from tests.journals import refused
from tests.versions.nests import ROOMY

MEND = "Mend it, or show the whole file or a region, which need no parsing."
DEEP = "the source does not parse (it is nested too deeply)\nShow a region of it."


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("x = 1\0", "line 1: source code string cannot contain null bytes"),  # ValueError before 3.11.4
        ("a = 1\nb = '\0'\n", "line 2: source code string cannot contain null bytes"),
        ("\0(", "line 1: source code string cannot contain null bytes"),
        ("'\ud800'", "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed"),
        ("(" * 1000 + ")" * 1000, "line 1: too many nested parentheses"),
        ("def f(:\n    pass", "line 1: invalid syntax"),
        ("x = 1\n  y = 2", "line 2: unexpected indent"),
        ("class A:\n", "line 1: expected an indented block after class definition on line 1"),
        ("x = '", "line 1: unterminated string literal (detected at line 1)"),
        ("'''abc", "line 1: unterminated triple-quoted string literal (detected at line 1)"),
        ("print 'a'", "line 1: Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("x = 5 5", "line 1: invalid syntax"),
        ("f'{'", "line 1: f-string: expecting '}'"),
        ("if x = 1: pass", "line 1: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        ("f(a=1, 2)", "line 1: positional argument follows keyword argument"),
        ("try: pass", "line 1: expected 'except' or 'finally' block"),
        ("x = (1,\n y", "line 1: '(' was never closed"),
        ("[1, 2)", "line 1: closing parenthesis ')' does not match opening parenthesis '['"),
        ("x = “a”", "line 1: invalid character '“' (U+201C)"),
        ("'\\x1'", "line 1: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: "
         "truncated \\xXX escape"),
        ("if 1:\n  x\n y", "line 3: unindent does not match any outer indentation level"),
    ],
)  # fmt: skip
def test_what_does_not_parse_is_told_alike(source: str, wrong: str) -> None:
    assert refused(lambda: symbols(source)) == f"the source does not parse ({wrong})\n{MEND}"


@pytest.mark.parametrize(
    ("source", "since", "names"),
    [
        ("match x:\n    case [y]: z = y\n", (3, 11), "z"),
        ("try: pass\nexcept* E: x = 1\n", (3, 11), "x"),
        ("type X = int\n", (3, 12), "X"),
        ("def f[T](x: T) -> T: ...\n", (3, 12), "f"),
        ("class A[T]: x = 1\n", (3, 12), "A A.x"),
        ("x = f'{'a'}'\n", (3, 12), "x"),
        ("x = f'{a # why\n}'\n", (3, 12), "x"),
        ("class A[T = int]: ...\n", (3, 13), "A"),
        ("try: pass\nexcept A, B: x = 1\n", (3, 14), "x"),
        ("x = t'hi {y}'\n", (3, 14), "x"),
    ],
)
def test_a_source_is_read_by_the_pythons_that_know_its_language(
    source: str, since: tuple[int, int], names: str
) -> None:
    if sys.version_info >= since:
        assert " ".join(symbols(source)) == names
    else:
        said = refused(lambda: symbols(source))
        assert said.startswith("the source does not parse (line ") and said.endswith(f")\n{MEND}")


CHAINS = {
    "minus": lambda number: "-" * number + "1",
    "dots": lambda number: "a" + ".b" * number,
    "plus": lambda number: "+".join(["1"] * (number + 1)),
    "calls": lambda number: "f" + "()" * number,
    "elif": lambda number: "if 0: pass\n" + "elif 1: pass\n" * number,
    "lambda": lambda number: "lambda: " * number + "1",
}


@ROOMY
@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize(
    ("number", "is_read"), [(MOST_LEVELS - 10, True), (MOST_LEVELS + 10, False), (100_000, False)]
)
def test_each_python_gives_up_at_the_same_level(chain: str, number: int, is_read: bool) -> None:
    source = f"x = 1\n{CHAINS[chain](number)}\n"
    if is_read:
        assert symbols(source) == {"x": [LineSpan(1, 1)]}
    else:
        assert refused(lambda: symbols(source)) == DEEP


def test_a_long_source_is_not_a_deep_one() -> None:
    source = "".join(f"x{number} = [{number}]\n" for number in range(MOST_LEVELS + 10))
    assert len(symbols(source)) == MOST_LEVELS + 10
