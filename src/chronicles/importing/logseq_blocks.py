"""Blocks of Logseq's that other notes refer to: a bullet with a line `id:: …`, and `((…))` elsewhere. Pure.

Logseq's documentation, "Block reference", "Embed" and "Properties": a block is a bullet with what is set in
below it; lines such as `key:: value` are its properties, and not shown.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.problems import Refused

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
REFERENCE = re.compile(rf"\(\((?P<id>{UUID})\)\)")
BULLET = re.compile(r"(?P<space>[ \t]*)[-*+](?:[ \t]+(?P<text>.*)|$)")
ID = re.compile(rf"(?P<bullet>[ \t]*[-*+][ \t]+)?[ \t]*id:: +(?P<id>{UUID})[ \t]*")
PROPERTY = re.compile(r"[ \t]*[\w.-]+::(?:[ \t].*)?")
ENDINGS = ("md", "markdown")
LONGEST = 300  # characters of a block that others show; the whole block is in its entry
MARKS = re.compile(r"!?\[\[([^\[\]]*)\]\]|!?\[([^\[\]]*)\]\([^()]*\)|(`[^`]*`)")


@dataclass(frozen=True, slots=True)
class LogseqBlock:
    """A block with an id: the file and the line that it begins in, and its words without marks of links."""

    source: NoteFile
    line: int
    words: str


def has_reference(data: bytes) -> bool:
    """Whether a file may refer to a block."""
    return b"((" in data and REFERENCE.search(data.decode("utf-8", "replace")) is not None


def referred(text: str) -> list[str]:
    """Return the ids of the blocks that a text refers to, in their order."""
    return [match["id"] for match in REFERENCE.finditer(text)]


def without_ids(lines: Sequence[SourceLine]) -> tuple[Sequence[SourceLine], list[ImportNote]]:
    """Return the lines without the ids of blocks, and a note on each of those; in code they stay."""
    if not any("id:: " in line.text for line in lines):
        return lines, []
    code = code_lines(lines)
    found: list[SourceLine] = []
    notes: list[ImportNote] = []
    bullet = ""  # of a block that begins with its id
    for line in lines:
        match = ID.fullmatch(line.text) if line.number not in code else None
        if match:
            text = line.text.strip()
            notes.append(ImportNote(line.number, line.number, Fate.CHANGED, "the id of a block", text=text))
            bullet = match["bullet"] or bullet
            continue
        is_inside = bullet and not line.is_blank and not BULLET.match(line.text)
        found.append(SourceLine(line.number, bullet + line.text.strip()) if is_inside else line)
        bullet = ""
    return found, notes


class LogseqBlocks:
    """The blocks that have an id, in all files of an import."""

    def __init__(self, sources: NoteFiles) -> None:
        self._sources = sources

    def said_of(self, source: NoteFile, data: bytes) -> bytes:
        """Return the words of the blocks that a file refers to, as JSON; nothing where there are none."""
        found = {}
        for identity in referred(data.decode("utf-8", "replace")):
            if block := self.at(source, identity):
                found[identity] = block.words
        return json.dumps({"blocks": found}).encode() if found else b""

    def at(self, source: NoteFile, identity: str) -> LogseqBlock | None:
        """Return the block of an id, as a file refers to it; `None` where there is none."""
        return self._blocks.get((source.root, identity))

    @cached_property
    def _blocks(self) -> Mapping[tuple[str, str], LogseqBlock]:
        found: dict[tuple[str, str], LogseqBlock] = {}
        for source in self._sources.texts:
            for identity, block in _blocks_of(source).items() if source.ending in ENDINGS else ():
                found.setdefault((source.root, identity), block)
        return found


def _blocks_of(source: NoteFile) -> dict[str, LogseqBlock]:
    try:
        data = source.read()
    except (Refused, OSError):  # it is told where it is read
        return {}
    if b"id:: " not in data:
        return {}
    from chronicles.importing.decoding import decode  # take long to load
    from chronicles.importing.hidden_remarks import seen_lines

    with suppress(Refused):
        lines, _ = seen_lines(source.path, decode(data)[0])
        return blocks_in(source, lines)
    return {}


def blocks_in(source: NoteFile, lines: Sequence[SourceLine]) -> dict[str, LogseqBlock]:
    """Return the blocks with an id among the lines of a file, by their ids."""
    code = code_lines(lines)
    found: dict[str, LogseqBlock] = {}
    begin: int | None = None
    for index, line in enumerate(lines):
        if line.number in code:
            continue
        begin = index if BULLET.match(line.text) else begin
        match = ID.fullmatch(line.text)
        if match and begin is not None and (words := _words(lines[begin:], code)):
            found.setdefault(match["id"], LogseqBlock(source, lines[begin].number, words))
    return found


def _words(lines: Sequence[SourceLine], code: frozenset[int]) -> str:
    """What a block says before those in it, on one line, without properties, code in blocks, and links."""
    first = BULLET.match(lines[0].text)
    texts = [(first["text"] or "") if first else lines[0].text]
    for line in lines[1:]:
        if line.is_blank or BULLET.match(line.text):
            break
        texts += [] if line.number in code else [line.text]
    said = " ".join(text.strip() for text in texts if not PROPERTY.fullmatch(text))
    said = REFERENCE.sub("…", MARKS.sub(lambda match: next(filter(None, match.groups()), ""), said))
    said = " ".join(re.sub(r"^#+ |[*`]+", "", said).split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
