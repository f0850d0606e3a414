"""What an address cuts out of a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.disk.texts import text_of
from chronicles.pages.addresses import parse_address
from chronicles.problems import Refused
from chronicles.source.definitions import LineSpan
from chronicles.source.excerpts import Excerpt, Index
from tests.journals import refused, table

TABLE = Path(__file__).parents[1] / "tables" / "source" / "excerpts.md"


def excerpt(source: str, path: str, selectors: tuple[str, ...] = ()) -> Excerpt:
    return Index(source, path).cut(selectors)


def cut(address: str, source: str) -> str:
    wanted = parse_address(address)
    try:
        return excerpt(source, wanted.path, wanted.selectors).text
    except Refused as wrong:
        return f"refused: {wrong.message}\n{wrong.mend}"


@pytest.mark.parametrize(("line", "title", "text", "expected"), table(TABLE))
def test_excerpts(line: int, title: str, text: str, expected: str) -> None:
    address, _, source = text.partition("\n")
    assert cut(address, source) == expected, f"{TABLE.name}:{line}: {title}"


def test_every_line_knows_its_number_in_the_file() -> None:
    source = "import os\n\nX = 1\n\nclass A:\n    # region r\n    x = 1\n    # endregion\n"
    found = excerpt(source, "a.py", ("imports", "r"))
    assert found.lines == ("import os", "", "    # …", "    x = 1")
    assert found.numbers == (1, 2, 0, 7)


def test_a_region_of_blank_lines_has_no_lines() -> None:
    found = excerpt("# region a\n\n  \n# endregion", "a.py", ("a",))
    assert (found.lines, found.numbers, found.text) == ((), (), "")


@pytest.mark.parametrize(
    ("path", "comment"),
    [
        ("a.py", "# …"), ("a.pyi", "# …"), ("deep/Dockerfile", "# …"), ("Makefile", "# …"), ("a.sh", "# …"),
        ("a.toml", "# …"), ("requirements.txt", "# …"), ("a.css", "/* … */"), ("a.ts", "// …"),
        ("a.sql", "-- …"), ("a.html", "<!-- … -->"), ("README.md", "<!-- … -->"), ("a.svg", "<!-- … -->"),
        ("a", "…"), ("py", "…"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_a_comment_of_the_language(path: str, comment: str) -> None:
    source = "# region a\n1\n# endregion\nx\n# region b\n2\n# endregion"
    assert excerpt(source, path, ("a", "b")).lines == ("1", comment, "2")


def test_tabs_are_indentation_like_any_other() -> None:
    assert cut("a.py#A.f", "class A:\n\tdef f(self):\n\t\tpass\n") == "def f(self):\n\tpass"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfclass A:\n    x = 1\n", "class A:\n    x = 1"),
        (b"class A:\r\n    x = 1\r\n\r\n", "class A:\n    x = 1"),
        (b"class A:\r    x = 1\r", "class A:\n    x = 1"),
        (b"\x0c\nclass A:\n    x = 1\n\x0c\n", "class A:\n    x = 1"),
        (b'class A:\n    x = """\r\ny"""\n', '    class A:\n    x = """\ny"""'.removeprefix("    ")),
    ],
    ids=["bom", "crlf", "cr", "form feed", "mixed"],
)
def test_bytes_of_all_kinds(data: bytes, expected: str) -> None:
    assert cut("a.py#A", text_of(data, "a.py").text) == expected


@pytest.mark.parametrize("name", ["Größe", "学生", "हिन्दी", "Cafe\u0301"])
def test_whatever_python_takes_for_a_name_can_be_selected(name: str) -> None:
    """Hindi names hold vowel signs, and é may be written as two characters."""
    assert cut(f"a.py#{name}", f"x = 1\nclass {name}: ...\n") == f"class {name}: ..."


def test_an_index_knows_everything_that_can_be_selected() -> None:
    source = "# region r\nclass A: ...\n# endregion\n# region\nx = 1\n# endregion"
    assert Index(source, "a.py").known == {
        "r": [LineSpan(2, 2)],
        "A": [LineSpan(2, 2)],
        "x": [LineSpan(5, 5)],
    }
    assert Index(source, "a.css").known == {"r": [LineSpan(2, 2)]}
    assert Index("# region r\nclass A: ...", "a.py").known == {"A": [LineSpan(2, 2)]}
    assert Index("# region r\nclass A\n# endregion", "a.py").known == {"r": [LineSpan(2, 2)]}


def test_what_is_wrong_with_the_regions_is_said_where_one_is_asked_for() -> None:
    source = "class A: ...\n# region r\n"
    assert cut("a.py#A", source) == "class A: ..."
    assert refused(lambda: excerpt(source, "a.py", ("r",))) == (
        "the region 'r' of line 2 is never closed\nWrite 'endregion' in a comment."
    )


LINES = st.sampled_from(["", "  ", "x = 1", "    y = 2", "class A:", "def f():", "    pass", "# region r",
                         "# endregion", "import os", "# …", "\tz = 3", '"""'])  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_every_selector_shows_lines_of_the_file_in_their_order(lines: list[str]) -> None:
    """Whatever the source: no crash, and nothing is shown that is not there."""
    source = "\n".join(lines)
    for name, spans in Index(source, "a.py").known.items():
        if len(spans) > 1:
            assert refused(lambda name=name: excerpt(source, "a.py", (name,))).startswith(f"{name!r} is ")
            continue
        found = excerpt(source, "a.py", (name,))
        assert list(found.numbers) == sorted(found.numbers)
        for line, number in zip(found.lines, found.numbers, strict=True):
            assert number in spans[0]
            assert lines[number - 1].endswith(line)
