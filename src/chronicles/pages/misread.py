"""Lines that were meant to open a block and open none: what is wrong with each."""

import re

from chronicles.pages.blocks import Finder, Found
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem, Refused

# What begins a list item, a task, a definition or a footnote, as often as it stands there.
MARKER = r"[> \t]*(?P<marker>(?:(?:[-*+:]|\d+[.)]|\[\^[^\]]+\]:|\[[ xX]\])[ \t]+)+)?"
# A line that opens a block to its author's eyes, whatever superfences makes of it.
OPENER = re.compile(MARKER + r"(?P<fence>`{3,}(?!.*`)|~{3,})[ \t]*(?P<header>\S.*)")
# … and one of those that say where their code is from.
MEANT = re.compile(
    MARKER + r"(?P<fence>`{3,}(?!.*```)|~{3,})"
    r"(?P<header>.*\bdata-(?:from|run|mark|unproven|fails)\b.*)"
)


def mend(page: Page, finder: Finder, found: Found, after: int) -> tuple[Page, list[Problem]]:
    """Return a copy of `page` in which such lines open plain blocks, and what is wrong with each.

    Such a line turns the fences behind it inside out: what closes a block opens one. With each of
    them mended the rest can be seen as its author sees it.
    """
    problems: list[Problem] = []
    while misread := _misread(page, finder, found, after):
        first = min(misread)
        problems.append(_why(misread[first]).at(Place(page.path, first)))
        page = _opened(page, first, misread[first])
        found = finder.find(page, after)
    return page, problems


def _misread(page: Page, finder: Finder, found: Found, after: int) -> dict[int, re.Match[str]]:
    """The lines, by number. Without provenance, only those can matter that leave a fence open."""
    if "data-" not in page.text and not found.unterminated:
        return {}
    known = {number for block in found.blocks for number in range(block.first, block.last + 1)}
    # What stands after a block that is never closed was swallowed by it: one problem, not many.
    swallowed = min(found.unterminated, default=len(page.text))
    looks = OPENER if found.unterminated else MEANT
    meant = {
        number: match
        for number, line in enumerate(page.lines, 1)
        if after < number < swallowed and number not in known and (match := looks.match(line))
    }
    shown = finder.verbatim(page, meant, after)
    return {number: match for number, match in meant.items() if number not in shown}


def _opened(page: Page, number: int, match: re.Match[str]) -> Page:
    """The page with the line a plain opening fence, where its words stood in the way."""
    lines = page.lines
    lines[number - 1] = re.sub(r"[^> \t`~]", " ", lines[number - 1][: match.end("fence")])
    return Page(page.path, "\n".join(lines))


def _why(match: re.Match[str]) -> Refused:
    header = match["header"].strip()
    if match["marker"]:
        return Refused(
            "a block cannot begin on the line of its list marker",
            "Put it on a line of its own, indented by four.",
        )
    if "data-" not in header:
        message = f"this line opens no block: {header!r} cannot be read"
        return Refused(message, "Write one word for the language, or none.")
    if "{" not in header:
        return Refused("the attributes stand without braces", 'Write them as {data-from="…"}.')
    if header.find("{") > 0 and not header[header.find("{") - 1].isspace():
        return Refused("there is no space before '{'", "Put one between the language and the brace.")
    if "}" not in header:
        return Refused("the brace is never closed", "End the line with '}'.")
    return Refused(
        "this line opens no block", 'Write ```python {data-from="…"}, with nothing behind the closing brace.'
    )
