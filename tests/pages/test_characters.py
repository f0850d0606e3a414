"""Characters that no title, description or name can hold, and addresses where no link may lead."""

import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.pages.characters import fit, unfit
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.pages.web_addresses import scheme_of
from tests.work import processor_limit

DELETE = "Delete that character."
PAGE = "Begin it with https://, http:// or mailto:, or name a page."
FINDER = Finder(Dialect())


def told(*lines: str) -> list[tuple[int, str, str]]:
    _, problems = read_front_matter(Page("a.md", "\n".join(["---", *lines, "---", ""])))
    return [(problem.place.line, problem.message, problem.mend) for problem in sorted(problems)]


@pytest.mark.parametrize(
    "text, message, mend",
    [
        ("\a", "holds the control character U+0007", DELETE),
        ("a\x00b", "holds the control character U+0000", DELETE),
        ("a\x0cb", "holds the control character U+000C", DELETE),
        ("a\x7fb", "holds the control character U+007F", DELETE),
        ("a\x85b", "holds the control character U+0085", DELETE),
        ("a\x9bb", "holds the control character U+009B", DELETE),
        ("a\u202eb", "holds U+202E, which turns the direction of what follows", DELETE),
        ("a\u202ab\u202c", "holds U+202A, which turns the direction of what follows", DELETE),
        (
            "a\u2067b",
            "holds U+2067, which turns the direction of what follows, and no end of it",
            "Delete that character, or write U+2069 where it ends.",
        ),
        ("a\u2069b\u2068c\u2069", "holds U+2069, which ends nothing", DELETE),
        ("a\ufeffb", "holds U+FEFF, which no text can hold", DELETE),
        ("a\u2028b", "holds U+2028, which no text can hold", DELETE),
        ("a\ufffe", "holds U+FFFE, which no text can hold", DELETE),
        ("a\U0001ffff", "holds U+1FFFF, which no text can hold", DELETE),
        ("a\ud800", "holds U+D800, which no text can hold", DELETE),
    ],
)
def test_what_no_text_can_hold(text: str, message: str, mend: str) -> None:
    refused = unfit(text, "'title'")
    assert refused is not None
    assert (refused.message, refused.mend) == (f"'title' {message}", mend)


@pytest.mark.parametrize(
    "text",
    [
        "Å\tb\nc\r",
        "\u200f\u05d0\u200e",
        "a\u2067\u05d0\u2066b\u2069\u05d1\u2069",
        "\U0001f469\u200d\U0001f467",
        "\U0001f3f4\U000e0067\U000e007f",
    ],
)
def test_what_a_text_may_hold(text: str) -> None:
    assert unfit(text, "it") is None


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_what_is_fit_can_stand_in_a_feed_and_turns_nothing(text: str) -> None:
    for good in [fit(text), *([text] if unfit(text, "it") is None else [])]:
        escaped = re.sub("[<&>]", "", good)
        assert ElementTree.fromstring(f"<t>{escaped}</t>").text or not escaped
        classes = [unicodedata.bidirectional(sign) for sign in good]
        assert not {"LRE", "RLE", "LRO", "RLO", "PDF"} & set(classes)
        opened = sum(one in ("LRI", "RLI", "FSI") for one in classes)
        assert opened == classes.count("PDI")
    assert unfit(fit(text), "it") is None


def test_texts_of_a_front_matter_are_told_at_their_lines() -> None:
    assert told(
        'title: "a\\a"',
        "tags:",
        "  - a",
        "  - b\u202ec",
        "links:",
        '  - "\\x9b": index.md',
        "authors: [a\u2066b]",
        "portfolio:",
        '  - {name: "\\0", state: works}',
        "\u202ekey: 1",
        'imported: {stamp: "\\a", url: "javascript:1"}',
    ) == [
        (2, "'title' holds the control character U+0007", DELETE),
        (5, "'tags' holds U+202E, which turns the direction of what follows", DELETE),
        (7, "the key '\\x9b' holds the control character U+009B", DELETE),
        (
            8,
            "'authors' holds U+2066, which turns the direction of what follows, and no end of it",
            "Delete that character, or write U+2069 where it ends.",
        ),
        (10, "'name' of 'portfolio' holds the control character U+0000", DELETE),
        (11, "the key '\\u202ekey' holds U+202E, which turns the direction of what follows", DELETE),
    ]


