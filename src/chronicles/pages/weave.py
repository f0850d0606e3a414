"""Put answers into a page: text in, text out, every other byte as it was."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chronicles.pages.markdown.blocks import OPENING, Block
from chronicles.pages.page import BOM, Page, split_lines


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What becomes of a block: another header, another body (its lines), or both."""

    header: str | None = None
    body: Sequence[str] | None = None


def weave(page: Page, changes: Mapping[Block, BlockChange]) -> str:
    """Return the text of `page` with `changes` made to its blocks.

    Lines are written with the block's own indentation, quote marks and line endings. A body that
    holds a fence gets a longer one around it.
    """
    bom = BOM if page.text.startswith(BOM) else ""
    lines = split_lines(page.text.removeprefix(BOM))
    out: list[str] = []
    at = 0
    for block in sorted(changes, key=lambda block: block.first):
        out += ["".join(line) for line in lines[at : block.first - 1]]
        out += _filled(block, changes[block], lines[block.first - 1 : block.last])
        at = block.last
    return bom + "".join(out + ["".join(line) for line in lines[at:]])


def _filled(block: Block, change: BlockChange, lines: list[tuple[str, str]]) -> list[str]:
    (opening, ending), (closing, last_ending) = lines[0], lines[-1]
    marker = block.marker
    inside = ["".join(line) for line in lines[1:-1]]
    if change.body is not None:
        marker = fence_around(block.marker, change.body)
        inside = [_indented(block.prefix, line) + (ending or "\n") for line in change.body]
        # A line without the quote mark is the block's only as long as no blank line comes before it.
        closing = block.prefix + closing.lstrip("> \t")
    head = _opening(opening, marker, change.header)
    return [head + (ending or "\n"), *inside, closing.replace(block.marker, marker, 1) + last_ending]


def _opening(line: str, marker: str, header: str | None) -> str:
    match = OPENING.match(line)
    assert match is not None, "a block begins with its fence"
    behind = match["header"]
    if header is not None:
        space = behind[: len(behind) - len(behind.lstrip())]
        behind = space + header
    return match["prefix"] + marker + behind


def _indented(prefix: str, line: str) -> str:
    return prefix + line if line else prefix.rstrip()


def fence_around(marker: str, body: Sequence[str]) -> str:
    """A fence that no line of `body` can close."""
    runs = [match[1] for line in body if (match := re.match(r"[> \t]*(`{3,}|~{3,})", line))]
    longest = max((len(run) for run in runs if run[0] == marker[0]), default=0)
    return marker[0] * max(len(marker), longest + 1 if longest >= len(marker) else 0)
