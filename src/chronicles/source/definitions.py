"""Where the names of a file are defined, as values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from chronicles.problems import Refused


@dataclass(frozen=True, slots=True, order=True)
class LineSpan:
    """Lines of a file, from `first` to `last` (from 1, both included)."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last


@dataclass(frozen=True, slots=True)
class Definitions:
    """The names of a file, and every place where each is defined, in the order of the file.

    All places of a name in `wholes` are one thing, such as the overloads of a function. Those in `imported`
    are imported and nothing else. `refused` says why what else stands there could not be read.
    """

    places: dict[str, list[LineSpan]] = field(default_factory=dict)
    wholes: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    refused: Refused | None = None


def ordered(places: Iterable[tuple[str, LineSpan]]) -> dict[str, list[LineSpan]]:
    """Return the names with their places, in the order of the file; the same lines are one place."""
    found: dict[str, set[LineSpan]] = {}
    for name, span in places:
        found.setdefault(name, set()).add(span)
    return {name: sorted(spans) for name, spans in found.items()}
