"""What is found is what the engine renders, and weaving changes nothing but what it was asked to.

The other side of the comparison knows nothing of our Finder: it is Python-Markdown as the dialect
sets it up, converting the page to HTML, and the code in that HTML.
"""

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.markdown.blocks import Block, Finder
from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect
from chronicles.pages.page import Page, decode, split_lines
from chronicles.pages.weave import BlockChange, weave
from tests.documents import TABLES, Case, read_table
from tests.examples import examples

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path for folder in ("docs", "demo_project") for path in (ROOT / folder).rglob("*.md") if path.is_file()
)
PAGES = ("blocks", "front_matter", "links", "reading", "weave")
INPUTS = [case for name in PAGES for case in read_table(TABLES / "pages" / f"{name}.md")]
FINDER = Finder(Dialect())
# Without `pymdownx.highlight` indented code is a plain <pre>, and a div of this class is a fence's.
ENGINE = Markdown(extensions=[name for name in EXTENSIONS if name != "pymdownx.highlight"])


class CodeOfFences(HTMLParser):
    """The texts of the code that superfences made; what a comment holds is no element."""

    CDATA_CONTENT_ELEMENTS = ()
    RCDATA_CONTENT_ELEMENTS = ()

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.depth = 0
        self.in_title = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div" and (self.depth or "highlight" in classes):
            self.texts += [] if self.depth else [""]
            self.depth += 1
        self.in_title |= tag == "span" and "filename" in classes

    def handle_endtag(self, tag: str) -> None:
        self.in_title &= tag != "span"
        self.depth -= 1 if tag == "div" and self.depth else 0

    def handle_data(self, data: str) -> None:
        if self.depth and not self.in_title:
            self.texts[-1] += data


def plain(text: str) -> str:
    """The text as Pygments leaves it: blank lines at both ends are its own affair."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n")).strip("\n")


def html_of(text: str) -> str:
    ENGINE.reset()
    return ENGINE.convert(text)


def rendered(html: str) -> list[str]:
    return [plain(code) for code in CodeOfFences(html).texts]


def find(text: str) -> tuple[Block, ...]:
    return FINDER.find(Page("page.md", text)).blocks


def found(text: str) -> list[str]:
    return [plain("\n".join(block.body)) for block in find(text)]


def assert_agreement(text: str) -> None:
    # Footnotes are rendered where the page ends, wherever they are written.
    order = sorted if "[^" in text else list
    assert order(found(text)) == order(rendered(html_of(text))), text


PREFIXES = [
    "",
    "",
    "",
    "    ",
    "    ",
    "        ",
    "  ",
    " ",
    "\t",
    "\t\t",
    "> ",
    "> ",
    ">",
    "> > ",
    ">> ",
    ">\t",
]
PREFIXES += [">     ", "  > ", "- ", "1. ", "* ", "    - ", "> - ", "- > ", ":   ", "    :   ", "[^1]: "]
FENCES = ["```", "```", "```", "~~~", "~~~~", "````", "```python", "``` { .python .y }", "```python {.x}"]
FENCES += [
    '```py {data-from="a.py"}',
    '```py hl_lines="1 2"',
    '```py {title="a b"}',
    "~~~ {#id .js}",
    "```{}",
]
NO_FENCES = [
    "```{.python}",
    '```py{data-from="a"}',
    "```js foo=bar",
    "``` `x`",
    "```sh x y",
    "\\```",
    "``",
    "`",
]
NO_FENCES += ["prose ``` x ```", '```python {data-from="a.py"} x', '```python {data-from="a.py"', "```x```"]
TEXT = ["prose", "x = 1", "\tx", "   y  ", "<b>&amp;</b>", "`code`", "- item", "1. one", "> quote", "Term"]
TEXT += [
    ":   def",
    "[^1]: note",
    "See [^1].",
    "| a | b |",
    "|---|---|",
    "# H",
    "===",
    "---",
    "***",
    "*[abc]: A",
]
TEXT += ["[ref]: x", "{: .cls }", "a\u2028b", "\u2028", "\x85", "- [ ] task", "x `<!--` y", "`-->`"]
OPENERS = ["!!! note", '??? note "x"', "???+ tip", '=== "A"', '=== "B"', "<div>", "<div markdown>", "</div>"]
OPENERS += [
    "<p>",
    "</p>",
    "<pre>",
    "</pre>",
    "<details markdown>",
    "</details>",
    "<!-- x -->",
    "<br>",
    "<hr>",
]
OPENERS += [
    '<p markdown="span">',
    '<section markdown="block">',
    "</section>",
    "<b>",
    "</b>",
    "<ul><li markdown>",
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Pages of runs of lines that share a prefix, as people write them, and of what they get wrong."""
    kinds = [FENCES, FENCES, FENCES, TEXT, OPENERS, NO_FENCES, [""], [""]]
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        prefix = draw(st.sampled_from(PREFIXES))
        rest = (
            prefix if not prefix.strip("> \t") else draw(st.sampled_from([" " * len(prefix), "    ", prefix]))
        )
        for number in range(draw(st.integers(1, 6))):
            stray = draw(st.integers(0, 9)) == 0
            before = draw(st.sampled_from(PREFIXES)) if stray else rest if number else prefix
            lines.append(before + draw(st.sampled_from(draw(st.sampled_from(kinds)))))
        if draw(st.booleans()):
            lines += [rest + "```", rest + draw(st.sampled_from(TEXT)), rest + "```"]
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(lines)))
        lines[at:at] = ["<!--", *draw(st.lists(st.sampled_from(FENCES + TEXT), max_size=4)), "-->"]
    ending = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return ending.join(lines) + draw(st.sampled_from(["", ending]))


