"""Joplin's raw export: what its files say of each other. Pure.

A note, a notebook, a tag, that a note has a tag, an attachment: each is a file, named after its id. So which
tags a note has, and what it shows, stands in others.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from posixpath import basename, dirname, splitext

from chronicles.importing.account import SourceLine
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.problems import Refused

FIELD = re.compile(r"^(?P<key>[a-z][a-z0-9_]*):(?: (?P<value>.*))?$")
ID = re.compile(r"[0-9a-f]{32}")
FILE = re.compile(r"[0-9a-f]{32}\.md")
ADDRESS = re.compile(r":/(?P<id>[0-9a-f]{32})")  # Joplin, Markdown guide: Links to other notes
MOST = 80  # lines of what stands at the end
MOST_LEVELS = 20  # of notebooks in one another
# Joplin Data API, Item type IDs.
NOTE, NOTEBOOK, ATTACHMENT, TAG, TAGGED = "1", "2", "4", "5", "6"


class JoplinUse(StrEnum):
    """What has need of an item that is no note: notes that are imported, only private ones, or nothing."""

    NOTES = "notes"
    PRIVATE = "private"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class JoplinItem:
    """An item: its fields, its title, and the ids that its text leads to."""

    source: NoteFile
    values: Mapping[str, str]
    title: str
    linked: frozenset[str]

    @property
    def kind(self) -> str:
        """Its type, a number."""
        return self.values["type_"]

    @property
    def is_hidden(self) -> bool:
        """Whether it is encrypted, or thrown away."""
        return is_said(self.values, "encryption_applied") or is_said(self.values, "deleted_time")


def is_said(values: Mapping[str, str], key: str) -> bool:
    """Whether a field has a number other than zero."""
    return values.get(key, "0") not in ("", "0")


def read_fields(lines: Sequence[SourceLine]) -> tuple[dict[str, str], int]:
    """Return what stands at the end of an item, and the index of its first line; nothing for other files."""
    end = len(lines)
    while end and lines[end - 1].is_blank:
        end -= 1
    start = end
    values: dict[str, str] = {}
    while start and end - start < MOST and (match := FIELD.match(lines[start - 1].text)):
        values[match["key"]] = (match["value"] or "").strip()
        start -= 1
    is_item = values.get("type_", "").isdigit() and ID.fullmatch(values.get("id", "")) is not None
    return (values, start) if is_item and (start == 0 or lines[start - 1].is_blank) else ({}, 0)


def is_item_file(path: str) -> bool:
    """Whether a file is called as Joplin's items are."""
    return FILE.fullmatch(basename(path)) is not None


