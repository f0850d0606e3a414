"""What GitHub shows of a page and the site does not: lists, tables, headings that are right only there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from chronicles.pages.markdown.blocks import Finder, PageBlocks
from chronicles.pages.markdown.github_parts import GithubPage, GithubPart, column, github_page
from chronicles.pages.markdown.inline_forms import InlineForms
from chronicles.pages.markdown.numbering import unused_word
from chronicles.pages.markdown.site_parts import SitePlace, SitePlaces, site_places
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem, Refused

LITERAL = re.compile(r"\s*(?:[-+*]|\d+(?P<end>[.)]))(?:\s|$)")
MARKER = re.compile(r"(?:[-+*]|\d+(?P<end>[.)]))(?:\s|$)")
LINES = "Put a blank line above"
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
OTHER = re.compile(r"[`~|#>]|</?\w")  # what begins a line that is probably no text of the item above
# What begins a formula of several lines: Arithmatex, "Input Format", and GitHub Docs, "Writing mathematical
# expressions".
FORMULA = re.compile(
    r"\s*(?:(?P<dollars>\$\$)|\\\[|\\begin\{(?P<name>[a-z]+\*?)\})(?!.*(?:\$\$|\\\]|\\end)).*"
)
ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
NAMES = {"text": "text", "heading": "heading", "table": "table", "fence": "block of code"}


class Mismatches:
    """Finds them in pages that are written in the dialect of `finder`."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._forms = _forms(finder.engine)

    def find(self, page: Page, found: PageBlocks, after: int = 0) -> list[Problem]:
        """Return what is wrong with `page`, whose blocks are `found`, below its first `after` lines.

        Of each list or quotation only the first line of a kind is named: what mends it may mend the rest.
        Raises `Refused` for a page that the engine cannot parse.
        """
        lines = _without_code(page.lines, found, after)
        github = github_page(tuple(lines))
        parts = [part for part in github.parts if self._is_doubtful(part, github, lines)]
        told = dict[tuple[int, str], Problem]()
        for part, refused in self._refused(parts, lines, page.text, found):
            told.setdefault((part.block, refused.message), refused.at(Place(page.path, part.line)))
        texts = self._forms.refused(github.texts, github.quotes, lines)
        return [*told.values(), *(refused.at(Place(page.path)) for refused in texts)]

    def _is_doubtful(self, part: GithubPart, github: GithubPage, lines: Sequence[str]) -> bool:
        is_unknown = part.kind == "table" and not self._forms.has_tables
        return github.has_html or is_unknown or _is_doubtful(part, github, lines)

    def _refused(
        self, parts: Sequence[GithubPart], lines: list[str], text: str, found: PageBlocks
    ) -> Iterator[tuple[GithubPart, Refused]]:
        if not parts:
            return
        word = unused_word(text)
        places = site_places(self._finder.engine.parse(_numbered(lines, parts, word)), word)
        locator = self._finder.engine.locator
        blocks = {span.first: span.placeholder for span in locator.spans} if locator else {}
        inside = {number for block in found.blocks for number in range(block.first, block.last + 1)}
        for part in parts:
            if part.kind == "fence":
                refused = _fence(part, lines, places.blocks.get(blocks.get(part.line, "")))
            elif part.line in inside:
                refused = None
            else:
                refused = _refusal(part, lines, places)
            if refused:
                yield part, refused


def _without_code(lines: list[str], found: PageBlocks, after: int) -> list[str]:
    """The lines of a page, blank where its front matter, the text of its blocks and its formulas are."""
    kept = [""] * after + lines[after:]
    for block in found.blocks:
        kept[block.first : block.last - 1] = [""] * (block.last - 1 - block.first)
    end = ""
    for number, line in enumerate(kept):
        if not line.strip():
            end = ""
        elif end:
            end = "" if line.rstrip().endswith(end) else end
            kept[number] = ""
        elif formula := FORMULA.fullmatch(line):
            name = formula["name"]
            end = "$$" if formula["dollars"] else f"\\end{{{name}}}" if name else r"\]"
    return kept


def _is_doubtful(part: GithubPart, github: GithubPage, lines: Sequence[str]) -> bool:
    """Whether the engine may see it otherwise; of most, their line and the one above say that it does not.

    With this the engine is asked of few pages, which saves two thirds of the time.
    """
    line, above = lines[part.line - 1], lines[part.line - 2].strip() if part.line > 1 else ""
    if part.kind == "hash" or part.is_on_marker or ">" in line or above.startswith(">"):
        return True
    if part.kind == "heading" and not ATX.match(line.lstrip()):
        return True
    if part.kind != "item":
        needs_blank = part.kind == "table" or (part.depth and part.kind != "fence")
        return bool(needs_blank and above) or column(line) != 4 * part.depth
    is_plain = part.number == 1 and not part.is_next and not _closing(line)
    is_plain &= part.line == len(lines) or not UNDERLINE.fullmatch(lines[part.line])
    is_below = not above or part.line - 1 in github.items or not (part.is_first or OTHER.match(above))
    return not (is_plain and is_below and column(line) == 4 * (part.depth - 1))


def _closing(line: str) -> bool:
    match = MARKER.match(line.lstrip("> \t"))
    return match is not None and match["end"] == ")"


