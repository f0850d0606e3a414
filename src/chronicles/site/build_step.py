"""How far a build is."""

from collections.abc import Callable
from dataclasses import dataclass

# Phases of which somebody else has to know the name.
READING, RENDERING, FINISHING = "reading the pages", "rendering", "finishing"


@dataclass(frozen=True, slots=True)
class BuildStep:
    """The `phase` that is under way; `done` of its `total` things are over, and `now` is the one at hand.

    A phase of which nobody knows how much it is has a `total` of 0.
    """

    phase: str
    done: int = 0
    total: int = 0
    now: str = ""

    @property
    def count(self) -> str:
        """How many of how many are over, `""` where nobody knows."""
        return f"{self.done} of {self.total}" if self.total else ""

    def __str__(self) -> str:
        """The step in words, such as 'rendering 40 of 1033, journal/posts/first.md'."""
        return ", ".join(filter(None, [f"{self.phase} {self.count}".rstrip(), self.now]))


Tell = Callable[[BuildStep], None]


def tell_nobody(step: BuildStep) -> None:
    """Hear how far a build is, and do nothing with it."""


def both(first: Tell, second: Tell) -> Tell:
    """Return what tells a step to the one and to the other."""

    def tell(step: BuildStep) -> None:
        first(step)
        second(step)

    return tell
