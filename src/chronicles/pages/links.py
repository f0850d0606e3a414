"""Links into the project: `code:`, `test:` and `live:`, which MkDocs lets pass unread."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal, cast

from chronicles.pages.page import Page

Scheme = Literal["code", "test", "live"]

URL = r"(?:code|test|live):"
# Where a URL may stand: behind a link's text, in a reference's definition, in HTML.
LINK = re.compile(
    rf"""(?:\]\(\s*|^[ >]*\[(?!\^)[^\]]+\]:\s*)
        (?:<(?P<angled>{URL}[^>\n]*)>|(?P<plain>{URL}(?:[^\s()<>]|\([^\s()]*\))*))
    |\bhref=(?:"(?P<double>{URL}[^"\n]*)"|'(?P<single>{URL}[^'\n]*)'|(?P<bare>{URL}[^\s>]*))""",
    re.MULTILINE | re.VERBOSE,
)
HREF = re.compile(r"\bhref", re.IGNORECASE)
# What hides a link, each within its paragraph: an escape, code, a comment.
ESCAPED = re.compile(r"\\(?:\[[^\]\n]*\]|[\\`\]])")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t>]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """A link at a line of a page (from 1); `start` and `end` enclose its URL in that line."""

    line: int
    start: int
    end: int
    scheme: Scheme
    target: str


def find_links(page: Page, hidden: Set[int]) -> Iterator[Link]:
    """Yield the links of `page` that stand outside code, comments and the `hidden` lines."""
    if not any(f"{scheme}:" in page.text for scheme in ("code", "test", "live")):
        return
    lines = ["" if number in hidden else line for number, line in enumerate(page.lines, 1)]
    prose = "\n".join(lines)
    for pattern in (ESCAPED, CODE_SPAN, COMMENT):
        prose = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), prose)
    for match in LINK.finditer(HREF.sub("href", prose)):
        start, end = match.span(match.lastgroup or 0)
        line = prose.count("\n", 0, start) + 1
        column = start - (prose.rfind("\n", 0, start) + 1)
        scheme, _, target = prose[start:end].partition(":")
        yield Link(line, column, column + end - start, cast(Scheme, scheme), target)
