"""Notion's export: a database as a table, and a folder with its pages beside it. Pure.

Both say the properties of a page. `Journal 0123….csv` has the rows of a view, `Journal 0123…_all.csv` all
rows; the pages are in `Journal 0123…`, or in `Journal`.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join

from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.problems import Refused

PAGE = re.compile(r"(?P<name>.+) [0-9a-f]{32}\.md")
TABLE = re.compile(r"(?P<name>.+) (?P<id>[0-9a-f]{32})(?P<all>_all)?\.csv")


@dataclass(frozen=True, slots=True)
class NotionRow:
    """A row of a table: its cells by their columns, and the lines that it takes, from 1."""

    cells: Mapping[str, str]
    first: int
    last: int

    @property
    def title(self) -> str:
        """The first cell, which names its page."""
        return next(iter(self.cells.values()), "")


def read_rows(lines: Iterable[str]) -> list[NotionRow]:
    """Return the rows of a table below its heads; raises `csv.Error` for what is none."""
    reader = csv.reader(f"{line}\n" for line in lines)
    heads = next(reader, [])
    found: list[NotionRow] = []
    before = reader.line_num
    for cells in reader:
        if any(cell.strip() for cell in cells):
            more = [f"column {number}" for number in range(len(heads) + 1, len(cells) + 1)]
            named = dict(zip([*heads, *more], (cell.strip() for cell in cells), strict=False))
            found.append(NotionRow(named, before + 1, reader.line_num))
        before = reader.line_num
    return found


def only_rows(rows: Sequence[NotionRow]) -> dict[str, NotionRow]:
    """Return the rows by their titles, as `folded` makes them; without those that have one title."""
    times = Counter(folded(row.title) for row in rows)
    return {name: row for row in rows if (name := folded(row.title)) and times[name] == 1}


def folded(title: str) -> str:
    """Return a title as it is told apart: what a name of a file or Markdown adds to it does not count."""
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()


def is_page_file(path: str) -> bool:
    """Whether a file is called as Notion's pages are."""
    return PAGE.fullmatch(basename(path)) is not None


def is_table_file(path: str) -> bool:
    """Whether a file is called as Notion's tables are."""
    return TABLE.fullmatch(basename(path)) is not None


class NotionExport:
    """The tables and the pages of Notion's among the files of an import."""

    def __init__(self, sources: NoteFiles) -> None:
        self._sources = sources
        self._known: dict[NoteFile, tuple[dict[str, NotionRow], dict[str, str]]] = {}

    def said_of(self, source: NoteFile) -> bytes:
        """Return what the tables say of a page, or which pages a table has, as JSON."""
        said = self._of_table(source) if is_table_file(source.path) else self._of_page(source)
        return json.dumps(said).encode() if said else b""

    def _of_page(self, page: NoteFile) -> dict[str, object]:
        """The row of a page; where there are more of its title, or none, the columns that all rows have."""
        name = _title(page)
        columns: dict[str, str] = {}
        for table in self._tables.get((page.root, dirname(page.path)), ()):
            if table not in self._known:
                rows = _rows(table)
                self._known[table] = only_rows(rows), dict.fromkeys(rows[0].cells, "") if rows else {}
            known, empty = self._known[table]
            if row := known.get(name):
                return {"row": dict(row.cells)}
            columns = columns or empty
        return {"row": columns} if columns else {}

    def _of_table(self, table: NoteFile) -> dict[str, object]:
        pages = sorted({_title(page) for folder in _folders(table) for page in self._pages[folder]} - {""})
        match = TABLE.fullmatch(basename(table.path))
        assert match is not None, "it is called so"
        whole = (
            self._sources.at(table, f"{match['name']} {match['id']}_all.csv") if not match["all"] else None
        )
        more = [dict(row.cells) for row in _rows(whole)] if whole else []
        return {"pages": pages, "rows": more}

    @cached_property
    def _tables(self) -> Mapping[tuple[str, str], Sequence[NoteFile]]:
        """The tables whose pages are in a folder; those that have all rows come first."""
        found: dict[tuple[str, str], list[NoteFile]] = defaultdict(list)
        tables = [source for source in self._sources.texts if is_table_file(source.path)]
        for table in sorted(tables, key=lambda one: (not one.path.endswith("_all.csv"), one.path)):
            for folder in _folders(table):
                found[folder].append(table)
        return found

    @cached_property
    def _pages(self) -> Mapping[tuple[str, str], Sequence[NoteFile]]:
        found: dict[tuple[str, str], list[NoteFile]] = defaultdict(list)
        for source in self._sources.texts:
            if is_page_file(source.path):
                found[source.root, dirname(source.path)].append(source)
        return found


def _folders(table: NoteFile) -> list[tuple[str, str]]:
    """The folders in which the pages of a table may be."""
    match = TABLE.fullmatch(basename(table.path))
    assert match is not None, "it is called so"
    names = (f"{match['name']} {match['id']}", match["name"])
    return [(table.root, join(dirname(table.path), name)) for name in names]


def _title(page: NoteFile) -> str:
    """The title of a page, as `folded` makes it, from its first line; nothing where it cannot be read."""
    for line in _lines(page):
        if line.strip():
            return folded(line) if line.startswith("# ") else ""
    return ""


def _rows(table: NoteFile) -> list[NotionRow]:
    """The rows of a table; what cannot be read is told where it is read itself."""
    with suppress(csv.Error):
        return read_rows(_lines(table))
    return []


def _lines(source: NoteFile) -> list[str]:
    with suppress(Refused, OSError):
        return re.split(r"\r\n|\n|\r", source.read().decode("utf-8-sig", "replace"))
    return []
