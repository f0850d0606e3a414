"""The names of Python source, and the lines that each takes."""

from importlib.metadata import version
from pathlib import Path

import pytest

from chronicles.source.definitions import Definitions, LineSpan
from chronicles.source.symbols import symbols
from tests.journals import lines_of, refused, table
from tests.work import growth, processor_limit

TABLE = Path(__file__).parents[1] / "tables" / "source" / "symbols.md"
MEND = "Mend it, or show the whole file or a region, which need no parsing."


def listed(found: Definitions) -> str:
    """Every name with its places, and a `+` where they are one thing."""
    return "\n".join(
        " ".join([name, *map(lines_of, spans), *(["+"] if name in found.wholes else [])])
        for name, spans in sorted(found.places.items())
    )


def places(source: str) -> dict[str, list[LineSpan]]:
    return symbols(source, "a.py").places


@pytest.mark.parametrize(("line", "title", "source", "expected"), table(TABLE))
def test_symbols(line: int, title: str, source: str, expected: str) -> None:
    assert listed(symbols(source, "a.py")) == expected.strip("\n"), f"{TABLE.name}:{line}: {title}"


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
    assert listed(symbols(source, "a.py")) == expected


@pytest.mark.parametrize(
    ("source", "line", "wrong"),
    [
        ("def f(:\n    pass", 1, "missing ')'"),
        ("x = 1\n  y = 2", 2, "unexpected indentation"),
        ("if 1:\n\tx = 1\n        y = 2", 3, "unexpected indentation"),
        ("class A:\n", 1, "expected an indented block"),
        ("class A:\n    # b\nc = 1", 1, "expected an indented block"),
        ("def f(): pass\nclass A\n    x = 1\ny = 2", 2, "unexpected 'class A'"),
        ("x = 1\ny = '", 2, "unexpected \"y = '\""),
        ("x = 5 5", 1, "unexpected '5'"),
        ("if x = 1: pass", 1, "unexpected '= 1'"),
        ("x = (1,\n y\ndef f(): pass\n", 3, "unexpected 'def f'"),
        ("import a\n" + "x = [" + "1, " * 20, 2, "unexpected 'x = [1, 1, 1, 1, 1, 1, 1, 1, 1…'"),
        ("print 'hello'", 1, "'print' is a statement of Python 2"),
        ("def f():\n    exec 'x'", 2, "'exec' is a statement of Python 2"),
        ("x = 1\x00", 1, "unexpected null byte"),
        ("x = 1\ny = '\ud800'", 2, "unexpected '\\ud800'"),
    ],
)  # fmt: skip
def test_what_does_not_parse_is_refused_with_its_line(source: str, line: int, wrong: str) -> None:
    parser = f"tree-sitter-python {version('tree-sitter-python')}"
    said = f"the source does not parse (line {line}: {wrong}, says {parser})"
    assert refused(lambda: places(source)) == f"{said}\n{MEND}"


@pytest.mark.parametrize(
    "source",
    [
        "-" * 100_000 + "1",
        "(" * 100_000 + ")" * 100_000,
        "a" + ".b" * 200_000,
        "+".join(["1"] * 100_000),
        "lambda: " * 100_000 + "1",
        "[(y := 1), " * 10_000 + "]" * 10_000,
    ],
    ids=["minus", "brackets", "dots", "plus", "lambda", "walrus"],
)
def test_what_is_nested_deeply_is_read(source: str) -> None:
    with processor_limit():
        assert places(f"x = {source}")["x"] == [LineSpan(1, 1)]


@pytest.mark.parametrize("length", [2_000, 20_000])
def test_a_long_chain_of_elif_ends_in_no_traceback(length: int) -> None:
    found = places("class A: ...\nif 0: pass\n" + "elif 1: x = 1\n" * length)
    assert found["A"] == [LineSpan(1, 1)]
    assert len(found["x"]) == length


def test_classes_in_classes_as_deep_as_python_goes() -> None:
    source = "".join(" " * depth + f"class C{depth}:\n" for depth in range(99)) + " " * 99 + "x = 1"
    deepest = ".".join(f"C{depth}" for depth in range(99)) + ".x"
    assert places(source)[deepest] == [LineSpan(100, 100)]


def functions(count: int) -> str:
    return "".join(f"def f{number}():\n    return {number}\n\n\n" for number in range(count))


def test_a_very_long_file_is_read_once() -> None:
    with processor_limit():
        assert places(functions(20_000))["f19999"] == [LineSpan(79_997, 79_998)]
    assert growth(places, functions, 500) < 2.2
