"""What GitHub shows otherwise: every kind at its line, and nothing that both show alike."""

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown
from markdown_it import MarkdownIt

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import EXTENSIONS, SETTINGS, Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from tests.documents import Case, cases
from tests.sizes import few

ROOT = Path(__file__).parents[2]
FINDER = Finder(Dialect())
FEWER = Finder(Dialect(("attr_list", "pymdownx.superfences"), {}))
SUBSCRIPT = Finder(Dialect(("attr_list", "pymdownx.superfences", "pymdownx.tilde"), {}))
ESCAPES = Finder(
    Dialect(
        ("attr_list", "pymdownx.superfences", "pymdownx.escapeall"),
        {"pymdownx.escapeall": {"hardbreak": True}},
    )
)


def told(text: str, finder: Finder = FINDER) -> list[str]:
    return [str(problem) for problem in read_page(Page("page.md", text), finder).problems]


@cases("pages/mismatches.md")
def test_mismatches(case: Case) -> None:
    assert "".join(f"{one}\n" for one in told(case.input)) == case.expected, case.place


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_they_stand_at_their_lines_with_every_line_ending(ending: str, mark: str) -> None:
    lines = ["---", "title: a", "---", "", "- b", "  - c\\", "    d"]
    problems = read_page(Page("page.md", mark + ending.join(lines)), FINDER).problems
    assert [problem.place.line for problem in problems] == [6, 6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3. a\n",
            "page.md:1: GitHub counts this list from 3, and the site from 1\n"
            "    Write sane_lists below markdown_extensions in mkdocs.yml.",
        ),
        (
            "1. a\n\n- b\n",
            "page.md:3: GitHub begins a bulleted list here, and the site goes on with the list above it\n"
            "    Write sane_lists below markdown_extensions in mkdocs.yml.",
        ),
        (
            "- a\n\n1. b\n",
            "page.md:3: GitHub begins a numbered list here, and the site goes on with the list above it\n"
            "    Write sane_lists below markdown_extensions in mkdocs.yml.",
        ),
        (
            "| a |\n|---|\n| b |\n",
            "page.md:1: GitHub shows a table here, and the site shows its text\n"
            "    Put a blank line below it, and write tables below markdown_extensions in mkdocs.yml.",
        ),
        (
            "a\n~~b~~\n",
            "page.md:2: GitHub strikes this out, and the site shows the tildes\n"
            "    Write pymdownx.tilde with subscript: false in mkdocs.yml.",
        ),
        (
            "> [!Tip]\n> a\n",
            "page.md:1: GitHub shows an alert here, and the site a quotation that begins [!Tip]\n"
            "    Write pymdownx.quotes with callouts: true in mkdocs.yml.",
        ),
    ],
    ids=["numbers", "bullets", "numbered", "table", "struck", "alert"],
)
def test_what_only_an_extension_shows_is_named_without_it(text: str, expected: str) -> None:
    assert told(text, FEWER) == [expected]
    assert told(text) == []


def test_what_the_dialect_has_another_meaning_for_is_left_alone() -> None:
    assert told("H~2~O is ~~a~~ and ~b~\n", SUBSCRIPT) == []
    assert told("a\\\nb\n", ESCAPES) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/**/*.md")), ids=lambda path: path.stem)
def test_nothing_is_named_on_a_page_of_this_site(path: Path) -> None:
    assert told(path.read_text("utf-8")) == []


class Outline(HTMLParser):
    """The lists, quotations, tables and headings of a page in their order, and the letters in them."""

    KNOWN = frozenset({"li", "table", "blockquote", "del", "h1", "h2", "h3"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.lists: list[str] = []
        self.feed(html.replace("<s>", "<del>").replace("</s>", "</del>"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self.lists.append(f"{tag} {dict(attrs).get('start', '')}")
        if tag in self.KNOWN:
            self.found.append(f"<{tag} {self.lists[-1] if tag == 'li' else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.pop()
        if tag in self.KNOWN:
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found.append(re.sub("[^a-z|-]", "", data))

    def __str__(self) -> str:
        # Two quotations with a blank line between are two to one engine and one to the other.
        return "".join(self.found).replace("</blockquote><blockquote >", "")


GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SITE = Markdown(
    extensions=[name for name in EXTENSIONS if name not in ("pymdownx.highlight", "pymdownx.tasklist")],
    extension_configs={key: dict(value) for key, value in SETTINGS.items()},
)
INDENTS = ("", "", "", " ", "  ", "   ", "    ", "      ", "        ")
LINES = (
    *("- a", "* b", "1. c", "2. d", "3. e", "1) f", "# g", "## h", "| i | j |", "|---|---|", "| k | l |"),
    *("> m", "> - n", "o", "o", "p q", "---", "~~r~~", "", "", "", "", "", "10. s", "- > t", "```", "<div>"),
)


@pytest.mark.parametrize("seed", few(range(20), 0))
def test_what_is_named_is_otherwise_for_who_renders_both(seed: int) -> None:
    """The other side knows nothing of ours: both engines to the end, and what stands in which element."""
    chance, named = random.Random(seed), 0  # noqa: S311  # the same pages every time
    for _ in range(400):
        chosen = [chance.choice(LINES) for _ in range(chance.randint(2, 6))]
        text = "o\n\n" + "".join(f"{chance.choice(INDENTS) if line else ''}{line}\n" for line in chosen)
        page = Page("page.md", text)
        reading = read_page(page, FINDER)
        if not reading.problems or not reading.is_sound:
            continue
        named += 1
        SITE.reset()
        assert str(Outline(SITE.convert(text))) != str(Outline(GITHUB.render(text))), (text, told(text))
    assert named > 50
