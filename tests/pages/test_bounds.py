"""A page of awkward text costs as much as it is long, or is refused at its line before it costs anything."""

import pytest

from chronicles.pages.markdown.github_parts import github_page
from chronicles.pages.markdown.mismatches import Mismatches
from chronicles.pages.page import Page
from chronicles.problems import Problem, Refused
from tests.awkward import KINDS, SMALLEST, page
from tests.sizes import few
from tests.work import growth, processor_limit

from .test_blocks import FINDER, find

NESTED = "the page is nested too deeply"
OPEN = "too many HTML tags are open at once, which takes too long to read"
LONG = "this paragraph is too long for the marks in it, which takes too long to read"
EQUAL = "more than 500 headings say the same, which takes too long to tell apart"
VAIN = "{} times {!r} begins what is not closed, which takes too long to read"


def vain(number: int, mark: str) -> str:
    return VAIN.format(number, mark)


def refused(text: str) -> str:
    """With which line and words the page is refused, `""` where it is not."""
    try:
        with processor_limit():
            find(text)
    except Refused as error:
        return f"{error.line}: {error.message}"
    return ""


# What is refused at eight times the smallest size, with the line and the words; all else is read.
REFUSED = {
    "open brackets in a line": (3, NESTED),
    "half of a link": (3, vain(15833, "](")),
    "half of a picture": (3, vain(19000, "](")),
    "half of a link in angles": (3, vain(13571, "](")),
    "half of a link with a title": (3, vain(10555, "](")),
    "half of a reference": (3, NESTED),
    "half of a definition": (3, vain(11875, "<")),
    "links in links": (3, NESTED),
    "pictures in links": (3, NESTED),
    "open parentheses": (3, vain(19000, "](")),
    "open carets and tildes": (3, LONG),
    "open tags in a line": (3, vain(10556, "<")),
    "open tags below each other": (3, OPEN),
    "tags without an end": (3, vain(19001, "<")),
    "spans in a line": (3, OPEN),
    "spans below each other": (3, OPEN),
    "tags of Markdown": (3, OPEN),
    "open instructions": (3, vain(23751, "<")),
    "open declarations": (3, NESTED),
    "half of an autolink": (3, vain(8637, "<")),
    "half of an attribute list": (3, vain(13571, "{:")),
    "open comments": (3, vain(13572, "<!--")),
    "runs of backquotes": (3, LONG),
    "backslashes": (3, LONG),
    "equal headings": (3, EQUAL),
    "deeper bullets": (104, NESTED),
    "deeper quotes": (204, NESTED),
    "deeper notes": (205, NESTED),
    "attribute lists": (3, vain(7308, "{:")),
    "spans of code": (3, LONG),
    "stars": (3, LONG),
    "underscores": (3, LONG),
    "equals signs": (3, LONG),
    "colons": (3, LONG),
    "angles": (3, NESTED),
    "open tags of less": (3, LONG),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_read_or_refused_at_its_line(kind: str) -> None:
    line, message = REFUSED.get(kind, (0, ""))
    assert refused(page(kind, 8 * SMALLEST)) == (f"{line}: {message}" if line else "")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in REFUSED])
def test_the_work_grows_as_the_page_does(kind: str) -> None:
    assert growth(find, lambda size: page(kind, size), SMALLEST // 4) < 2.2


def unlike(text: str) -> list[Problem]:
    github_page.cache_clear()
    page = Page("page.md", text)
    return Mismatches(FINDER).find(page, FINDER.find(page))


KEPT = [kind for kind in KINDS if kind not in REFUSED]
HERE = ("bullets by two in quotes", "lists below text", "lists below quotes", "single tildes")


@pytest.mark.parametrize("kind", few(KEPT, *map(KEPT.index, HERE)))
def test_the_work_for_what_github_shows_otherwise_grows_as_the_page_does(kind: str) -> None:
    assert growth(unlike, lambda size: page(kind, size), SMALLEST // 16) < 2.2


WRITTEN = {
    "a list of links": "- [a](b) and `c` and *d*\n" * 8000,
    "a table": "| a | b |\n|---|---|\n" + "| `a` | [b](c) |\n" * 8000,
    "code with brackets": "```console\n" + "\x1b[0m <a [b](c {: <!--\n" * 8000 + "```\n",
    "a picture in the page": f"![a](data:image/png;base64,{'A' * 1_000_000})\n",
    "a drawing": f'<svg><path d="{"M 0 0 L 1 1 " * 20_000}"/></svg>\n',
    "addresses": "<https://example.org/a>\n" * 4000,
    "HTML that is closed": "<div><p>a <b>b</b></p></div>\n\n" * 4000,
    "rules": "a\n\n---\n\n" * 4000,
    "comparisons": "It is a < b and c > d, or 1 <2.\n" * 4000,
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_long_page_of_what_people_write_is_read(text: str) -> None:
    assert refused(text) == ""


def test_the_line_is_that_of_the_page_and_not_of_what_is_left_of_it() -> None:
    before = "```python\na = 1\nb = 2\n```\n\n> ```\n> c\n> ```\n\n"
    assert refused(f"{before}{'[a](b ' * 3000}\n") == f"10: {vain(2833, '](')}"
