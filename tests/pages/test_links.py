"""Links into the project, as the engine sees them: outside code, comments and front matter."""

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.pages.front_matter.front_matter import body, read_front_matter
from chronicles.pages.links import Link
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from tests.documents import Case, cases
from tests.examples import examples
from tests.work import growth

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
    page = Page("page.md", case.input)
    prose = body(page, read_front_matter(page)[0])
    theirs = {href for href in Hrefs(ENGINE.convert(prose)).hrefs if href.startswith(SCHEMES)}
    theirs |= {href for href, _ in ENGINE.references.values()}  # also those that nothing refers to
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


@pytest.mark.parametrize(
    ("written", "target"),
    [
        (r"[a](code:a\_b.py) x", "a_b.py"),
        ("[a](live:/?a=1&amp;b=2) x", "/?a=1&b=2"),
        ('<a href="live:/?a=1&amp;b=2">x</a>', "/?a=1&b=2"),
        (r"[a](code:\(x\)) y", "(x)"),
        ("[a](live:/?next=live:/b) x", "/?next=live:/b"),
        ("[a](code:zqz1zqz.py) zqzq", "zqz1zqz.py"),
    ],
)
def test_a_target_is_read_and_the_place_is_that_of_what_is_written(written: str, target: str) -> None:
    (link,) = links(written)
    assert link.target == target
    rest = written[: link.start], written[link.end :]
    assert rest[0].endswith(("(", '"')) and rest[1].startswith((")", '"'))


PIECES = [
    "[a](code:x)",
    "[b](<code:my x>)",
    "![p](live:/p_(q).png)",
    "`",
    "``",
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- ",
]
PIECES += [
    "text ",
    "<a href=code:y>",
    "</a>",
    '<a href="live:/?a=1&amp;b=2">',
    "\\",
    "[r]",
    "\n[r]: code:r\n",
]
PIECES += ["[see code: x][]", "\n[see code: x]: live:/s\n", "<live://admin/>", "<code:z>", "*", "_", "```\n"]
PIECES += [
    "~~~\n",
    "<div>\n",
    "</div>\n",
    "<div markdown>\n",
    "[a](\ncode:nl)",
    '[t](code:t "T")',
    "(code:bare)",
]
PIECES += ["live:/x", "[^1]", "\n[^1]: [f](code:f)\n", "# ", "<img src='live:/i'>", "&lt;", "[e](code:a\\_b)"]
PIECES += [
    "[c](code:`k`)",
    "!!! note\n",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    " <!-- [h](code:h) --> ",
    "\n<!-- x\n-->\n",
]


@settings(max_examples=examples(300), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_a_page_has_its_links_are_those_of_the_engine(text: str) -> None:
    if "<![" in text:  # the test's own reader of HTML gives up there
        links(text)
        return
    text = f".\n{text}"
    ENGINE.reset()
    theirs = {href for href in Hrefs(ENGINE.convert(text)).hrefs if href.startswith(SCHEMES)}
    defined = {href for href, _ in ENGINE.references.values()}
    ours = {f"{link.scheme}:{link.target}" for link in links(text)}
    assert theirs <= ours <= theirs | defined


@pytest.mark.parametrize("html", ["<![x]>", "<![if", "<!x", "<?x?>", "<![CDATA[x]]>"])
def test_what_python_does_not_know_of_html_stops_nobody(html: str) -> None:
    assert [link.target for link in links(f'<div>\n{html} <a href="code:a.py">a</a>\n</div>\n')] in (
        ["a.py"],
        [],
    )


def many_links(count: int) -> str:
    return "[a](code:x) " * count + "<!-- " * count * 2


def test_the_work_for_many_links_grows_as_they_do() -> None:
    assert len(links(many_links(2_000))) == 2_000
    assert growth(links, many_links, 300) < 2.2
