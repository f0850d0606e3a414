"""What a page says and asks: its front matter, blocks, links and the faults in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.blocks import Block, Finder, Found
from chronicles.pages.front_matter import FrontMatter, read_front_matter
from chronicles.pages.headers import Header, read_header
from chronicles.pages.links import Link, find_links
from chronicles.pages.page import Page
from chronicles.pages.states import State
from chronicles.problems import Place, Problem, Refused

Kind = Literal["snippet", "transcript", "unproven", "plain"]

# A line that was meant to open one of our blocks, whatever is wrong with it.
MEANT = re.compile(
    r"[> \t]*(?P<marker>(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})"
    r"(?P<header>.*\bdata-(?:from|run|mark|unproven|fails)\b.*)"
)


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """What a snippet wants to know: the text at an address (its states filled in), what to mark."""

    address: Address
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code block of a page, with its header read; only a snippet has an ask."""

    block: Block
    header: Header
    ask: Ask | None = None

    @property
    def kind(self) -> Kind:
        if "data-from" in self.header.data:
            return "snippet"
        if "data-unproven" in self.header.data:
            return "unproven"
        return "transcript" if "data-run" in self.header.data else "plain"


@dataclass(frozen=True, slots=True)
class Reading:
    """A page, read: everything that later stages need of it, and every problem of form."""

    page: Page
    front_matter: FrontMatter
    code: tuple[Code, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    is_sound: bool = True  # every line that was meant to open or close a block does

    @property
    def asks(self) -> tuple[Ask, ...]:
        return tuple(code.ask for code in self.code if code.ask)

    @property
    def is_ours(self) -> bool:
        """Whether a line of the page was meant to open a block with provenance."""
        return any(True for _ in _meant(self.page, self.front_matter.length))


def read_page(page: Page, finder: Finder) -> Reading:
    """Read `page` in the dialect of `finder`. Nothing is looked up yet."""
    front_matter, problems = read_front_matter(page)
    after = front_matter.length
    found = finder.find(page, after)
    code, faults = _codes(page, found, front_matter.state)
    is_sound = not found.unterminated and not _misread(page, finder, found, after)
    if not is_sound:
        faults = _all_faults(page, finder, after, front_matter.state)
    links = tuple(find_links(page, found.blocks))
    return Reading(page, front_matter, tuple(code), links, tuple(sorted({*problems, *faults})), is_sound)


def at_state(address: Address, state: State) -> Address:
    """Return `address` with the page's own state where it names none."""
    return address if address.states else replace(address, states=(state,))


def _code(block: Block, state: State) -> tuple[Code, list[Refused]]:
    header, wrong = read_header(block.header)
    wrong += _contradictions(header)
    if "data-from" not in header.data:
        return Code(block, header), wrong
    try:
        address = at_state(parse_address(header.data["data-from"]), state)
    except Refused as refused:
        return Code(block, header), [*wrong, refused]
    return Code(block, header, None if wrong else Ask(address, header.data.get("data-mark", ""))), wrong


def _contradictions(header: Header) -> list[Refused]:
    said = [key for key in ("data-from", "data-run", "data-unproven") if key in header.data]
    wrong = []
    if len(said) > 1:
        wrong.append(Refused(f"{said[0]} and {said[1]} stand on one block", "Keep one of them."))
    if "data-mark" in header.data and "data-from" not in header.data:
        wrong.append(Refused("data-mark needs data-from", "Say where the lines come from, or use hl_lines."))
    if "data-fails" in header.data and "data-run" not in header.data:
        wrong.append(Refused("data-fails needs data-run", 'Add data-run="here", or take data-fails out.'))
    return wrong


def _codes(page: Page, found: Found, state: State) -> tuple[list[Code], list[Problem]]:
    codes, problems = [], []
    for block in found.blocks:
        code, wrong = _code(block, state)
        codes.append(code)
        problems += [refused.at(Place(page.path, block.first)) for refused in wrong]
    return codes, problems


def _all_faults(page: Page, finder: Finder, after: int, state: State) -> list[Problem]:
    """Every fault of a page in which a line that was meant to open a block opens none.

    Such a line turns the fences behind it inside out: what closes a block opens one. So each is
    mended in a copy of the page, until the rest can be seen as its author sees it.
    """
    problems: list[Problem] = []
    for _ in range(page.text.count("\n") + 1):
        found = finder.find(page, after)
        misread = _misread(page, finder, found, after)
        if not misread:
            break
        first = min(misread)
        problems.append(misread[first].at(Place(page.path, first)))
        page = _without_header(page, first)
    _, wrong = _codes(page, found, state)
    return problems + wrong + _unterminated(page, found)


def _without_header(page: Page, number: int) -> Page:
    """The page with the line a plain opening fence, where its attributes stood in the way."""
    lines = page.lines
    match = MEANT.match(lines[number - 1])
    assert match is not None, "only a line that was meant to open a block is mended"
    lines[number - 1] = re.sub(r"[-*+\d.)]", " ", lines[number - 1][: match.end("fence")])
    return Page(page.path, "\n".join(lines))


def _unterminated(page: Page, found: Found) -> list[Problem]:
    lines = page.lines
    return [
        Problem(
            Place(page.path, number),
            "this block is never closed",
            f"End it with a line {_marker(lines[number - 1])}, indented as the line that opens it.",
        )
        for number in found.unterminated
    ]


def _marker(line: str) -> str:
    match = re.search(r"`{3,}|~{3,}", line)
    return match[0] if match else "```"


def _misread(page: Page, finder: Finder, found: Found, after: int) -> dict[int, Refused]:
    """Lines that were meant to open a block with provenance and open none, with the reason."""
    if "data-" not in page.text:
        return {}
    known = {number for block in found.blocks for number in range(block.first, block.last + 1)}
    # What stands after a block that is never closed was swallowed by it: one problem, not many.
    swallowed = min(found.unterminated, default=len(page.text))
    meant = {
        number: _why(match)
        for number, match in _meant(page, after)
        if number not in known and number < swallowed
    }
    shown = finder.verbatim(page, meant, after)
    return {number: why for number, why in meant.items() if number not in shown}


def _meant(page: Page, after: int) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(page.lines, 1):
        if number > after and (match := MEANT.match(line)):
            yield number, match


_UNREAD = Refused(
    "this line opens no block", 'Write ```python {data-from="…"}, with nothing behind the closing brace.'
)


def _why(match: re.Match[str]) -> Refused:
    header = match["header"].strip()
    if match["marker"]:
        return Refused(
            "a block cannot begin on the line of its list marker",
            "Put it on a line of its own, indented by four.",
        )
    if "{" not in header:
        return Refused("the attributes stand without braces", 'Write them as {data-from="…"}.')
    if header.find("{") > 0 and not header[header.find("{") - 1].isspace():
        return Refused("there is no space before '{'", "Put one between the language and the brace.")
    if "}" not in header:
        return Refused("the brace is never closed", "End the line with '}'.")
    return _UNREAD
