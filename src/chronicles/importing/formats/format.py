"""A format that notes are kept in: how it is known, how it is read, and who says what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile


@dataclass(frozen=True, slots=True)
class Format:
    """A format; `source` is where its rules are written, `is_it` whether a file has its marks.

    `read` returns the drafts of a file, and may raise `Refused`.
    """

    title: str
    source: str
    is_it: Callable[[TextFile], bool]
    read: Callable[[TextFile, Choices], Parsed]
