"""The fenced code blocks of a page, found by the engine that will render them.

A second parser would agree with superfences in most pages and fool authors in the rest, so this
is superfences itself, in the real block parser, with highlighting and inline markup left out. It
takes about a millisecond a page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.superfences import SuperFencesBlockPreprocessor

from chronicles.pages.dialect import READERS, Dialect
from chronicles.pages.page import Page
from chronicles.problems import Refused

OPENING = re.compile(r"(?P<prefix>[> \t]*)(?P<marker>`{3,}|~{3,})(?P<header>.*)")
# A comment in raw HTML, and one in running text: there another beginning interrupts it.
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
INLINE_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the lines of its fences (from 1), and what stands on and between them.

    `prefix` is the indentation and the quote marks before the opening fence, as they are in the
    page. `body` is as it renders: without the prefix, tabs expanded, blank lines empty.
    """

    first: int
    last: int
    prefix: str
    marker: str
    header: str
    body: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.body)

    def rendered(self, lines: list[str]) -> tuple[str, ...]:
        """Return what `lines` would be as the body of this block."""
        prefix = self.prefix.expandtabs()
        return tuple(_blank((prefix + line).expandtabs(4)[len(prefix) :]) for line in lines)


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of a page, in order, and the lines of fences that nothing closes."""

    blocks: tuple[Block, ...]
    unterminated: tuple[int, ...] = ()


class Finder:
    """Finds the blocks of pages that are written in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        names = [name for name in dialect.extensions if name not in READERS]
        settings = {name: dict(dialect.settings[name]) for name in names if name in dialect.settings}
        self._markdown = Markdown(extensions=names, extension_configs=settings)
        self._locator = _Locator.in_place_of(self._markdown)

    def find(self, page: Page, after: int = 0) -> Found:
        """Return the blocks of `page` that stand after its first `after` lines (its front matter)."""
        if self._locator is None:
            return Found(())
        lines = page.lines
        text = [""] * after + lines[after:]
        self._markdown.reset()
        root = self._parsed(text)
        raw = [
            # An element that the block parser did not take is written out, and what it holds escaped.
            COMMENT.sub("", text) if isinstance(text, str) else "\n".join(_texts(text))
            for text in self._markdown.htmlStash.rawHtmlBlocks
        ]
        kept = _kept(root, raw)
        spans, abandoned = self._locator.spans, self._locator.abandoned
        return Found(
            tuple(_block(lines, span) for span in spans if span.placeholder in kept),
            tuple(sorted(set(abandoned) - self.verbatim(page, abandoned, after))),
        )

    def verbatim(self, page: Page, numbers: Iterable[int], after: int = 0) -> set[int]:
        """Return those of the lines that a reader sees as they stand, or does not see.

        That is indented code and comments: what looks like a fence there is none, and no mistake.
        The lines are parsed with a word behind them, and the word is looked for in the result.
        """
        words = {number: f" line-{number}-of-the-page." for number in numbers}
        if not words:
            return set()
        lines = [line + words.get(number, "") for number, line in enumerate(page.lines, 1)]
        self._markdown.reset()
        shown = _verbatim(
            self._parsed([""] * after + lines[after:]), map(str, self._markdown.htmlStash.rawHtmlBlocks)
        )
        return {number for number, word in words.items() if word in shown}

    def _parsed(self, lines: list[str]) -> Element:
        """The tree of blocks: what Python-Markdown has before it looks at inline markup."""
        for preprocessor in self._markdown.preprocessors:
            lines = preprocessor.run(lines)
        try:
            root = self._markdown.parser.parseDocument(lines).getroot()
        except RecursionError:
            message = "lists stand in one another too deeply"
            raise Refused(message, "Take some of the levels out.") from None
        assert root is not None, "a document has a root, though it may be empty"
        if "footnote" in self._markdown.treeprocessors:
            self._markdown.treeprocessors["footnote"].run(root)
        return root


