"""What a page says and asks: its front matter, blocks, links and the faults in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import Literal

from chronicles.pages.addresses import Address, parse_address, parted
from chronicles.pages.front_matter.front_matter import FrontMatter, read_front_matter
from chronicles.pages.headers import Header, read_header
from chronicles.pages.links import Link, find_links
from chronicles.pages.markdown.blocks import Block, Finder, PageBlocks
from chronicles.pages.markdown.mismatches import Mismatches
from chronicles.pages.markdown.misread import MEANT, mend
from chronicles.pages.page import Page
from chronicles.pages.page_title import title_problems
from chronicles.pages.states import NOW, State, parse_state
from chronicles.pages.transcripts import KINDS, Transcript, read_transcript
from chronicles.problems import Place, Problem, Refused

Kind = Literal["snippet", "transcript", "unproven", "picture", "plain"]
# Languages of pictures and formulas, which GitHub draws: GitHub Docs, "Creating diagrams" and "Writing
# mathematical expressions".
PICTURES = frozenset({"mermaid", "geojson", "topojson", "stl", "math"})
STARTS = re.compile(r"[ \t]*(?:#{1,6}|[-*+])(?:[ \t]|$)")
SET_IN = re.compile(r"(?: {0,3}\t| {4})[ \t]*[-*+][ \t]+\[[ xX]\]")
COMMENT = re.compile(r"<!--|-->")
PROVENANCE = ("data-from", "data-run", "data-unproven")
MOST_LABELS = 300  # of a page


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """What a snippet wants to know: the text at an address (its states filled in), what to mark."""

    address: Address
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code block of a page, with its header read.

    Only a snippet has an ask; only a transcript has a state to be run at, what its body says, and the name of
    the `project` that is run, `""` for the journal's own.
    """

    block: Block
    header: Header
    ask: Ask | None = None
    run: State | None = None
    transcript: Transcript | None = None
    project: str = ""

    @property
    def kind(self) -> Kind:
        """What its header makes of it; where that contradicts itself, the first that applies."""
        if "data-from" in self.header.data:
            return "snippet"
        if "data-unproven" in self.header.data:
            return "unproven"
        if self.run is not None or "data-run" in self.header.data:
            return "transcript"
        return "picture" if self.header.language in PICTURES else "plain"

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that show whether a reader has solved the task that it is; none where it is no task."""
        return tuple(self.header.data.get("data-task", "").split())

    @property
    def fails(self) -> int | None:
        """The status with which its last input is meant to end; `None` for success."""
        return int(self.header.data["data-fails"]) if "data-fails" in self.header.data else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page, read: everything that later stages need of it, and every problem of form.

    `state` is the moment of the project that the page speaks of, its blocks and its links. `hidden` has the
    lines of blocks, and those of headings and items in a comment, of tasks also in indented code.
    """

    page: Page
    front_matter: FrontMatter
    code: tuple[Code, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    is_sound: bool = True  # every line that was meant to open or close a block does
    state: State = NOW
    states: tuple[tuple[int, State], ...] = ()  # those that it speaks of from certain lines on
    hidden: frozenset[int] = frozenset()

    def state_at(self, line: int) -> State:
        """Return the moment of the project that the page speaks of at a line."""
        return next((state for first, state in reversed(self.states) if first <= line), self.state)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the page's snippets want to know, in their order."""
        return tuple(code.ask for code in self.code if code.ask)

    @property
    def is_ours(self) -> bool:
        """Whether a line of the page was meant to open a block with provenance."""
        return any(MEANT.match(line) for line in self.page.lines)


def read_page(
    page: Page, finder: Finder, default: State = NOW, zone: tzinfo = UTC, *, as_on_github: bool = True
) -> Reading:
    """Read `page` in the dialect of `finder`, its times by the clocks of `zone`; nothing is looked up yet.

    `default` is the state of a page that names none; on the page of a step, and where the front
    matter says `proof: all`, whatever can be run is. With `as_on_github`, lines that GitHub shows otherwise
    are problems, but not on an imported page, whose text was written for neither. What its author can mend
    is in the reading's problems; a page that MkDocs must not even look at raises `Refused`.
    """
    front_matter, problems = read_front_matter(page, zone)
    if not front_matter.is_safe:
        raise Refused(problems[0].message, problems[0].mend, problems[0].place.line)
    _count_labels(front_matter)
    state, after = front_matter.state_or(default), front_matter.length
    found = finder.find(page, after)
    run_all = default.kind == "step" or front_matter.values.get("proof") == "all"
    code, faults = _codes(page, found, state, run_all)
    mended, misread = mend(page, finder, found, after)
    is_sound = not found.unterminated and not misread
    if not is_sound:
        seen = finder.find(mended, after)
        _, wrong = _codes(mended, seen, state, run_all)
        faults = misread + wrong + _unterminated(mended, seen)
    links = find_links(page, finder.engine, after)
    inside = {number for block in found.blocks for number in range(block.first, block.last + 1)}
    if is_sound and as_on_github and "imported" not in front_matter.values:
        faults += _unlike(page, finder, found, after, faults)
    hidden = frozenset(inside | finder.verbatim(page, _doubtful(page.lines, after) - inside, after))
    said = tuple(sorted({*problems, *faults, *title_problems(page, front_matter, hidden)}))
    return Reading(page, front_matter, tuple(code), links, said, is_sound, state, hidden=hidden)


def _unlike(
    page: Page, finder: Finder, found: PageBlocks, after: int, known: Sequence[Problem]
) -> list[Problem]:
    """What GitHub shows otherwise, but for the lines that are wrong anyhow."""
    places = {problem.place for problem in known}
    return [one for one in Mismatches(finder).find(page, found, after) if one.place not in places]


def _doubtful(lines: list[str], after: int) -> set[int]:
    """The headings and items (from 1) that may stand in a comment or in indented code: the engine knows."""
    found, is_open = set[int](), False
    for number, line in enumerate(lines[after:], after + 1):
        if SET_IN.match(line) or ((is_open or "<!--" in line) and STARTS.match(line)):
            found.add(number)
        for mark in COMMENT.findall(line):
            is_open = mark == "<!--"
    return found


def _count_labels(front_matter: FrontMatter) -> None:
    """Refuse a page of more tags than anybody looks for: Material compares each with each on every page."""
    for key in ("tags", "categories"):
        labels = front_matter.values.get(key)
        if isinstance(labels, list) and len(labels) > MOST_LABELS:
            message = f"{key!r} has {len(labels)} words, more than {MOST_LABELS}"
            raise Refused(message, "Keep those that a reader looks for.", front_matter.places.get(key, 1))


def at_state(address: Address, state: State) -> Address:
    """Return `address` with the page's own state where it names none."""
    return address if address.states else replace(address, states=(state,))


def read_code(block: Block, state: State, run_all: bool) -> tuple[Code, list[Refused]]:
    """Return a block with its header read, and what is wrong with that.

    `state` is the moment of the project where the block names none. With `run_all`, what can be run is a
    transcript without saying so.
    """
    header, wrong = read_header(block.header)
    said = header.data.keys() & set(PROVENANCE)
    is_run = "data-run" in said or (run_all and header.language in KINDS and not said)
    wrong += _contradictions(header, is_run=is_run)
    if is_run and len(said) < 2:
        return _run(block, header, state, wrong)
    if "data-from" not in header.data:
        return Code(block, header), wrong
    try:
        address = at_state(parse_address(header.data["data-from"]), state)
    except Refused as refused:
        return Code(block, header), [*wrong, refused]
    return Code(block, header, None if wrong else Ask(address, header.data.get("data-mark", ""))), wrong


def _run(block: Block, header: Header, state: State, wrong: list[Refused]) -> tuple[Code, list[Refused]]:
    """A transcript: what its body says, and the state that it is run at."""
    at = header.data.get("data-run", "here")
    try:
        if header.language not in KINDS:
            mend = f"Write one of {', '.join(sorted(KINDS))} behind the fence, or take data-run out."
            raise Refused(f"a block of {header.language or 'no language'} cannot be run", mend)
        fails = header.data.get("data-fails", "1")
        if not re.fullmatch(r"[1-9][0-9]{0,2}", fails):
            raise Refused(f"data-fails is {fails!r}, not a status", 'Write data-fails="1".')
        if header.language == "sql" and "data-fails" in header.data:
            mend = "Put data-fails on the block that asks, or take it out."
            raise Refused("a sql block cannot fail", mend)
        project, run = _run_at(at, state)
        transcript = read_transcript(header.language, block.body)
        return Code(block, header, run=run, transcript=transcript, project=project), wrong
    except Refused as refused:
        return Code(block, header), [*wrong, refused]


def _run_at(at: str, state: State) -> tuple[str, State]:
    """The project that `data-run` names, and its state; `here` is that of the page."""
    project, name = ("", at) if at.startswith("git:") else parted(at)
    return project, state if name == "here" else parse_state(name)


def _contradictions(header: Header, *, is_run: bool) -> list[Refused]:
    said = [key for key in PROVENANCE if key in header.data]
    wrong = []
    if len(said) > 1:
        wrong.append(Refused(f"{said[0]} and {said[1]} stand on one block", "Keep one of them."))
    if "data-mark" in header.data and "data-from" not in header.data:
        wrong.append(Refused("data-mark needs data-from", "Say where the lines come from, or use hl_lines."))
    if "data-task" in header.data and "data-from" not in header.data:
        mend = "Say where the reader begins: the file of an earlier step, or take data-task out."
        wrong.append(Refused("data-task needs data-from", mend))
    if "data-differs" in header.data and not is_run:
        mend = 'Add data-run="here", or take data-differs out.'
        wrong.append(Refused("data-differs needs data-run", mend))
    if "data-fails" in header.data and not is_run:
        wrong.append(Refused("data-fails needs data-run", 'Add data-run="here", or take data-fails out.'))
    return wrong


def _codes(page: Page, found: PageBlocks, state: State, run_all: bool) -> tuple[list[Code], list[Problem]]:
    codes, problems = [], []
    for block in found.blocks:
        code, wrong = read_code(block, state, run_all)
        codes.append(code)
        problems += [refused.at(Place(page.path, block.first)) for refused in wrong]
    return codes, problems


def _unterminated(page: Page, found: PageBlocks) -> list[Problem]:
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
