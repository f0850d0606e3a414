"""What a build has cost, as values."""

from collections.abc import Iterable
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class PhaseCost:
    """A phase of a build: how long one waited for it, and the work of all processors, both in seconds."""

    name: str
    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class PageCost:
    """What a page has cost, by its path below `docs/`: making HTML of its words, and the page around it."""

    path: str
    rendering: float = 0.0
    finishing: float = 0.0

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.rendering + self.finishing


@dataclass(frozen=True, slots=True)
class PeakMemory:
    """The most bytes that the process of a build has had, and the largest of the processes it started.

    `before` is how many it had before it read the first page.
    """

    own: int
    largest_helper: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class BuildProfile:
    """All that was measured of a build, in the order in which its phases began.

    `notes` say which adapters are on, and what kept the build from taking pages of the one before.
    """

    phases: tuple[PhaseCost, ...]
    pages: tuple[PageCost, ...]
    memory: PeakMemory | None = None
    notes: tuple[str, ...] = ()

    def slowest(self, count: int) -> list[PageCost]:
        """Return the pages that cost most, at most `count` of them, the slowest first."""
        return sorted(self.pages, key=lambda page: (-page.seconds, page.path))[:count]


def page_costs(said: Iterable[tuple[str, str, float]]) -> tuple[PageCost, ...]:
    """Return what pages have cost, from 'rendering' or 'finishing', their paths, and seconds of each."""
    found: dict[str, dict[str, float]] = {}
    for what, path, seconds in said:
        costs = found.setdefault(path, {})
        costs[what] = costs.get(what, 0.0) + seconds
    return tuple(PageCost(path, **costs) for path, costs in sorted(found.items()))
