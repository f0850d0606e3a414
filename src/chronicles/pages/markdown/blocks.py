"""The fenced code blocks of a page, found by the engine that will render them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.markdown.engine import Engine
from chronicles.pages.markdown.locator import BlockSpan
from chronicles.pages.page import Page

OPENING = re.compile(r"(?P<prefix>[> \t]*)(?P<marker>`{3,}|~{3,})(?P<header>.*)")
WORD = re.compile(r"line-([0-9]+)-of-the-page\.")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the lines of its fences (from 1), and what stands on and between them.

    `prefix` is the indentation and the quote marks before the opening fence, as they are in the
    page. `text` is what readers copy: the lines of the page without the prefix, every other character as it
    is. `body` is as the engine compares it: tabs expanded, blank lines empty.
    """

    first: int
    last: int
    prefix: str
    marker: str
    header: str
    body: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the body has nothing but blank lines."""
        return not any(self.body)


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page, in order, and the lines of fences that nothing closes.

    Lines count from 1. `swallowed` has those that such a fence has taken for its body, and `passed_over`
    those in which superfences saw that it has no end: it does not look there for the beginning of another.
    """

    blocks: tuple[Block, ...]
    unterminated: tuple[int, ...] = ()
    swallowed: frozenset[int] = frozenset()
    passed_over: frozenset[int] = frozenset()


class Finder:
    """Finds the blocks of pages that are written in one dialect; `engine` is what it asks."""

    def __init__(self, dialect: Dialect) -> None:
        self.engine = Engine(dialect)

    def find(self, page: Page, after: int = 0) -> PageBlocks:
        """Return the blocks of `page` that stand after its first `after` lines (its front matter).

        Raises `Refused` for a page that the engine cannot parse.
        """
        locator = self.engine.locator
        if locator is None:
            return PageBlocks(())
        lines = page.lines
        kept = self.engine.parse([""] * after + lines[after:]).kept
        blocks = [_block(lines, span) for span in locator.spans if span.placeholder in kept]
        abandoned = locator.abandoned
        unterminated = sorted(abandoned.keys() - self.verbatim(page, abandoned, after))
        ranges = [abandoned[first] for first in unterminated]
        swallowed, passed_over = chain.from_iterable(ranges), (lines.stop for lines in ranges)
        return PageBlocks(tuple(blocks), tuple(unterminated), frozenset(swallowed), frozenset(passed_over))

    def verbatim(self, page: Page, numbers: Iterable[int], after: int = 0) -> set[int]:
        """Return those of the lines that a reader sees as they stand, or does not see.

        That is indented code and comments: what looks like a fence there is none, and no mistake.
        The lines are parsed with a word behind them, and the word is looked for in the result.
        Raises `Refused` for a page that the engine cannot parse.
        """
        asked = set(numbers)
        if not asked:
            return set()
        words = [f" line-{number}-of-the-page." if number in asked else "" for number in _count(page)]
        lines = [line + word for line, word in zip(page.lines, words, strict=True)]
        shown = self.engine.parse([""] * after + lines[after:]).verbatim
        return asked & set(map(int, WORD.findall(shown)))

    def unread(self, page: Page, numbers: Iterable[int], after: int = 0) -> set[int]:
        """Return those of the lines that are no Markdown: in code, fenced or indented, and in comments.

        Raises `Refused` for a page that the engine cannot parse.
        """
        asked = set(numbers)
        found = self.find(page, after)
        code = {number for block in found.blocks for number in range(block.first, block.last + 1)}
        return (asked & code) | self.verbatim(page, asked - code, after)


def _count(page: Page) -> range:
    return range(1, len(page.lines) + 1)


def _block(lines: list[str], span: BlockSpan) -> Block:
    opening = OPENING.match(lines[span.first - 1])
    assert opening is not None, "superfences opened a block at a line that opens none"
    header = opening["header"].strip()
    prefix = opening["prefix"]
    raw = zip(lines[span.first : span.last - 1], span.body, strict=True)
    text = tuple(_unprefixed(line, prefix, body) for line, body in raw)
    return Block(span.first, span.last, prefix, opening["marker"], header, span.body, text)


def _unprefixed(line: str, prefix: str, body: str) -> str:
    """The line of a block as it is; one with another indentation than the fence's as the engine reads it."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    return body if line.strip("> \t") else ""
