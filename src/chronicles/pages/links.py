"""Links into the project: `code:`, `test:` and `live:`, which MkDocs lets pass unread."""

import re
from dataclasses import dataclass
from itertools import count
from typing import Literal, cast

from chronicles.pages.markdown.engine import Engine
from chronicles.pages.markdown.numbering import unused_word
from chronicles.pages.page import Page

Scheme = Literal["code", "test", "live"]

# With the slashes of `<live://…>`: without them the engine takes it for no address.
URL = re.compile(r"(?<!\w)(?:code|test|live):/{0,2}")


@dataclass(frozen=True, slots=True)
class Link:
    """A link at a line of a page (from 1); `start` and `end` enclose its URL in that line.

    `target` is what stands behind the scheme, as a browser would read it: `&amp;` is `&`.
    """

    line: int
    start: int
    end: int
    scheme: Scheme
    target: str


def find_links(page: Page, engine: Engine, after: int = 0) -> tuple[Link, ...]:
    """Return the links of `page` below its first `after` lines, in their order.

    Everything that may be one is numbered in a copy of the page, and the engine tells which of the
    numbers became addresses. Raises `Refused` for a page that it cannot parse.
    """
    if not (any(sign in page.text for sign in ("code:", "test:", "live:")) and URL.search(page.text)):
        return ()
    mark, lines = unused_word(page.text), page.lines
    places: list[tuple[int, int]] = []
    marked = [""] * after
    for number, line in enumerate(lines[after:], after):
        marked.append(_numbered(line, mark, len(places)))
        places += [(number, match.start()) for match in URL.finditer(line)]
    ours = re.compile(f"({URL.pattern}){mark}([0-9]+){mark}(.*)", re.DOTALL)
    found = {
        int(match[2]): re.sub(f"{mark}[0-9]+{mark}", "", match[1] + match[3])
        for address in engine.parse(marked, inline=True).addresses
        if (match := ours.match(address))
    }
    return tuple(_link(*places[number], lines, found[number]) for number in sorted(found))


def _numbered(line: str, mark: str, first: int) -> str:
    numbers = count(first)
    return URL.sub(lambda match: f"{match[0]}{mark}{next(numbers)}{mark}", line)


def _link(index: int, start: int, lines: list[str], url: str) -> Link:
    scheme, _, target = url.partition(":")
    return Link(index + 1, start, _end(lines[index], start, url), cast(Scheme, scheme), target)


def _end(line: str, start: int, url: str) -> int:
    """Where `url` ends in its line, which may have it with escapes and entities."""
    if line.startswith(url, start):
        return start + len(url)
    written = re.compile("".join(rf"(?:\\?{re.escape(character)}|&[#\w]+;)" for character in url))
    match = written.match(line, start) or re.compile(r"""[^\s<>"')]*""").match(line, start)
    return match.end() if match else start