BODY_LINES = [
    *FENCES,
    *TEXT,
    "",
    "",
    "   ",
    "> ```",
    "> x",
    "    ```",
    " ```  ",
    "</div>",
    "-->",
    "<!--",
    "\f",
]
bodies = st.lists(st.sampled_from(BODY_LINES), max_size=5)
some = settings(
    max_examples=examples(300), derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@some
@given(documents())
def test_the_blocks_found_are_those_that_are_rendered(text: str) -> None:
    html = html_of(text)
    # What a comment hides that raw HTML never closes is another question to every reader of HTML.
    assume(html.rfind("<!--") <= html.rfind("-->"))
    assert_agreement(text)


@pytest.mark.parametrize("case", INPUTS, ids=[f"{case.place} {case.title}" for case in INPUTS])
def test_the_inputs_of_every_table_agree(case: Case) -> None:
    front_matter, _ = read_front_matter(Page("page.md", case.input))
    assert_agreement("\n".join(case.input.split("\n")[front_matter.length :]))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_pages_of_this_project_agree(path: Path) -> None:
    page = Page(path.name, decode(path.read_bytes()))
    front_matter, _ = read_front_matter(page)
    assert_agreement("\n".join(page.lines[front_matter.length :]))


@some
@given(documents())
def test_weaving_a_page_that_asks_nothing_gives_back_its_bytes(text: str) -> None:
    page = Page("page.md", text)
    assert weave(page, {}) == text
    assert weave(page, {block: BlockChange() for block in find(text)}) == text


@some
@given(documents(), bodies, st.integers(0, 20))
@example(">   ```\n    ```\n", [""], 0)
@example(">\t```\n>\tx\n    ```\n", ["x", "", "y", ""], 0)
def test_a_woven_body_is_found_again_and_every_other_line_is_untouched(
    text: str, body: list[str], choice: int
) -> None:
    before = find(text)
    if not before:
        return
    block = before[choice % len(before)]
    woven = weave(Page("page.md", text), {block: BlockChange(body=body)})
    after = find(woven)
    assert [b.text if b is not block else tuple(body) for b in before] == [b.text for b in after]
    assert outside(text, block, len(block_lines(text, block))) == outside(woven, block, len(body) + 2)


def block_lines(text: str, block: Block) -> Sequence[tuple[str, str]]:
    return split_lines(text)[block.first - 1 : block.last]


def outside(text: str, block: Block, length: int) -> Sequence[tuple[str, str]]:
    lines = split_lines(text)
    return [*lines[: block.first - 1], ("", "a block"), *lines[block.first - 1 + length :]]
