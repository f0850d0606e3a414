"""Files that say more of another one: its day, its tags, who may read it. Which they are, its path tells.

They stand by themselves, without the formats: what they say of a file counts for whether it is read again.
"""

import re
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from posixpath import basename, splitext

from chronicles.importing.joplin_export import JoplinExport, is_item_file
from chronicles.importing.logseq_blocks import LogseqBlocks, has_reference
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.importing.notion_export import NotionExport, is_page_file, is_table_file
from chronicles.problems import Refused

# What a path ends with, and where what says more may be, as seen from its folder; the first of these counts.
COMPANIONS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # Substack's support, How do I export my posts?: pages in a folder, and a table above it.
    (re.compile(r"(?:^|/)\d{5,}\.[\w-]+\.html$"), ("../posts.csv", "posts.csv")),
    # TextBundle Specification v2: a text, and a file of a fixed name beside it.
    (re.compile(r"\.(?:textbundle|textpack)/text\.(?:markdown|md|txt)$", re.IGNORECASE), ("info.json",)),
)
HEAD = ".meta"
HEADS = (HEAD, HEAD.upper())
# Nikola, Handbook: the formats of posts, whose head may be in a file of the same name beside them.
HEADED = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".rst", ".rest", ".html", ".htm", ".ipynb")


def companions(path: str) -> tuple[str, ...]:
    """Return where the file that says more of the one at `path` may be, as seen from its folder.

    >>> companions("export/posts/1234567.learned-models.html")
    ('../posts.csv', 'posts.csv')
    """
    return next((found for ending, found in COMPANIONS if ending.search(path)), ())


def is_head(path: str, other: str) -> bool:
    """Whether a file may have the head of the post at `path`."""
    stem, ending = splitext(other)
    return ending in HEADS and stem == splitext(path)[0]


def is_head_text(text: str) -> bool:
    """Whether a text begins as the head of a post may: Nikola's own, or in YAML or TOML."""
    return text.lstrip().startswith((".. ", "---", "+++"))


class Companions:
    """What the other files of an import say of each."""

    def __init__(self, sources: NoteFiles) -> None:
        self.sources = sources

    def of(self, source: NoteFile, data: bytes) -> bytes:
        """Return what is said of a file with these bytes; nothing where no file that can be read says it."""
        if is_item_file(source.path):
            return self.joplin.said_of(source)
        if is_page_file(source.path) or is_table_file(source.path):
            return self._notion.said_of(source)
        stem, ending = splitext(basename(source.path))
        if ending in HEADS:
            return b"there" if self._is_head(source) else b""
        heads = [stem + head for head in HEADS] if ending.lower() in HEADED else []
        for path in (*companions(source.path), *heads):
            if found := self.sources.at(source, path):
                with suppress(Refused, OSError):
                    return found.read()
        return self.blocks.said_of(source, data) if has_reference(data) else b""

    def is_told(self, other: NoteFile) -> bool:
        """Whether a file that is no text is told with another one."""
        return self._is_head(other) or self.joplin.is_told(other)

    def _is_head(self, source: NoteFile) -> bool:
        path, ending = splitext(source.path)
        if ending not in HEADS or not any((source.root, path + one) in self._posts for one in HEADED):
            return False
        with suppress(Refused, OSError):
            return is_head_text(source.read().decode("utf-8-sig", "replace"))
        return False

    @cached_property
    def _posts(self) -> Collection[tuple[str, str]]:
        """Where texts lie, with their endings in small letters."""
        parts = ((one.root, *splitext(one.path)) for one in self.sources.texts)
        return frozenset((root, path + ending.lower()) for root, path, ending in parts)

    @cached_property
    def joplin(self) -> JoplinExport:
        """The items of Joplin's raw exports among the files."""
        return JoplinExport(self.sources)

    @cached_property
    def _notion(self) -> NotionExport:
        return NotionExport(self.sources)

    @cached_property
    def blocks(self) -> LogseqBlocks:
        """The blocks of Logseq's that others may refer to."""
        return LogseqBlocks(self.sources)