class JoplinExport:
    """The items among the files of an import, by their folders and ids."""

    def __init__(self, sources: NoteFiles) -> None:
        self._sources = sources
        self._items = {
            (*_folder(source), item.values["id"]): item
            for source in sources.texts
            if is_item_file(source.path)
            if (item := _read(source))
        }

    def said_of(self, source: NoteFile) -> bytes:
        """Return what other items say of one, as JSON; nothing of a file that is none."""
        item = self._of(source)
        if item is None:
            return b""
        if item.kind != NOTE:
            return json.dumps({"use": self._use(source, item)}).encode()
        said = {
            "tags": self._tags(source, item),
            "notebooks": [one.title for one in self._notebooks(source, item) if one.title],
            "trashed": self._is_private(source, item),
        }
        return json.dumps(said).encode()

    def at(self, source: NoteFile, identity: str) -> NoteFile | None:
        """Return the file that an id leads to from a note: another note, or what is attached."""
        item = self._items.get((*_folder(source), identity))
        if item is None:
            return None
        return self._attached(item) if item.kind == ATTACHMENT else item.source

    def is_told(self, file: NoteFile) -> bool:
        """Whether a file is attached to no note that is imported: what is said of its item says so."""
        folder = dirname(file.path)
        if basename(folder) != "resources":
            return False
        identity = splitext(basename(file.path))[0]
        item = self._items.get((file.root, dirname(folder), identity))
        return item is not None and self._use(item.source, item) is not JoplinUse.NOTES

    def _of(self, source: NoteFile) -> JoplinItem | None:
        item = self._items.get((*_folder(source), splitext(basename(source.path))[0]))
        return item if item and item.source == source else None

    def _attached(self, item: JoplinItem) -> NoteFile | None:
        name = f"resources/{item.values['id']}"
        ending = item.values.get("file_extension", "")
        return self._sources.at(item.source, f"{name}.{ending}" if ending else name)

    def _notebooks(self, source: NoteFile, item: JoplinItem) -> list[JoplinItem]:
        """The notebooks that an item is in, the outermost first."""
        found: list[JoplinItem] = []
        while len(found) < MOST_LEVELS:
            above = self._items.get((*_folder(source), item.values.get("parent_id", "")))
            if above is None or above.kind != NOTEBOOK or above in found:
                break
            found.insert(0, above)
            item = above
        return found

    def _is_private(self, source: NoteFile, note: JoplinItem) -> bool:
        return any(one.is_hidden for one in (note, *self._notebooks(source, note)))

    def _tags(self, source: NoteFile, note: JoplinItem) -> list[str]:
        tags = (self._items.get((*_folder(source), one)) for one in self._tagged[*_key(note)])
        titles = {tag.title for tag in tags if tag and tag.kind == TAG and not tag.is_hidden}
        return sorted(title for title in titles if title)

    @cached_property
    def _tagged(self) -> Mapping[tuple[str, str, str], Sequence[str]]:
        """The ids of the tags of each note."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for (root, folder, _), item in self._items.items():
            if item.kind == TAGGED:
                found[root, folder, item.values.get("note_id", "")].append(item.values.get("tag_id", ""))
        return found

    def _use(self, source: NoteFile, item: JoplinItem) -> JoplinUse:
        if item.kind == TAGGED:
            note = self._items.get((*_folder(source), item.values.get("note_id", "")))
            notes: Iterable[JoplinItem] = (note,) if note and note.kind == NOTE else ()
        else:
            notes = self._users[_key(item)]
        private = {self._is_private(source, note) for note in notes}
        return JoplinUse.NOTHING if not private else JoplinUse.PRIVATE if all(private) else JoplinUse.NOTES

    @cached_property
    def _users(self) -> Mapping[tuple[str, str, str], Sequence[JoplinItem]]:
        """The notes that have need of an item: that have a tag, are in a notebook, show what is attached."""
        found: dict[tuple[str, str, str], list[JoplinItem]] = defaultdict(list)
        for note in self._items.values():
            if note.kind == NOTE:
                for identity in {*note.linked, *self._around(note)}:
                    found[*_folder(note.source), identity].append(note)
        return found

    def _around(self, note: JoplinItem) -> Iterator[str]:
        yield from (one.values["id"] for one in self._notebooks(note.source, note))
        yield from self._tagged[*_key(note)]


def _folder(source: NoteFile) -> tuple[str, str]:
    return source.root, dirname(source.path)


def _key(item: JoplinItem) -> tuple[str, str, str]:
    return (*_folder(item.source), item.values["id"])


def _read(source: NoteFile) -> JoplinItem | None:
    """The item of a file, `None` where it is none; what cannot be read is told where it is read as a note."""
    with suppress(Refused, OSError):
        text = source.read().decode("utf-8-sig", "replace")
        lines = [SourceLine(number, line) for number, line in enumerate(text.splitlines(), 1)]
        values, start = read_fields(lines)
        if values:
            title = next((line.text.strip() for line in lines[:start] if not line.is_blank), "")
            linked = frozenset(match["id"] for match in ADDRESS.finditer(text))
            return JoplinItem(source, values, title, linked)
    return None
