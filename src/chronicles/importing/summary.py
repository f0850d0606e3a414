"""What an import did, on one screen: entries and days, what waits, what was decided, what stayed private."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.files import Imported
from chronicles.importing.oddities import oddities
from chronicles.importing.plan import Action, ImportStep
from chronicles.problems import count

MOST = 6  # kinds of a section that are told; the rest are counted
LONGEST = 100  # characters of an example
# What differs from line to line where the same is decided of each.
PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\b\d[\d:.,-]*\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


@dataclass(frozen=True, slots=True)
class SummarySection:
    """A part of the summary: its heading, and its lines below that."""

    heading: str
    lines: tuple[str, ...] = ()


def summary(
    steps: Sequence[ImportStep], imported: Sequence[Imported], pictures: int, *, dry_run: bool
) -> list[SummarySection]:
    """Return the summary of an import; of a file that is known from an earlier one nothing is said again.

    `pictures` is how many come along that are not there yet.
    """
    notes = [note for one in imported if not one.is_known for note in one.notes]
    changed = [step.draft for step in steps if step.action is not Action.SAME]
    return [
        _entries(steps, imported, pictures, dry_run),
        *_section("Has no date, and waits", _waiting(imported)),
        *_section("Stays private", _kinds(notes, Fate.PRIVATE)),
        *_section("Was decided", _kinds(notes, Fate.DECIDED)),
        *_section("Was left out", _kinds(notes, Fate.LEFT)),
        *_section("Looks odd", oddities(changed)),
    ]


def _entries(
    steps: Sequence[ImportStep], imported: Sequence[Imported], pictures: int, dry_run: bool
) -> SummarySection:
    files = sum(1 for one in imported if one.lines)
    days = sorted(step.draft.when.isoformat()[:10] for step in steps)
    span = f", {days[0]} to {days[-1]}" if days else ""
    number = len(steps)
    entries = "1 entry" if number == 1 else f"{number} entries"
    counts = Counter(step.action for step in steps)
    lines = [f"{counts[action]} {action}" for action in Action if counts[action]]
    lines += [f"{count(pictures, 'picture')} {'would come' if dry_run else 'came'} along"] if pictures else []
    return SummarySection(f"{entries} in {count(files, 'file')}{span}", tuple(lines))


def _section(heading: str, lines: Sequence[str]) -> list[SummarySection]:
    return [SummarySection(heading, tuple(lines))] if lines else []


def _waiting(imported: Iterable[Imported]) -> list[str]:
    found = Counter(one.name for one in imported for note in one.notes if note.fate is Fate.UNDATED)
    return _some([f"{name}: {count(number, 'line')}" for name, number in found.items()])


def _kinds(notes: Iterable[ImportNote], fate: Fate) -> list[str]:
    """What is said, each kind once: how often, and one of it as an example."""
    kinds: dict[str, list[ImportNote]] = {}
    for note in notes:
        if note.fate is fate:
            kinds.setdefault(_kind(note.message), []).append(note)
    lines = []
    for same in sorted(kinds.values(), key=lambda same: -len(same)):
        times = f"{len(same)} times: " if len(same) > 1 else ""
        lines.append(_short(f"{times}{same[0].message}{_example(same[0])}"))
    return _some(lines)


def _kind(message: str) -> str:
    return MONTHS.sub("", PARTICULAR.sub("", message))


def _example(note: ImportNote) -> str:
    """What stands there, but for what is private: that is shown nowhere."""
    return f" ({note.text})" if note.text and note.fate is not Fate.PRIVATE else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], *([f"and {more} more"] if more > 0 else [])]
