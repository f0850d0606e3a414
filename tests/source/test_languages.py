"""The names of other languages than Python."""

from importlib.metadata import version
from pathlib import Path

import pytest

from chronicles.pages.addresses import parse_address
from chronicles.problems import Refused
from chronicles.source.definitions import LineSpan
from chronicles.source.excerpts import Index
from chronicles.source.symbols import symbols
from tests.journals import refused, table
from tests.source.test_symbols import listed
from tests.work import growth, processor_limit

TABLE = Path(__file__).parents[1] / "tables" / "source" / "languages.md"
MEND = "Mend it, or show the whole file or a region, which need no parsing."


@pytest.mark.parametrize(("line", "title", "text", "expected"), table(TABLE))
def test_names(line: int, title: str, text: str, expected: str) -> None:
    path, _, source = text.partition("\n")
    assert listed(symbols(source, path)) == expected.strip("\n"), f"{TABLE.name}:{line}: {title}"


def told(path: str, source: str, name: str) -> str:
    return refused(lambda: Index(source, path).cut((name,)))


@pytest.mark.parametrize(
    ("path", "source", "line", "wrong", "parser"),
    [
        ("a.js", "let a = 1;\nlet = = 2;", 2, "unexpected '='", "tree-sitter-javascript"),
        ("a.css", "a {}\nb { c: d", 2, "unexpected 'b { c: d'", "tree-sitter-css"),
        ("a.toml", "a = 1\nb = \n", 2, "unexpected 'b ='", "tree-sitter-toml"),
        ("a.sh", "a() { echo; }\nif b; then", 2, "missing 'fi'", "tree-sitter-bash"),
        ("a.html", "<b></b>\n</p>\n", 2, "unexpected '</p>'", "tree-sitter-html"),
        ("a.html", "<div>\n<p id='c'>\n</div>", 2, "<p> is never closed", "tree-sitter-html"),
        ("a.yml", "a: 1\nb: [\n", 3, "expected the node content, but found '<stream end>'", "PyYAML"),
        ("a.yml", "a: 1\nb: \x01", 2, "unexpected '\\x01'", "PyYAML"),
        ("a.js", "let a;\n\0", 2, "unexpected null byte", "tree-sitter-javascript"),
    ],
)
def test_what_does_not_parse_is_refused(path: str, source: str, line: int, wrong: str, parser: str) -> None:
    said = f"the source does not parse (line {line}: {wrong}, says {parser} {version(parser)})"
    assert told(path, source, "zebra") == f"{said}\n{MEND}"


def test_a_template_is_read_as_far_as_it_can_be() -> None:
    """In its branches elements may begin that others end, and what is around them is found all the same."""
    source = "{% block a %}\n<b id='c'></b>\n{% if d %}</p>{% endif %}\n{% endblock %}\n<p id='e'>\n"
    assert Index(source, "a.html").known == {"a": [LineSpan(1, 4)], "c": [LineSpan(2, 2)]}


@pytest.mark.parametrize(
    ("source", "line", "wrong"),
    [
        ("{% block a %}\n{% block b %}\n{% endblock %}", 1, "begins the block 'a', which never ends"),
        ("{% block a %}{% endblock %}\n{% endblock %}", 2, "ends a block that none begins"),
    ],
)
def test_a_block_without_its_end_is_refused(source: str, line: int, wrong: str) -> None:
    assert told("a.txt", source, "zebra") == f"line {line} of the template {wrong}\n{MEND}"


@pytest.mark.parametrize(
    ("address", "source", "expected"),
    [
        ("'.card > a:hover'", "b {}\n.card > a:hover { c: d }", ".card > a:hover { c: d }"),
        ("'a[href=''b'']'", 'a[href="b"] {}\nc {}', 'a[href="b"] {}'),
        (
            "'h1, h2'[2],'@media print'",
            "h1,\nh2 {}\nb {}\nh1, h2 {}\n@media print {}",
            "h1, h2 {}\n@media print {}",
        ),
    ],
)
def test_a_rule_is_selected_between_quotes(address: str, source: str, expected: str) -> None:
    wanted = parse_address(f"a.css#{address}")
    assert Index(source, wanted.path).cut(wanted.selectors).text == expected


def test_what_is_nearest_is_named_as_an_address_writes_it() -> None:
    assert told("a.css", ".card {}", "crd") == "there is no 'crd' in a.css\nDid you mean \"'.card'\"?"


def test_an_id_and_a_block_of_one_name_are_two_things() -> None:
    source = "{% block a %}\n<p id='a'></p>\n{% endblock %}"
    what = "'a' is 2 things in a.html (lines 1 and 2)"
    assert told("a.html", source, "a") == f"{what}\nSelect one of them, such as a[1], or all of them: a[*]."


MANY = {
    "a.html": "<p id='a{}'>{{{{ b }}}}</p>\n{{% block c{} %}}{{% endblock %}}\n",
    "a.js": "function a{}() {{}}\nlet b{};\n",
    "a.css": ".a{} {{ b: c }}\n.d{} {{}}\n",
    "a.toml": "[a{}]\nb{} = 1\n",
    "a.yml": "a{}:\n  b{}: c\n",
    "a.sql": "create table a{} (b int);\n-- {}\n",
    "a.sh": "a{}() {{ b; }}\n# {}\n",
    "Dockerfile": "FROM a AS b{}\nRUN c{}\n",
}


@pytest.mark.parametrize("path", MANY)
def test_a_very_long_file_is_read_once(path: str) -> None:
    def source(count: int) -> str:
        return "".join(MANY[path].format(number, number) for number in range(count))

    with processor_limit():
        assert len(symbols(source(5_000), path).places) >= 5_000
    assert growth(lambda text: symbols(text, path), source, 500) < 2.2


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.html", "<b>" * 20_000),
        ("a.js", "x = " + "[" * 20_000),
        ("a.css", "@media a {" * 20_000),
        ("a.toml", "x = " + "[" * 20_000),
        ("a.yml", "[" * 2_000),
        ("a.sh", "( " * 20_000),
    ],
)
def test_what_is_nested_deeply_ends_in_no_traceback(path: str, source: str) -> None:
    with processor_limit():
        assert symbols_or_refusal(path, source) is not None


def symbols_or_refusal(path: str, source: str) -> object:
    try:
        return symbols(source, path)
    except Refused as refusal:
        return refusal
