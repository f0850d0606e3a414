"""The running log: one page with a stamp over each note."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import count

from chronicles.dates.log_stamps import LogStamp, read_stamp
from chronicles.pages.addresses import parse_address
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.page import BOM, Page, split_lines
from chronicles.pages.reading import Code, Reading, at_state
from chronicles.pages.states import State
from chronicles.problems import Place, Problem, Refused


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the log: its stamp, the name of its entry, and its lines.

    The stamp stands at line `first` of the log; the lines are those below it, up to `last`.
    """

    stamp: LogStamp
    name: str
    first: int
    lines: tuple[str, ...]

    @property
    def last(self) -> int:
        """The last line of the log that is the note's."""
        return self.first + len(self.lines)


def read_log(
    reading: Reading, taken: Container[str] = frozenset(), zone: tzinfo = UTC
) -> tuple[tuple[Note, ...], list[Problem]]:
    """Return the notes of the log, in its order, and what is wrong with their stamps.

    `zone` is the journal's. The names in `taken` are those of pages, which notes of the same moment may once
    have been. What stands above the first stamp is a word to whoever writes, and no note.
    """
    page = reading.page
    stamps: list[tuple[int, LogStamp]] = []
    problems = []
    for number, line in enumerate(page.lines, 1):
        if number <= reading.front_matter.length or number in reading.hidden:
            continue
        try:
            stamp = read_stamp(line, zone)
        except Refused as refused:
            problems.append(refused.at(Place(page.path, number)))
            continue
        stamps += [(number, stamp)] if stamp else []
    return _notes(page.lines, stamps, taken), problems


def _notes(
    lines: Sequence[str], stamps: Sequence[tuple[int, LogStamp]], taken: Container[str]
) -> tuple[Note, ...]:
    ends = [*(number - 1 for number, _ in stamps[1:]), len(lines)][: len(stamps)]
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    notes = []
    for (first, stamp), end in zip(stamps, ends, strict=True):
        own = stamp.name
        free = (own if number == 1 else f"{own}-{number}" for number in numbers[own])
        name = next(name for name in free if name not in taken)
        notes.append(Note(stamp, name, first, tuple(lines[first:end])))
    return tuple(notes)


def with_states(reading: Reading, states: Sequence[tuple[int, State]]) -> Reading:
    """Return the log as a page that speaks of another state from each of these lines on."""
    reading = replace(reading, states=tuple(states))
    code = tuple(_at(one, reading.state_at(one.block.first)) for one in reading.code)
    return replace(reading, code=code)


def _at(code: Code, state: State) -> Code:
    if code.ask is None:
        return code
    address = at_state(parse_address(code.header.data["data-from"]), state)
    return replace(code, ask=replace(code.ask, address=address))


def with_note(text: str, stamp: LogStamp, state: State | None, words: str) -> str:
    """Return the text of the log with a note at its end; all that stands there keeps its bytes.

    An empty `text` is a log that begins here. `words` are the note's Markdown.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    text = text or "---\ntitle: Log\n---\n\n# Log\n"
    gap = "" if text.endswith(ending * 2) else ending if text.endswith(ending) else ending * 2
    parts = [str(stamp), *([f"<!-- state: {state} -->"] if state else []), words.strip("\n").rstrip()]
    return text + gap + f"{ending * 2}".join(part.replace("\n", ending) for part in parts) + ending


def without_note(page: Page, note: Note) -> str:
    """Return the text of the log without a note; all that stays keeps its bytes."""
    bom = BOM if page.text.startswith(BOM) else ""
    lines = split_lines(page.text.removeprefix(BOM))
    kept = lines[: note.first - 1] + lines[note.last :]
    return bom + "".join(map("".join, kept))


def check_words(words: str, finder: Finder) -> None:
    """Raise `Refused` for a text that would be more than one note, or take the next ones with it."""
    page = Page("", words)
    found = finder.find(page)
    code = {number for block in found.blocks for number in range(block.first, block.last + 1)}
    if found.unterminated:
        raise Refused("the text has a block that is never closed", "Close it with a line ```.")
    for number, line in enumerate(page.lines, 1):
        if number not in code and read_stamp(line):
            raise Refused(f"{line!r} would begin another note", "Write it as '### …', or give it alone.")
