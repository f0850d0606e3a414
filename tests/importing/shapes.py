"""Imports by hand: one text at a time, and what has to hold of every one."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported, read_file
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import BOM, split_lines

ZONE = ZoneInfo("Africa/Lagos")
CLEANER = Cleaner(Dialect())
EXTRAS = Cleaner(Dialect(("attr_list", "md_in_html", "pymdownx.superfences")))


def read(text: str | bytes, name: str = "log.md", **chosen: object) -> list[Imported]:
    """Import one file, as a person with no options would."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    choices = Choices(ZONE, chosen.pop("zone", ZONE), **chosen)  # type: ignore[arg-type]
    return [read_file(name, data, choices, CLEANER)]


def one(text: str | bytes, name: str = "log.md", **chosen: object) -> Imported:
    [imported] = read(text, name, **chosen)
    return imported


def days(imported: Imported) -> list[str]:
    """The moments of the entries, as they stand in their front matter."""
    return [str(item.draft.when) for item in imported.items]


def texts(imported: Imported) -> list[str]:
    return ["\n".join(item.body).strip() for item in imported.items]


def decided(imported: Imported) -> list[str]:
    return [note.message for note in imported.notes if note.fate is Fate.DECIDED]


def lost(text: str, imported: Imported) -> list[tuple[int, str]]:
    """The lines of `text` that are neither in an entry nor in the report: none may be."""
    there = {line.strip() for item in imported.items for line in item.body}
    told = {number for note in imported.notes for number in note.lines}
    lines = enumerate(split_lines(text.removeprefix(BOM)), 1)
    return [
        (number, line)
        for number, (line, _) in lines
        if line.strip() and number not in told and line.strip() not in there
    ]


def entries(imported: Sequence[Imported]) -> int:
    return sum(len(part.items) for part in imported)


DAY = date(2025, 9, 30)
