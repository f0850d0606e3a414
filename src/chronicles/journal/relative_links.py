"""The relative links of a page that is moved to a folder below its own."""

import re
from itertools import count

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.page import BOM, Page, split_lines

# What stands before an address, and no address that has a scheme, a root or only an anchor.
ADDRESS = re.compile(
    r"(?:\]\([ \t]*<?|^ {0,3}\[[^\]]+\]:[ \t]*<?|\b(?:href|src)=[\"']?)"
    r"(?=[^\s/#<>)\"'?])(?![A-Za-z][\w+.-]*:)",
    re.MULTILINE,
)


def moved_links(page: Page, finder: Finder, up: str) -> str:
    """Return the text of `page` with `up`, such as `../`, before every relative address in it.

    The engine says which of those that look like one are addresses, and which are code. Raises `Refused`
    for a page that it cannot parse.
    """
    if not up or not ADDRESS.search(page.text):
        return page.text
    lines = split_lines(page.text.removeprefix(BOM))
    mark = "zqz"
    while mark in page.text:
        mark += "q"
    numbers = count()
    marked = [ADDRESS.sub(lambda match: f"{match[0]}{mark}{next(numbers)}{mark}", line) for line, _ in lines]
    found = re.compile(f"{mark}([0-9]+){mark}")
    addresses = finder.engine.parse(marked, inline=True).addresses
    real = {match[1] for address in addresses if (match := found.match(address))}
    return "".join(
        found.sub(lambda match: up if match[1] in real else "", line) + ending
        for line, (_, ending) in zip(marked, lines, strict=True)
    )
