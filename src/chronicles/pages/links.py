"""Links into the project: `code:`, `test:` and `live:`, which MkDocs lets pass unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from chronicles.pages.blocks import Block
from chronicles.pages.page import Page

Scheme = Literal["code", "test", "live"]

LINK = re.compile(
    r"""(?:\]\(\s*<?|^[ >]*\[[^\]]+\]:\s*<?|href=["'])"""
    r"""(?P<url>(?P<scheme>code|test|live):(?P<target>[^\s)>"']*))"""
)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link at a line of a page (from 1); `start` and `end` enclose its URL in that line."""

    line: int
    start: int
    end: int
    scheme: Scheme
    target: str


def find_links(page: Page, blocks: tuple[Block, ...]) -> Iterator[Link]:
    """Yield the links of `page` that stand outside its blocks and code spans."""
    if not any(f"{scheme}:" in page.text for scheme in ("code", "test", "live")):
        return
    inside = {number for block in blocks for number in range(block.first, block.last + 1)}
    for number, line in enumerate(page.lines, 1):
        if number not in inside:
            yield from _in_line(number, line)


def _in_line(number: int, line: str) -> Iterator[Link]:
    prose = CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
    for match in LINK.finditer(prose):
        start, end = match.span("url")
        yield Link(number, start, end, cast(Scheme, match["scheme"]), match["target"])
