"""Plain text keeps its lines: where one ends on purpose, and where it was only wrapped."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

NARROWEST, WIDEST = 55, 120  # characters; shorter or longer lines were not wrapped by an editor
FEWEST = 2  # full lines that show it; one may be chance
CODE = re.compile(
    r"[{};$|\\]|[\w)\]]\(|[=<>]=|^\s*(?:def|class|import|from|return|if|for|while|else|elif|SELECT|sudo)\b"
    r"|\s=\s|^\s*(?:>>>|//|--|#|\$|@|<)|^\s*\w+:\s*$"
)
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
WORD = re.compile(r"[^\W\d_]{2,}")


def with_breaks(lines: Sequence[str], width: int) -> list[str]:
    """Return the lines of a paragraph with two spaces behind each that another one follows.

    An editor that wraps at `width` fills its lines: where the next word would not have fit, the line was not
    ended by its author. With 0 the paragraph itself has to show it.
    """
    width = width or wrap_width(lines)
    if width and all(_is_full(line, behind, width) for line, behind in pairwise(lines)):
        return list(lines)
    return [*(line.rstrip() + "  " for line in lines[:-1]), *lines[-1:]]


def wrap_width(lines: Sequence[str]) -> int:
    """Return at how many characters an editor has wrapped a text, 0 if none has.

    It has where most lines that go on have no room for the first word of the next one.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    pairs = [(line, behind) for line, behind in pairwise(lines) if line.strip() and behind.strip()]
    full = sum(_is_full(line, behind, width) for line, behind in pairs)
    is_wrapped = NARROWEST <= width <= WIDEST and full >= FEWEST and full * 2 > len(pairs)
    return width if is_wrapped else 0


def _is_full(line: str, behind: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(behind.split(maxsplit=1)[0]) > width


def lines_apart(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the lines that stand right below an item of a list and are no part of it.

    In Markdown they would be, though they begin where no item's text does.
    """
    found: list[int] = []
    is_item = False
    for index, line in enumerate(lines):
        if is_item and line[:1].strip() and not ITEM.match(line) and len(lines[index - 1]) < NARROWEST:
            found.append(index)
        is_item = bool(line.strip()) and (ITEM.match(line) is not None or (is_item and line[:1].isspace()))
    return found


def prose_and_code(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[bool, list[tuple[int, str]]]]:
    """Yield the indented lines of a plain text in parts: whether it is prose, and its lines.

    A part of prose is a paragraph, one of code has all that stands between such, with its blank lines. Each
    line has a number in front, and those follow each other.
    """
    first = lines[0][0]
    parts = [list(part) for has_text, part in groupby(lines, lambda line: bool(line[1].strip())) if has_text]
    for is_text, group in groupby(parts, lambda part: is_prose([line for _, line in part])):
        found = list(group)
        if is_text:
            yield from ((True, part) for part in found)
        else:
            yield False, list(lines[found[0][0][0] - first : found[-1][-1][0] - first + 1])


def is_prose(lines: Sequence[str]) -> bool:
    """Whether lines that are set in are sentences, and no code: words, and none of the signs of code."""
    words = [line for line in lines if line.strip()]
    return bool(words) and all(WORD.search(line) and not CODE.search(line) for line in words)