@dataclass(frozen=True, slots=True)
class _Span:
    placeholder: str
    first: int
    last: int
    body: tuple[str, ...]


class _Counted(list[str]):
    """Lines that know, while they are walked over, how many were handed out."""

    at = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(super().__iter__(), 1):
            self.at = number
            yield line


class _Locator(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Superfences that notes where it found a block, and highlights nothing."""

    @classmethod
    def in_place_of(cls, markdown: Markdown) -> "_Locator | None":
        """Put a locator where `markdown` has superfences; without superfences there is none."""
        if "fenced_code_block" not in markdown.preprocessors:
            return None
        original: Any = markdown.preprocessors["fenced_code_block"]
        if not isinstance(original, SuperFencesBlockPreprocessor):
            return None
        locator = cls(markdown)
        locator.config = {**original.config, "preserve_tabs": False}
        locator.extension = original.extension
        markdown.preprocessors.register(locator, "fenced_code_block", 25)
        if "fenced_raw_block" in markdown.preprocessors:
            markdown.preprocessors.deregister("fenced_raw_block")
        return locator

    def run(self, lines: list[str]) -> list[str]:
        self.spans: list[_Span] = []
        self.abandoned: list[int] = []
        self.opened = 0
        self.lines = _Counted(lines)
        found: list[str] = super().run(self.lines)
        self.fence = None  # a fence that is open at the end was never closed
        return found

    @property
    def fence(self) -> str | None:
        """The marker of the open fence; superfences sets it, and so tells where one opens."""
        return self._fence

    @fence.setter
    def fence(self, marker: str | None) -> None:
        if marker is not None:
            self.opened = self.lines.at
        elif self.opened:
            self.abandoned.append(self.opened)
            self.opened = 0
        self._fence = marker

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:
        """Called at the closing fence: note the block and keep its place, as superfences does."""
        self.last = ws + self.normalize_ws(content)
        if self.formatter is not None:
            body = (
                tuple(_blank(line) for line in self.rebuild_block(self.code).split("\n")) if self.code else ()
            )
            self._store(self.normalize_ws("\n".join(self.code)) + "\n", "", start, end)
            placeholder = self.stack[-1][0]
            self.spans += [_Span(key, self.opened, end, body) for key in _placeholders(placeholder)]
            self.opened = 0
        self.clear()


def _kept(root: Element, raw: list[str]) -> set[str]:
    """The placeholders that are still there after the block parser has had its say.

    It takes back those in indented code; those in an HTML comment never reach a reader.
    """
    kept: set[str] = set()
    waiting = [key for text in _texts(root) for key in _placeholders(_uncommented(text))]
    while waiting:
        key = waiting.pop()
        if key not in kept:
            kept.add(key)
            waiting += _placeholders(raw[int(key)]) if int(key) < len(raw) else []
    return kept


def _verbatim(root: Element, raw: Iterable[str]) -> str:
    code = [text for pre in root.iter("pre") for text in _texts(pre)]
    comments = [comment for text in chain(_texts(root), raw) for comment in COMMENT.findall(text)]
    return unescape("\n".join(code + comments))


def _blank(line: str) -> str:
    return line if line.strip() else ""


def _placeholders(text: str) -> list[str]:
    return [match[1] for match in HTML_PLACEHOLDER_RE.finditer(text)]


def _uncommented(text: str) -> str:
    """`text` without its comments; a code span neither begins nor ends one."""
    return INLINE_COMMENT.sub("", CODE_SPAN.sub(lambda span: span[0].replace("--", ""), text))


def _texts(root: Element) -> list[str]:
    return [text for text in chain.from_iterable((e.text, e.tail) for e in root.iter()) if text]


def _block(lines: list[str], span: _Span) -> Block:
    opening = OPENING.match(lines[span.first - 1])
    assert opening is not None, "superfences opened a block at a line that opens none"
    header = opening["header"].strip()
    return Block(span.first, span.last, opening["prefix"], opening["marker"], header, span.body)
