"""Links into the project, as the engine sees them: outside code, comments and front matter."""

from html.parser import HTMLParser

import pytest
from markdown import Markdown

from chronicles.pages.blocks import Finder
from chronicles.pages.dialect import EXTENSIONS, Dialect
from chronicles.pages.links import Link
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from tests.documents import Case, cases

FINDER = Finder(Dialect())
ENGINE = Markdown(extensions=list(EXTENSIONS))
SCHEMES = ("code:", "test:", "live:")


def links(text: str) -> tuple[Link, ...]:
    return read_page(Page("page.md", text), FINDER).links


def shown(text: str) -> str:
    return "".join(f"{link.line} {link.scheme} {link.target}".rstrip() + "\n" for link in links(text))


class Hrefs(HTMLParser):
    """The addresses that a reader can follow in a page, or that a picture would be looked for at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for key, value in attrs if key in ("href", "src")]


@cases("pages/links.md")
def test_links(case: Case) -> None:
    assert shown(case.input) == case.expected, case.place


@cases("pages/links.md")
def test_links_are_those_of_the_engine(case: Case) -> None:
    ENGINE.reset()
    prose = case.input.split("---\n")[-1] if case.input.startswith("---\n") else case.input
    theirs = {href for href in Hrefs(ENGINE.convert(prose)).hrefs if href.startswith(SCHEMES)}
    assert {f"{link.scheme}:{link.target}" for link in links(case.input)} == theirs, case.place


@cases("pages/links.md")
def test_start_and_end_enclose_the_url_in_its_line(case: Case) -> None:
    lines = case.input.split("\n")
    for link in links(case.input):
        assert lines[link.line - 1][link.start : link.end] == f"{link.scheme}:{link.target}", case.place


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_and_columns_do_not_depend_on_line_endings_and_marks(ending: str, mark: str) -> None:
    text = mark + ending.join(["[x](live:/)\u2028\f", "", "→ [y](code:a.py#A)"])
    assert links(text) == (Link(1, 4, 10, "live", "/"), Link(3, 6, 17, "code", "a.py#A"))
