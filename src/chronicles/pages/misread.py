"""Lines that were meant to open a block and open none: what is wrong with each."""

import re
from collections.abc import Container, Iterable

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
# Each round shows what the one before has turned right side out; two are enough for most pages.
ROUNDS = 8


def mend(page: Page, finder: Finder, found: Found, after: int) -> tuple[Page, list[Problem]]:
    """Return a copy of `page` in which such lines open plain blocks, and what is wrong with each.

    Such a line turns the fences behind it inside out: what closes a block opens one. With all of
    them mended the rest can be seen as its author sees it. `found` is what `finder` finds in `page`
    after its first `after` lines.
    """
    wrong: dict[int, Refused] = {}
    for _ in range(ROUNDS):
        misread = _misread(page, finder, found, after, wrong)
        if not misread:
            break
        wrong |= {number: _why(match) for number, match in misread.items()}
        page = _opened(page, misread.items())
        found = finder.find(page, after)
    # What turned out to stand in a block, once the fences were right, is an example and no mistake.
    inside = {number for block in found.blocks for number in range(block.first + 1, block.last)}
    return page, [wrong[number].at(Place(page.path, number)) for number in sorted(wrong.keys() - inside)]


def _misread(
    page: Page, finder: Finder, found: Found, after: int, mended: Container[int]
) -> dict[int, re.Match[str]]:
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
    return {number: match for number, match in meant.items() if number not in shown and number not in mended}


def _opened(page: Page, misread: Iterable[tuple[int, re.Match[str]]]) -> Page:
    """The page with the lines plain opening fences, where their words stood in the way.

    Each gets a language: a fence alone could close another block.
    """
    lines = page.lines
    for number, match in misread:
        lines[number - 1] = re.sub(r"[^> \t`~]", " ", lines[number - 1][: match.end("fence")]) + "text"
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
