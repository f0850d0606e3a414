"""What becomes of each line of a file that does not stand in an entry as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from chronicles.pages.page import split_lines


class Fate(StrEnum):
    """What a note tells: a line is nowhere, reads differently, or had to be interpreted."""

    LEFT = "left out"
    CHANGED = "changed"
    DECIDED = "decided"
    UNDATED = "has no date"
    PRIVATE = "kept private"


@dataclass(frozen=True, slots=True, order=True)
class ImportNote:
    """What is said of some lines of a file (from `first` to `last`), and how to decide otherwise.

    Lines count from 1, and 0 is the file as a whole. `text` is what stands there; the same is said of several
    lines, one after the other.
    """

    first: int
    last: int
    fate: Fate
    message: str
    mend: str = ""
    text: str = ""

    @property
    def lines(self) -> range:
        """The lines that it accounts for; a decision alone accounts for none."""
        return range(self.first, self.last + 1) if self.fate is not Fate.DECIDED else range(0)


class SourceLine(NamedTuple):
    """A line of a file, with its number there: a tuple, since an import makes a million of them."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to be seen in it."""
        if self.text[:1].isalnum():  # most lines are not, and are asked often
            return False
        text = self.text.strip()
        return not text or not text.strip("\u200b\ufeff\u2060")


def left_out(
    lines: Iterable[SourceLine], why: str, mend: str = "", fate: Fate = Fate.LEFT
) -> list[ImportNote]:
    """Return a note for each of the lines that is not blank, with its text."""
    return [
        ImportNote(line.number, line.number, fate, why, mend, line.text.strip())
        for line in lines
        if not line.is_blank
    ]


def account(lines: Iterable[SourceLine], text: str, notes: Iterable[ImportNote]) -> list[ImportNote]:
    """Return the notes that are missing: of lines that neither stand in `text` nor are accounted for."""
    known = {number for note in notes for number in note.lines}
    there = {line.strip() for line, _ in split_lines(text)}
    return [
        ImportNote(line.number, line.number, Fate.CHANGED, "it reads otherwise now", text=line.text.strip())
        for line in lines
        if not line.is_blank and line.number not in known and line.text.strip() not in there
    ]
