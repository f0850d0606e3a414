"""The lines of Org as those of Markdown: what kind each is, and to which block it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chronicles.importing.account import ImportNote, SourceLine

GONE = "gone"  # a line within a block that leaves no blank one
INDENT = 4


@dataclass(frozen=True, slots=True)
class OrgLine:
    """A line as Markdown; `kind` is what it is, `block` a number that only the lines of its block have."""

    number: int
    text: str
    kind: str = "text"
    block: int = 0

    @property
    def as_source(self) -> SourceLine:
        """The line alone."""
        return SourceLine(self.number, self.text)


@dataclass(slots=True)
class OrgText:
    """What the lines below a heading become: a line for each, footnotes by name, and what is told."""

    lines: list[OrgLine] = field(default_factory=list)
    footnotes: dict[str, list[SourceLine]] = field(default_factory=dict)
    notes: list[ImportNote] = field(default_factory=list)


def add_footnote(footnotes: dict[str, list[SourceLine]], name: str, lines: Sequence[SourceLine]) -> None:
    """Add the lines of a footnote; where one of its name is known, they go on with that."""
    head, space = f"[^{name}]: ", " " * INDENT
    texts = [line.text.removeprefix(head).removeprefix(space) for line in lines]
    known = footnotes.setdefault(name, [])
    known += [
        SourceLine(line.number, (space if known or index else head) + text)
        for index, (line, text) in enumerate(zip(lines, texts, strict=True))
    ]


def divider(columns: int) -> str:
    """Return the line of a table that stands below its heads."""
    return "| " + " | ".join(["---"] * columns) + " |"
