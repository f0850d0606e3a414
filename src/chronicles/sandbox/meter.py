"""Looks now and then at what a program uses up."""

from time import monotonic

from chronicles.sandbox.limits import Limits
from chronicles.sandbox.program import Program

LOOK = 0.25  # seconds between two looks
SHARE = 4  # a look that takes long is followed by a pause of so many times as long


class Meter:
    """Says what a program uses too much of. Between two looks it says nothing, since looking costs."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self._program = program
        self._limits = limits
        self._next = monotonic() + LOOK

    def excess(self) -> str:
        """What of it is too much, in words: `""` where nothing is, or where it is too early to look."""
        begun = monotonic()
        if begun < self._next:
            return ""
        words = self._program.usage(self._limits).excess(self._limits)
        ended = monotonic()
        self._next = ended + max(LOOK, SHARE * (ended - begun))
        return words