def _numbered(lines: Sequence[str], parts: Iterable[GithubPart], word: str) -> list[str]:
    """A copy of the lines with a number behind each part; in a table it is in the last cell of its head."""
    copy = list(lines)
    for part in parts:
        line = copy[part.line - 1]
        if part.kind == "table" and re.search(r"(?<!\\)\|\s*$", line):
            bar = line.rindex("|")
            copy[part.line - 1] = f"{line[:bar]} {word}{part.line}{word} {line[bar:]}"
        elif part.kind != "fence":
            copy[part.line - 1] = f"{line} {word}{part.line}{word}"
    return copy


def _refusal(part: GithubPart, lines: Sequence[str], places: SitePlaces) -> Refused | None:
    place = places.numbers.get(part.line)
    if place is None:
        return _RAW if part.line in places.raw and part.kind != "hash" else None
    if part.kind == "hash":
        return _HASH if place.heading else None
    if place.quotes > part.quotes:
        return _QUOTED
    if part.kind == "item":
        return _item(part, lines[part.line - 1], place)
    if part.kind == "heading" and place.heading != part.tag:
        return _heading(part, lines[part.line - 1])
    if part.kind == "table" and not place.is_table:
        is_below = part.line > 1 and lines[part.line - 2].strip()
        return _TABLE if is_below else _outside(part, place, lines) or _NO_TABLES
    if part.is_quote and (place.before.lstrip().startswith(">") or place.depth > part.depth):
        return _QUOTE
    return _outside(part, place, lines)


def _heading(part: GithubPart, line: str) -> Refused:
    if not ATX.match(line.lstrip("> \t")):
        message = "GitHub makes a heading of all lines above the underline, and the site does not"
        mend = f"Write it on one line behind '{'#' * int(part.tag[1])} ', or {LINES.lower()} the underline."
        return Refused(message, mend)
    deep = f"{LINES} it, and {4 * part.depth} spaces before it." if part.depth else ""
    return Refused(
        "GitHub shows a heading here, and the site does not", deep or "Take out the spaces before it."
    )


def _item(part: GithubPart, line: str, place: SitePlace) -> Refused | None:
    if place.heading and not part.is_heading:
        message = "the site makes a heading of this item, and GitHub does not"
        return Refused(message, f"{LINES} the line of signs below it.")
    literal = LITERAL.match(place.before)
    deep = 4 * (part.depth - 1)
    if literal and literal["end"] == ")":
        written = literal[0].strip()
        mend = f"Write {written[:-1]}. in its place, or {written[:-1]}\\) where no list is meant."
        return Refused("GitHub begins an item at a number with ')', and the site shows it as text", mend)
    if part.depth > 1 and (literal or place.depth < part.depth) and column(line) != deep:
        message = "GitHub shows this item inside of the one above it, and the site does not"
        return Refused(message, f"Indent it by {deep} spaces: four for each item that it is in.")
    if part.is_first and place.depth > part.depth:
        return Refused("GitHub begins a list here, and the site goes on in the item above it", f"{LINES} it.")
    if literal:
        mend = f"{LINES} it, or a backslash before the sign where no list is meant."
        return Refused("GitHub shows a list item here, and the site goes on with the text above it", mend)
    if part.is_first and place.depth == part.depth and place.tag != part.tag:
        kind = "numbered" if part.tag == "ol" else "bulleted"
        message = f"GitHub begins a {kind} list here, and the site goes on with the list above it"
        return Refused(message, "Write sane_lists below markdown_extensions in mkdocs.yml.")
    if part.is_first and part.tag == place.tag == "ol" and place.number == 1 != part.number:
        message = f"GitHub counts this list from {part.number}, and the site from 1"
        return Refused(message, "Write sane_lists below markdown_extensions in mkdocs.yml.")
    return None


def _fence(part: GithubPart, lines: Sequence[str], place: SitePlace | None) -> Refused | None:
    if part.is_on_marker:
        if place is None:
            return Refused(
                "a block cannot begin on the line of its list marker",
                "Put it on a line of its own, indented by four.",
            )
        return None
    if place and place.quotes > part.quotes:
        return _QUOTED
    return _outside(part, place, lines) if place else None


def _outside(part: GithubPart, place: SitePlace, lines: Sequence[str]) -> Refused | None:
    if place.depth >= part.depth:
        return None
    message = f"GitHub shows this {NAMES[part.kind]} inside of the item above it, and the site below the list"
    if part.line > 1 and MARKER.fullmatch(lines[part.line - 2].strip()):
        return Refused(message, "Write it behind the sign of its item, on the same line.")
    return Refused(message, f"Indent it by {4 * part.depth} spaces, each of its lines.")


_HASH = Refused(
    "the site makes a heading of this line, and GitHub does not",
    "Put a space behind the '#', or a backslash before it where no heading is meant.",
)
_TABLE = Refused("GitHub shows a table here, and the site shows its text", f"{LINES} it.")
_NO_TABLES = Refused(
    "GitHub shows a table here, and the site shows its text",
    "Put a blank line below it, and write tables below markdown_extensions in mkdocs.yml.",
)
_QUOTED = Refused("GitHub ends the quotation above this line, and the site does not", f"{LINES} it.")
_QUOTE = Refused("GitHub begins a quotation here, and the site goes on with what is above it", f"{LINES} it.")
_RAW = Refused(
    "GitHub reads the Markdown in this HTML, and the site shows it as it is written",
    "Write markdown into the tag around it, as in <details markdown>.",
)

_forms = lru_cache(maxsize=4)(InlineForms)  # what a dialect knows is tried once, and not for each page
