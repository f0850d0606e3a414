"""What a page says and asks: its front matter, blocks, links and the faults in them."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.blocks import Block, Finder, Found
from chronicles.pages.front_matter import FrontMatter, read_front_matter
from chronicles.pages.headers import Header, read_header
from chronicles.pages.links import Link, find_links
from chronicles.pages.misread import MEANT, mend
from chronicles.pages.page import Page
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused

Kind = Literal["snippet", "transcript", "unproven", "plain"]


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
        """What its header makes of it; where that contradicts itself, the first that applies."""
        if "data-from" in self.header.data:
            return "snippet"
        if "data-unproven" in self.header.data:
            return "unproven"
        return "transcript" if "data-run" in self.header.data else "plain"


@dataclass(frozen=True, slots=True)
class Reading:
    """A page, read: everything that later stages need of it, and every problem of form.

    `state` is the moment of the project that the page speaks of, its blocks and its links.
    """

    page: Page
    front_matter: FrontMatter
    code: tuple[Code, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    is_sound: bool = True  # every line that was meant to open or close a block does
    state: State = NOW

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the page's snippets want to know, in their order."""
        return tuple(code.ask for code in self.code if code.ask)

    @property
    def is_ours(self) -> bool:
        """Whether a line of the page was meant to open a block with provenance."""
        return any(MEANT.match(line) for line in self.page.lines)


def read_page(page: Page, finder: Finder, default: State = NOW) -> Reading:
    """Read `page` in the dialect of `finder`; nothing is looked up yet.

    `default` is the state of a page that names none. What its author can mend is in the reading's
    problems; a page that MkDocs must not even look at raises `Refused`.
    """
    front_matter, problems = read_front_matter(page)
    if not front_matter.is_safe:
        raise Refused(problems[0].message, problems[0].mend)
    state, after = front_matter.state_or(default), front_matter.length
    found = finder.find(page, after)
    code, faults = _codes(page, found, state)
    mended, misread = mend(page, finder, found, after)
    is_sound = not found.unterminated and not misread
    if not is_sound:
        seen = finder.find(mended, after)
        _, wrong = _codes(mended, seen, state)
        faults = misread + wrong + _unterminated(mended, seen)
    links = find_links(page, finder.engine, after)
    said = tuple(sorted({*problems, *faults}))
    return Reading(page, front_matter, tuple(code), links, said, is_sound, state)


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
