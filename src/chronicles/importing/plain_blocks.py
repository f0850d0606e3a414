"""Blocks that need no parser to be told apart: paragraphs, headings and blocks of code that stand apart.

What CommonMark ("Blocks and inlines") makes of them depends on nothing around them, so a text can be cut
there: only what lies between has to be parsed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A line that can only begin a paragraph, or go on in one.
WORDS = re.compile(
    r"(?:[^\W\d_]|\d+(?![\d.)])|\*\*\w|`{1,2}(?!`)|[\[(\"'!])(?:[^|\0\r\t]*[^|\0\r\s\\])?(?P<break> {2})?$"
)
HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<text>[^\s#\0\r](?:[^\0\r\t]*[^\s#\\\0\r])?)$")
FENCE = re.compile(r"```(?P<info>[\w+#.-]*)$")
CLOSING = re.compile(r"\s{0,3}`{3,}\s*$")
# Where one of these begins a line, what follows a blank line can still be a part of it.
REACHES_FAR = re.compile(r"\s{0,3}(?:<|~~~|````|```(?![\w+#.-]*$)|\s```)")


@dataclass(frozen=True, slots=True)
class PlainBlock:
    """A block from the line `first` to before `last` (from 0); `kind` is `""` for what has to be parsed.

    `lines` has its text, `info` the marks of a heading or what stands behind a fence.
    """

    kind: str
    first: int
    last: int
    lines: tuple[str, ...] = ()
    info: str = ""


def plain_blocks(lines: Sequence[str]) -> list[PlainBlock]:
    """Return a text in blocks, in their order; those to be parsed have the blank lines behind them, too."""
    whole = [PlainBlock("", 0, len(lines))]
    if any(REACHES_FAR.match(line) for line in lines):
        return whole
    found: list[PlainBlock] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        block = _plain(lines, at)
        if block is None and FENCE.match(lines[at]):  # nothing closes it, so it has all that follows
            return whole
        block = block or PlainBlock("", at, _end(lines, at))
        found.append(block)
        at = block.last
    return found


def _plain(lines: Sequence[str], at: int) -> PlainBlock | None:
    """The plain block that begins at a line, `None` where there is none."""
    line = lines[at]
    if match := HEADING.match(line):
        return PlainBlock("heading", at, at + 1, (match["text"],), match["marks"])
    if match := FENCE.match(line):
        return _fenced(lines, at, match["info"])
    return _paragraph(lines, at)


def _fenced(lines: Sequence[str], at: int, info: str) -> PlainBlock | None:
    end = next((index for index in range(at + 1, len(lines)) if CLOSING.match(lines[index])), None)
    if end is None or lines[end] != "```":
        return None
    inside = tuple(line if line.strip() else "" for line in lines[at + 1 : end])
    is_plain = not any("\0" in line or "\r" in line for line in inside)
    return PlainBlock("fence", at, end + 1, inside, info) if is_plain else None


def _paragraph(lines: Sequence[str], at: int) -> PlainBlock | None:
    end = at
    while end < len(lines) and (match := WORDS.match(lines[end])):
        end += 1
        if match["break"] and (end == len(lines) or not WORDS.match(lines[end])):
            return None  # the blanks at its end are no part of it
    is_apart = (
        end == len(lines) or not lines[end].strip() or HEADING.match(lines[end]) or FENCE.match(lines[end])
    )
    return PlainBlock("paragraph", at, end, tuple(lines[at:end])) if end > at and is_apart else None


def _end(lines: Sequence[str], at: int) -> int:
    """Where what has to be parsed ends: before a fence, and a plain block that stands behind a blank line."""
    for index in range(at + 1, len(lines)):
        is_apart = lines[index].strip() and not lines[index - 1].strip()
        if FENCE.match(lines[index]) or (is_apart and _plain(lines, index)):
            return index
    return len(lines)
