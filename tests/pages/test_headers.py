"""The header of a fence: what it says, what is wrong with it, and that the engine reads it alike."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.superfences import highlight_validator

from chronicles.pages.headers import KEYS, Header, read_header
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect
from chronicles.pages.page import Page
from tests.documents import Case, cases
from tests.examples import examples

FINDER = Finder(Dialect())
ENGINE = Markdown(extensions=list(EXTENSIONS))


def shown(text: str) -> str:
    header, wrong = read_header(text)
    said = [f"language: {header.language}"] if header.language else []
    said += [f"{key} = {value}" for key, value in header.data.items()]
    said += [f"! {refused.message}\n  {refused.mend}" for refused in wrong]
    return "".join(f"{line}\n" for line in said)


@cases("pages/headers.md")
def test_headers(case: Case) -> None:
    assert shown(case.input.rstrip("\n")) == case.expected, case.place


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("python", {"data-from": "a.py"}, 'python {data-from="a.py"}'),
        ("", {"data-from": "a.py"}, '{data-from="a.py"}'),
        ("python {}", {"data-from": "a.py"}, 'python {data-from="a.py"}'),
        ("python { }", {"data-from": "a.py"}, 'python {data-from="a.py"}'),
        ("{.python}", {"title": "T"}, '{.python title="T"}'),
        ('py {data-from="a.py"}', {"data-from": "b.py"}, 'py {data-from="b.py"}'),
        ("py {data-from=a.py}", {"data-from": "b.py"}, 'py {data-from="b.py"}'),
        ("py {data-from='a.py'  .x}", {"data-from": "b.py"}, 'py {data-from="b.py"  .x}'),
        ('py  {  #id data-from="a.py"  }', {"title": "T"}, 'py  {#id data-from="a.py" title="T"}'),
        ('py {data-from="a.py"} ', {"data-from": "b.py"}, 'py {data-from="b.py"} '),
        ('py {.x data-from="a.py" y="z"}', {"data-from": "b", "y": "w"}, 'py {.x data-from="b" y="w"}'),
        ('py {title="a}b" .x}', {"title": "T"}, 'py {title="T" .x}'),
        ('py {data-from="a.py"}', {}, 'py {data-from="a.py"}'),
        ("python", {}, "python"),
        ("", {}, ""),
    ],
)
def test_values_are_written_into_a_header(text: str, values: dict[str, str], expected: str) -> None:
    assert Header(text).with_values(values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('py {data-from="a.py"}', 'py {data-from="a.py"}'),
        ('py {data-mark="<b>"}', 'py {data-mark="&lt;b&gt;"}'),
        ("py {data-unproven='it says \"no\"'}", 'py {data-unproven="it says &quot;no&quot;"}'),
        ('py {data-unproven="it\'s"}', 'py {data-unproven="it&#x27;s"}'),
        ('py {data-mark="a&amp;b"}', 'py {data-mark="a&amp;amp;b"}'),
        ('py {data-other="<b>" title="<b>"}', 'py {data-other="&lt;b&gt;" title="<b>"}'),
        ("py {data-from=<b>}", 'py {data-from="&lt;b&gt;"}'),
        ("py {data-from}", "py {data-from}"),
        ("py", "py"),
        ("", ""),
    ],
)
def test_values_are_escaped(text: str, expected: str) -> None:
    assert Header(text).escaped() == expected


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("", {}),
        ("python", {}),
        (
            'py {data-from="a.py" .x #y title=\'a "b"\' hl_lines=1 word}',
            {"data-from": "a.py", "title": 'a "b"', "hl_lines": "1"},
        ),
        ('py {data-mark="title=x"}', {"data-mark": "title=x"}),
    ],
)
def test_a_header_knows_its_attributes(text: str, attributes: dict[str, str]) -> None:
    assert read_header(text)[0].attributes == attributes


VALUES = st.text(st.sampled_from("ab.py#A/@é<>&'|= "), min_size=1, max_size=8).filter(str.strip)
OTHERS = ["", ".x", "#id", 'title="a b"', "hl_lines='1'", 'other="<b>"', "word", "linenums=1", ".y .z"]
LANGUAGES = ["", "python", ".python", "c++", "python ", "é", "html+django"]


@st.composite
def good_headers(draw: st.DrawFn) -> str:
    keys = draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=3, unique=True))
    words = [f'{key}="{draw(VALUES)}"' for key in keys]
    words += draw(st.lists(st.sampled_from(OTHERS), max_size=3))
    return f"{draw(st.sampled_from(LANGUAGES))} {{{' '.join(draw(st.permutations(words)))}}}".strip()


PIECES = [
    "python",
    " ",
    "{",
    "}",
    ".py",
    "#id",
    "data-from",
    "=",
    '"',
    "'",
    "a.py#B",
    'data-run="here"',
    "<b>",
]
PIECES += [
    "title",
    "hl_lines",
    "&amp;",
    "\t",
    "c++",
    "`",
    "é",
    "\\",
    ".",
    'data-from="a.py"',
    "data-mark=new",
    "}}",
]
headers = good_headers() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
some = settings(max_examples=examples(300), derandomize=True, deadline=None)


def engine(header: str) -> Any:
    """What superfences hands to whoever formats the block; nothing where the header opens none."""
    seen: list[Any] = []

    def note(source: str, language: str, css: str, options: Any, md: Any, **rest: Any) -> str:
        seen.append((language or "", rest["classes"], rest["id_value"], dict(rest["attrs"]), dict(options)))
        return "<p></p>"

    fence = {"name": "*", "class": "", "format": note, "validator": highlight_validator}
    markdown = Markdown(
        extensions=["attr_list", "pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )
    markdown.convert(f"```{header}\nx\n```\n")
    return seen[0] if len(seen) == 1 else None


@some
@given(headers)
def test_a_header_opens_a_block_for_us_when_it_does_for_the_engine(header: str) -> None:
    found = FINDER.find(Page("page.md", f"```{header}\nx\n```\n"))
    assert len(found.blocks) == (engine(header) is not None)


@some
@given(headers)
def test_language_and_attributes_are_what_the_engine_reads(header: str) -> None:
    read, wrong = read_header(header.strip())
    theirs = engine(header)
    # The engine makes spaces of tabs, as many as there is room for.
    assume(theirs is not None and "data-" in header and not wrong and "\t" not in header)
    language, _, _, attributes, _ = theirs
    assert read.language == language
    assert dict(read.data) == {key: value for key, value in attributes.items() if key in KEYS}


@some
@given(headers, st.sampled_from(["b.py", "shop:a b.py#C.d", "é"]))
def test_a_value_written_is_read_and_the_others_are_untouched(header: str, value: str) -> None:
    _, wrong = read_header(header.strip())
    theirs = engine(header)
    assume(theirs is not None and "data-" in header and not wrong and "\t" not in header)
    language, classes, name, attributes, options = theirs
    written = Header(header.strip()).with_values({"data-from": value, "title": "T · 1"})
    expected = {key: mine for key, mine in {**attributes, "data-from": value}.items() if key != "title"}
    assert engine(written) == (language, classes, name, expected, {**options, "title": "T · 1"})


class Tags(HTMLParser):
    """The names of the tags of a page, and the `data-` attributes in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.data: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.data.update((key, value) for key, value in attrs if key.startswith("data-"))


@some
@given(good_headers())
def test_an_escaped_header_reaches_the_reader_as_it_was_meant(header: str) -> None:
    read, wrong = read_header(header)
    assume(not wrong and 'other="<b>"' not in header)
    ENGINE.reset()
    tags = Tags(ENGINE.convert(f"```{read.escaped()}\nx\n```\n"))
    assert tags.data == dict(read.data)
    assert "b" not in tags.names
