"""What of a page's source is neither code nor a comment: there, HTML is HTML. Pure."""

import re
from collections.abc import Iterable

from chronicles.importing.code_spans import code_spans
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Refused

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def prose(reading: Reading) -> str:
    """Return the page without its blocks, its pieces of code and its comments; each line is where it was."""
    lines = enumerate(reading.page.lines, 1)
    first = reading.front_matter.length
    text = "\n".join(
        line if number > first and number not in reading.hidden else "" for number, line in lines
    )
    for start, end in code_spans(text).items():
        text = text[:start] + _blank(text[start:end]) + text[end:]
    return COMMENT.sub(lambda match: _blank(match[0]), text)


def line_of(text: str, at: int) -> int:
    """Return the line, from 1, in which a place of a text is."""
    return text.count("\n", 0, at) + 1


def set_in_code(reading: Reading, finder: Finder, lines: Iterable[int]) -> set[int]:
    """Return those of the lines that are indented code; all of them in a page that is a problem anyhow."""
    try:
        return finder.verbatim(reading.page, lines, reading.front_matter.length)
    except Refused:
        return set(lines)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
