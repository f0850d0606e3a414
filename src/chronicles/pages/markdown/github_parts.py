"""The parts of a page as GitHub shows them: CommonMark, with the tables of GitHub Flavored Markdown."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

PartKind = Literal["item", "text", "heading", "table", "fence", "hash"]
# What begins a line that has another meaning here: an admonition, a tab, a block, a definition, an
# abbreviation or footnote, a file to include, a list of attributes.
OWN = re.compile(r"(?:!!!|\?\?\?|===|///|:[ \t]|\*?\[[^\]]*\]:|;?-+8<-+|\{)")
# Below the head of a table it is that to the engine, and an item to GitHub.
DASHES = re.compile(r"-[ \t]+\|[ \t|:-]*$")
HASH = re.compile(r"#{1,6}[^#\s]")
QUOTES = re.compile(r"(?: {0,3}> ?)*")
CONTAINERS = ("bullet_list", "ordered_list", "list_item", "blockquote")


@dataclass(frozen=True, slots=True)
class GithubPart:
    """A part that begins at `line` (from 1), inside of so many list items (`depth`, its own among them).

    `block` is the line at which the list, or whatever it is in, begins. `tag` is `h1` to `h6` of a heading,
    `ol` or `ul` of an item, whose `number` is the first of its list. `quotes` counts the quotations that
    it is in. `is_first` says whether an item is the first of its list, `is_next` whether that list follows
    right upon another one, `is_heading` whether it begins with a heading; `is_on_marker` stands for a
    fence on the line of an item's marker, and `is_quote` for a text that begins a quotation.
    """

    line: int
    kind: PartKind
    depth: int
    block: int
    tag: str = ""
    number: int = 1
    quotes: int = 0
    is_first: bool = False
    is_next: bool = False
    is_on_marker: bool = False
    is_quote: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class GithubPage:
    """The parts of a page in their order, its running texts with their first lines, and whether it has HTML.

    `items` and `quotes` have the first lines of list items and of quotations.
    """

    parts: tuple[GithubPart, ...]
    texts: tuple[tuple[int, str], ...]
    items: frozenset[int]
    quotes: tuple[int, ...]
    has_html: bool


@lru_cache(maxsize=512)
def github_page(lines: tuple[str, ...]) -> GithubPage:
    """Return the parts of a page of these lines; `check` reads each page twice, and asks for them once.

    The rules are those of CommonMark, "Container blocks" and "Leaf blocks", and of GFM, "Tables".
    """
    walk = _Walk(lines)
    texts, quotes, has_html = [], [], False
    for token in _BLOCKS.parse("\n".join(lines)):
        walk.step(token)
        if token.map is None:
            continue
        if token.type == "inline":
            texts.append((token.map[0] + 1, token.content))
        elif token.type == "blockquote_open":
            quotes.append(token.map[0] + 1)
        has_html |= token.type == "html_block" and not token.content.lstrip().startswith("<!--")
    return GithubPage(tuple(walk.found), tuple(texts), frozenset(walk.items), tuple(quotes), has_html)


def column(line: str) -> int:
    """Return how far in the text of a line begins, the marks of quotations left out."""
    text = QUOTES.sub("", line.expandtabs(4), count=1)
    return len(text) - len(text.lstrip())


class _Walk:
    """Goes through the tokens of a page, and keeps what is open."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: list[GithubPart] = []
        self._open: list[Token] = []
        self.items: Counter[int] = Counter()  # how many begin at a line
        self._last: Token | None = None
        self._item: GithubPart | None = None

    def step(self, token: Token) -> None:
        name, _, end = token.type.rpartition("_")
        if name in CONTAINERS and end == "open":
            self._enter(token)
        elif name in CONTAINERS:
            self._open.pop()
        elif token.map is not None and (token.nesting == 1 or token.type in ("fence", "inline")):
            self.found += self._leaf(token, token.map[0] + 1)
        self._last = token

    def _enter(self, token: Token) -> None:
        assert token.map is not None, "a container has its lines"
        self._open.append(token)
        line = token.map[0] + 1
        if token.type == "list_item_open":
            self.items[line] += 1
            of, last = self._open[-2], self._last
            number = int(of.attrs.get("start", 1))
            tag = "ol" if of.type == "ordered_list_open" else "ul"
            item = replace(self._part(line, "item"), tag=tag, number=number, is_first=last is of)
            self._item = replace(item, is_next="is_next" in of.meta)
        elif self._last is not None and self._last.type.endswith("_list_close"):
            token.meta["is_next"] = True

    def _part(self, line: int, kind: PartKind) -> GithubPart:
        depth = sum(token.type == "list_item_open" for token in self._open)
        first = next((token.map[0] + 1 for token in self._open if token.map), line)
        quotes = sum(token.type == "blockquote_open" for token in self._open)
        return GithubPart(line, kind, depth, first, quotes=quotes)

    def _leaf(self, token: Token, line: int) -> Iterator[GithubPart]:
        inside = self._open[-1] if self._open else None
        on_marker = self.items[line] > 0
        if token.type == "inline":
            yield from self._hashes(token, line)
        elif token.type == "fence":
            yield replace(self._part(line, "fence"), is_on_marker=on_marker)
        elif on_marker:
            is_text = token.type in ("paragraph_open", "heading_open")
            if is_text and self.items[line] == 1 and self._item and not DASHES.match(self._text(line)):
                yield replace(
                    self._item, quotes=self._part(line, "item").quotes, is_heading=bool(token.tag[0] == "h")
                )
        elif token.type == "heading_open":
            yield replace(self._part(line, "heading"), tag=token.tag)
        elif token.type == "table_open":
            yield self._part(line, "table")
        elif token.type == "paragraph_open" and inside and not OWN.match(self._text(line)):
            is_quote = inside.type == "blockquote_open" and inside.map == token.map
            yield replace(self._part(line, "text"), is_quote=is_quote)

    def _hashes(self, token: Token, line: int) -> Iterator[GithubPart]:
        """Lines of running text that Python-Markdown takes for headings."""
        assert self._last is not None, "something opened it"
        if "#" in token.content and self._last.type == "paragraph_open":
            for number, text in enumerate(token.content.split("\n"), line):
                if HASH.match(text) and not self.items[number]:
                    yield self._part(number, "hash")

    def _text(self, line: int) -> str:
        return self.lines[line - 1].lstrip("> \t")


_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
