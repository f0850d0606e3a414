"""Blocks that this site knows and GitHub does not, in a text of GitHub's: they keep their form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Python-Markdown, "Admonition" and "Footnotes"; PyMdown Extensions, "Details" and "Tabbed".
HEAD = re.compile(r"(?:!!!|\?\?\?\+?)[ ]?[\w\"].*|===[!+]?[ ]\".*\"[ \t]*|\[\^[^\[\]\s]+\]:.*")
STEP = 4  # columns by which what belongs to one is set in


@dataclass(frozen=True, slots=True)
class TextPart:
    """Lines that belong together, by their indexes: with a `head`, what is set in below that line."""

    head: int | None
    first: int
    last: int


def text_parts(lines: Sequence[str], code: frozenset[int]) -> Iterator[TextPart]:
    """Yield the parts of a text in their order; `code` has the indexes of the lines of blocks of code."""
    begin = at = 0
    while at < len(lines):
        end = _end(lines, at + 1) if at not in code and HEAD.fullmatch(lines[at]) else at
        if end == at or (end == at + 1 and not lines[at].startswith("[")):  # only words, with nothing in it
            at += 1
            continue
        if begin < at:
            yield TextPart(None, begin, at)
        yield TextPart(at, at + 1, end)
        begin = at = end
    if begin < at:
        yield TextPart(None, begin, at)


def set_out(line: str) -> str:
    """Return a line without the columns by which it is set in.

    >>> set_out("     a"), set_out("\\tb"), set_out("")
    (' a', 'b', '')
    """
    return line.removeprefix("\t") if line.startswith("\t") else line[STEP:]


def _end(lines: Sequence[str], at: int) -> int:
    """Where what is set in ends; blank lines behind it are no part of it."""
    last = at
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith((" " * STEP, "\t"))):
        at += 1
        if lines[at - 1].strip():
            last = at
    return last
