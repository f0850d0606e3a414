"""Files that say more of another one: its day, its tags, who may read it. Which they are, its path tells.

They stand by themselves, without the formats: what they say of a file counts for whether it is read again.
"""

import re
from contextlib import suppress
from functools import cached_property

from chronicles.importing.joplin_export import JoplinExport, is_item_file
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


def companions(path: str) -> tuple[str, ...]:
    """Return where the file that says more of the one at `path` may be, as seen from its folder.

    >>> companions("export/posts/1234567.learned-models.html")
    ('../posts.csv', 'posts.csv')
    """
    return next((found for ending, found in COMPANIONS if ending.search(path)), ())


class Companions:
    """What the other files of an import say of each."""

    def __init__(self, sources: NoteFiles) -> None:
        self.sources = sources

    def of(self, source: NoteFile) -> bytes:
        """Return what is said of a file; nothing where no file says it, or none that can be read."""
        if is_item_file(source.path):
            return self.joplin.said_of(source)
        if is_page_file(source.path) or is_table_file(source.path):
            return self._notion.said_of(source)
        for path in companions(source.path):
            if found := self.sources.at(source, path):
                with suppress(Refused, OSError):
                    return found.read()
        return b""

    @cached_property
    def joplin(self) -> JoplinExport:
        """The items of Joplin's raw exports among the files."""
        return JoplinExport(self.sources)

    @cached_property
    def _notion(self) -> NotionExport:
        return NotionExport(self.sources)