def test_a_value_that_cannot_be_shown_is_no_value() -> None:
    front_matter, _ = read_front_matter(Page("a.md", '---\ntitle: "\\a"\ndescription: A\n---\n'))
    assert front_matter.values == {"description": "A"}
    assert front_matter.places == {"title": 2, "description": 3}


@pytest.mark.parametrize(
    "text, line",
    [
        ("# A\u202eb\n", 1),
        ("Text.\n\n#  A &#x202E;\n", 3),
        ("```\n# \u202e\n```\n\nA &rlo; \u202e\n===\n", 5),
        ("---\ndate: 2025-08-29\n---\n\n# A\u202e\n", 5),
    ],
)
def test_the_title_may_be_a_heading(text: str, line: int) -> None:
    (problem,) = read_page(Page("a.md", text), FINDER).problems
    message = "the title holds U+202E, which turns the direction of what follows"
    assert (problem.place.line, problem.message, problem.mend) == (line, message, DELETE)


@pytest.mark.parametrize(
    "text", ["# A\n\n# \u202e\n", "---\ntitle: A\n---\n\n# \u202e\n", "```\n# \u202e\n```\n"]
)
def test_only_the_first_heading_is_a_title_and_only_without_another(text: str) -> None:
    assert read_page(Page("a.md", text), FINDER).problems == ()


@pytest.mark.parametrize(
    "address, scheme",
    [
        ("javascript:alert(1)", "javascript"),
        (" JaVaScRiPt:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        ("java\r\nscript\n:alert(1)", "javascript"),
        ("\x01\x1fjavascript:alert(1)", "javascript"),
        ("&#106;avascript&colon;alert(1)", "javascript"),
        ("&#x6A;ava&Tab;script&#58alert(1)", "javascript"),
        ("data:text/html,x", "data"),
        ("VBScript:x", "vbscript"),
        ("ftp://example.org/", "ftp"),
        ("blob:https://example.org/1", "blob"),
    ],
)
def test_where_no_link_may_lead(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme
    value = "".join(f"\\x{ord(sign):02x}" for sign in address)
    names = {
        f'links: ["{value}"]': "'links'",
        f'links: [A: {{B: ["{value}"]}}]': "'links'",
        f'url: "{value}"': "'url'",
        f'x: [{{url: "{value}"}}]': "'url' of 'x'",
    }
    for line, name in names.items():
        control = unfit(address, name)  # which is told first
        message = control.message if control else f"{name} leads to '{scheme}:', where no link may lead"
        assert told(line) == [(2, message, control.mend if control else PAGE)]


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.org/", "HTTP://example.org", "mailto:ada@example.org", "//example.org/"),
        *("index.md", "../a.md#b", "/a/", "#a", "a/b:c", "?a=javascript:", "./javascript:a"),
        *("code:students/models.py#Student", "test:a.b", "live:/admin/"),
    ],
)
def test_where_a_link_may_lead(address: str) -> None:
    assert told(f'links: ["{address}"]', f'url: "{address}"') == []


def test_an_address_cannot_end_the_attribute_that_holds_it() -> None:
    message = "'links' holds '\"' in an address"
    assert told("links: ['https://example.org/\" onclick=\"x']") == [(2, message, "Write it as %22.")]


@pytest.mark.parametrize("key", ["source", "sources", "location", "image", "href", "src", "canonical"])
def test_what_need_be_no_address_may_not_run(key: str) -> None:
    assert told(f'{key}: "Ada: her notes"') == []
    assert told(f'{key}: " javascript:x"') == [
        (2, f"{key!r} leads to 'javascript:', where no link may lead", PAGE)
    ]


@pytest.mark.parametrize("key", ["title", "description", "problem", "roadmap"])
def test_what_is_only_shown_may_begin_as_it_likes(key: str) -> None:
    assert not any("leads to" in message for _, message, _ in told(f'{key}: "javascript: the good parts"'))


def test_what_an_alias_repeats_is_found_and_costs_nothing() -> None:
    assert told('x: &x ["javascript:1"]', "links: *x") == [
        (2, "'links' leads to 'javascript:', where no link may lead", PAGE)
    ]
    many = ["x: &x [" + "a," * 14_000 + "]", *(f"k{number}: *x" for number in range(3_000))]
    with processor_limit():
        assert told(*many) == []
