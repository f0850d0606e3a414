"""A file that is to be imported, once it is text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from chronicles.importing.account import SourceLine


@dataclass(frozen=True)
class TextFile:
    """A file as lines; `path` is where it lies below the folder or the archive that was named, `/` in it.

    `companion` is the text of the file that says more of it, where there is one.
    """

    path: str
    lines: Sequence[SourceLine]
    companion: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @cached_property
    def text(self) -> str:
        """All of its lines, each but the last ended by a line feed."""
        return "\n".join(line.text for line in self.lines)
