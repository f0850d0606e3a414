"""What of a file only its author can say: a day, a year, which number is the month."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chronicles.importing.account import Fate, ImportNote

GUESS = "nothing in the file shows it"
NO_YEAR, NO_DAY = "the date has no year", "no date is said of this text"


class DoubtKind(StrEnum):
    """What is in doubt."""

    DAY = "day"
    YEAR = "year"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a file, once for each kind: the first line that it is about, as it stands."""

    file: str
    kind: DoubtKind
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What a person said of a file: `None` where nothing was asked, or the question was left open.

    `day` is `2024-03-05`; `day_first` says how `03/04/2024` is read.
    """

    day: str | None = None
    year: int | None = None
    day_first: bool | None = None


def doubts(file: str, notes: Iterable[ImportNote]) -> list[Doubt]:
    """Return the doubts about a file, from what its reading noted."""
    found: dict[DoubtKind, Doubt] = {}
    for note in notes:
        if kind := _kind(note):
            found.setdefault(kind, Doubt(file, kind, note.first, note.text or note.message))
    return list(found.values())


def _kind(note: ImportNote) -> DoubtKind | None:
    if note.fate is Fate.UNDATED:
        return {NO_YEAR: DoubtKind.YEAR, NO_DAY: DoubtKind.DAY}.get(note.message)
    return DoubtKind.ORDER if note.fate is Fate.DECIDED and note.message.endswith(GUESS) else None
