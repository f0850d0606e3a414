"""Lines that were meant to open a block and open none: what is wrong with each."""

import re
from collections.abc import Iterable, Mapping

from chronicles.pages.markdown.blocks import Finder, PageBlocks
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem, Refused

# What begins a list item, a task, a definition or a footnote, as often as it stands there.
MARKER = r"[> \t]*(?P<marker>(?:(?:[-*+:]|\d+[.)]|\[\^[^\]]+\]:|\[[ xX]\])[ \t]+)+)?"
# A line that opens a block to its author's eyes, whatever superfences makes of it: a fence of CommonMark,
# "Fenced code blocks", where what stands behind backticks may hold none.
OPENER = re.compile(MARKER + r"(?P<fence>`{3,}(?!.*`)|~{3,})[ \t]*(?P<header>\S.*)")
# … and one of those that say where their code is from.
MEANT = re.compile(
    MARKER + r"(?P<fence>`{3,}(?!.*```)|~{3,})"
    r"(?P<header>.*\bdata-(?:from|run|mark|unproven|fails)\b.*)"
)
# A header that superfences can read.
OPTION = r"(?:hl_lines|linenums|title)=(?:\"[^\"]*\"|'[^']*')[ \t]*"
GOOD = re.compile(rf"(?:\.?[\w#.+-]+(?=[\t ]|$))?[ \t]*(?:\{{.*\}}|(?:{OPTION})*)")


def mend(page: Page, finder: Finder, found: PageBlocks, after: int) -> tuple[Page, list[Problem]]:
    """Return a copy of `page` in which such lines open plain blocks, and what is wrong with each.

    Such a line turns the fences behind it inside out: what closes a block opens one. With all of
    them mended the rest can be seen as its author sees it. `found` is what `finder` finds in `page`
    after its first `after` lines.
    """
    looks = OPENER if found.unterminated else MEANT
    meant = {
        number: match
        for number, line in enumerate(page.lines, 1)
        if number > after and (match := looks.match(line))
    }
    seen = _seen(page, finder, found, after, meant)
    if not seen:
        return page, []
    # Any other one may be hidden by what these turned inside out.
    wrong = {number: match for number, match in meant.items() if number in seen or not _is_good(match)}
    opening = {*found.unterminated, *(block.first for block in found.blocks)}
    wrong = {number: match for number, match in wrong.items() if number not in opening}
    page = _opened(page, wrong)
    # What stands in a block, now that the fences are right, is an example and no mistake.
    still = _outside(finder.find(page, after), wrong)
    still -= finder.verbatim(page, still - seen, after)
    return page, [_why(wrong[number]).at(Place(page.path, number)) for number in sorted(still)]


def _seen(
    page: Page, finder: Finder, found: PageBlocks, after: int, meant: Mapping[int, re.Match[str]]
) -> set[int]:
    """Those that a reader would stumble over as the page is.

    Without provenance, only those can matter that leave a fence open.
    """
    if "data-" not in page.text and not found.unterminated:
        return set()
    known = {number for block in found.blocks for number in (block.first, block.last)}
    known |= {*found.unterminated}
    known |= {number for number in found.passed_over & meant.keys() if _is_good(meant[number])}
    seen = _outside(found, meant.keys() - known)
    return seen - finder.verbatim(page, seen, after)


def _outside(found: PageBlocks, numbers: Iterable[int]) -> set[int]:
    """Those of the lines that stand in no block, nor in what one that is never closed has swallowed."""
    inside = {number for block in found.blocks for number in range(block.first + 1, block.last)}
    return set(numbers) - inside - found.swallowed


def _is_good(match: re.Match[str]) -> bool:
    return not match["marker"] and GOOD.fullmatch(match["header"].strip()) is not None


def _opened(page: Page, misread: Mapping[int, re.Match[str]]) -> Page:
    """The page with the lines plain opening fences, where their words stood in the way.

    Each gets a language: a fence alone could close another block.
    """
    lines = page.lines
    for number, match in misread.items():
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
