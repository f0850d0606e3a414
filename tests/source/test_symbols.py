"""The names of Python source, and the lines that each takes."""

from pathlib import Path

import pytest

from chronicles.source.symbols import LineSpan, symbols
from tests.journals import lines_of, refused, table
from tests.work import growth, processor_limit

TABLE = Path(__file__).parents[1] / "tables" / "source" / "symbols.md"
MEND = "Mend it, or show the whole file or a region, which need no parsing."


def listed(spans: dict[str, list[LineSpan]]) -> str:
    return "\n".join(" ".join([name, *map(lines_of, found)]) for name, found in sorted(spans.items()))


@pytest.mark.parametrize(("line", "title", "source", "expected"), table(TABLE))
def test_symbols(line: int, title: str, source: str, expected: str) -> None:
    assert listed(symbols(source)) == expected.strip("\n"), f"{TABLE.name}:{line}: {title}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\n\fclass A:\n    pass\n\f\nclass B: pass", "A 2-3\nB 5\nx 1"),
        ("x = '\u2028'\ny = '\x85'\nz = 1", "x 1\ny 2\nz 3"),
        ("# coding: latin-1\nx = 'é'", "x 2"),
        ("# coding: no-such-thing\nx = 1", "x 2"),
        ("x = '\\d'\ny = 1 is 1\nz = 1if 1else 2", "x 1\ny 2\nz 3"),  # Python warns of these
        ("class \ufb01sh: pass", "fish 1"),  # Python reads the ligature as two letters
    ],
)
def test_odd_characters(source: str, expected: str) -> None:
    assert listed(symbols(source)) == expected


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("def f(:\n    pass", "line 1: invalid syntax"),
        ("x = 1\n  y = 2", "line 2: unexpected indent"),
        ("class A:\n", "line 1: expected an indented block after class definition on line 1"),
        ("x = '", "line 1: unterminated string literal (detected at line 1)"),
        ("if 1:\n\tx = 1\n        y = 2", "line 3: inconsistent use of tabs and spaces in indentation"),
        (
            "print 'hello'",
            "line 1: Missing parentheses in call to 'print'. Did you mean print(...)?",
        ),
        ("exec 'x'", "line 1: Missing parentheses in call to 'exec'. Did you mean exec(...)?"),
        ("x = 1 <> 2", "line 1: invalid syntax"),
        ("raise E, 'x'", "line 1: invalid syntax"),
        ("x = 0777", "line 1: leading zeros in decimal integer literals are not permitted; "
         "use an 0o prefix for octal integers"),
        ("x = 1\x00", "line 1: source code string cannot contain null bytes"),
        ("(" * 1000 + ")" * 1000, "line 1: too many nested parentheses"),
    ],
)  # fmt: skip
def test_what_does_not_parse_is_refused_with_its_line(source: str, wrong: str) -> None:
    assert refused(lambda: symbols(source)) == f"the source does not parse ({wrong})\n{MEND}"


@pytest.mark.parametrize(
    "source",
    [
        "-" * 100_000 + "1",
        "x = a" + ".b" * 200_000,
        "x = " + "+".join(["1"] * 100_000),
        "if 0: pass\n" + "elif 1: x = 1\n" * 5000,
    ],
    ids=["minus", "dots", "plus", "elif"],
)
def test_what_is_nested_too_deeply_is_refused(source: str) -> None:
    expected = "the source does not parse (it is nested too deeply)\nShow a region of it."
    assert refused(lambda: symbols(source)) == expected


@pytest.mark.parametrize("length", [500, 1200, 2000])
def test_a_long_chain_of_elif_ends_in_no_traceback(length: int) -> None:
    """Python parses it, and so must whoever walks over what Python parsed."""
    found = symbols("class A: ...\nif 0: pass\n" + "elif 1: x = 1\n" * length)
    assert found["A"] == [LineSpan(1, 1)]
    assert len(found["x"]) == length


def test_classes_in_classes_as_deep_as_python_goes() -> None:
    source = "".join(" " * depth + f"class C{depth}:\n" for depth in range(99)) + " " * 99 + "x = 1"
    deepest = ".".join(f"C{depth}" for depth in range(99)) + ".x"
    assert symbols(source)[deepest] == [LineSpan(100, 100)]


def functions(count: int) -> str:
    return "".join(f"def f{number}():\n    return {number}\n\n\n" for number in range(count))


def test_a_very_long_file_is_read_once() -> None:
    with processor_limit():
        assert symbols(functions(20_000))["f19999"] == [LineSpan(79_997, 79_998)]
    assert growth(symbols, functions, 500) < 2.2
