"""The files that an import is given: by themselves, in a folder, in archives, and what lies beside them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname, join, normpath, splitext

from chronicles.importing.archives import ENDINGS, MAGIC, ArchiveRoom, members
from chronicles.problems import Refused

# What notes end with. Org-journal, vimwiki and jrnl may have files without an ending: their names are days.
TEXTS = frozenset(
    {
        *("md", "markdown", "mdown", "mkd", "txt", "text", "log", "rst", "org", "wiki", "qmd", "mdx"),
        *("html", "htm", "xhtml", "json", "ipynb", "xml", "atom", "rss", "enex", "csv", "adoc", "asciidoc"),
    }
)
# Folders in which nobody's notes are: what programs make, install, keep aside, and throw away.
SKIPPED = frozenset(
    {
        *("node_modules", "__pycache__", "__MACOSX", "_site", "_build", "site-packages", "venv"),
        *("bak", "_templates", "_layouts", "_includes"),
    }
)
NESTED = 3  # archives in archives: exports of Notion are two


@dataclass(frozen=True)
class NoteFile:
    """A file: where it lies below the `root`, a folder or an archive that a person named; and its bytes.

    `root` is `""` for a file that was named itself; `path` has `/` in it. `read` may raise `Refused`, and
    that of an archive that `is_broken` does.
    """

    root: str
    path: str
    read: Callable[[], bytes] = field(compare=False)
    is_broken: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """What a person knows it by."""
        return f"{self.root}/{self.path}" if self.root else self.path

    @property
    def ending(self) -> str:
        """What its name ends with, in small letters, without the dot."""
        return splitext(self.path)[1].lower().removeprefix(".")

    @property
    def is_text(self) -> bool:
        """Whether it is to be read as notes, by its name; what is broken is, so that it is told."""
        name = basename(self.path)
        return (
            self.is_broken or self.ending in TEXTS or (not self.ending and name.replace("-", "").isdecimal())
        )


@dataclass(frozen=True)
class NoteFiles:
    """All files of an import: the `texts` to be read, and the `others`; `beside` finds what no walk saw.

    `beside` gets a file and the path of another as it is seen from the same root, and returns that file.
    """

    texts: tuple[NoteFile, ...]
    others: tuple[NoteFile, ...] = ()
    beside: Callable[[NoteFile, str], NoteFile | None] = lambda file, path: None

    @cached_property
    def _by_path(self) -> Mapping[tuple[str, str], NoteFile]:
        return {(file.root, normpath(file.path)): file for file in (*self.texts, *self.others)}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], NoteFile]:
        """By the last parts of the path, with and without its ending; of two, the one that lies higher."""
        found: dict[tuple[str, str], NoteFile] = {}
        for file in sorted((*self.texts, *self.others), key=lambda file: (file.path.count("/"), file.path)):
            path = file.path.casefold()
            for begin in (0, *(match.end() for match in re.finditer("/", path))):
                for said in (path[begin:], splitext(path[begin:])[0]):
                    found.setdefault((file.root, said), file)
        return found

    def at(self, file: NoteFile, path: str) -> NoteFile | None:
        """Return the file at a path that is written in `file`, `None` where there is none inside its root."""
        wanted = normpath(join(dirname(file.path), path))
        if path.startswith("/") or (file.root and wanted.startswith("..")):
            return None
        for one in (wanted, f"{wanted}.md"):
            if found := self._by_path.get((file.root, one)):
                return found
        return self.beside(file, wanted)

    def called(self, file: NoteFile, name: str) -> NoteFile | None:
        """Return the file that is called so, wherever it lies below the same root as `file`.

        Where none lies in the folders that `name` has before it, they do not count: it may have been moved.
        """
        parts = [part for part in name.casefold().split("/") if part]
        said = ("/".join(parts), *parts[-1:])
        return next((found for one in said if (found := self._by_name.get((file.root, one)))), None)


def sorted_out(files: Iterable[NoteFile]) -> tuple[list[NoteFile], list[NoteFile]]:
    """Return the texts and the other files, those in archives too, without what is nobody's notes.

    Raises `Refused` for an archive that is broken, locked or too large and was named itself; any other such
    is a text that cannot be read.
    """
    texts: list[NoteFile] = []
    others: list[NoteFile] = []
    for file in _opened(files, NESTED, ArchiveRoom()):
        if not file.root or not is_skipped(file.path):
            (texts if file.is_text or not file.root else others).append(file)
    return texts, others


def is_skipped(path: str) -> bool:
    """Whether a path leads to what is nobody's notes: hidden, made or installed by a program."""
    *folders, name = path.split("/")
    return name.startswith(".") or any(one.startswith(".") or one in SKIPPED for one in folders)


def _opened(files: Iterable[NoteFile], levels: int, room: ArchiveRoom) -> Iterator[NoteFile]:
    for file in files:
        data = _archive(file) if levels else None
        if data is None:
            yield file
            continue
        try:
            inside = [NoteFile(file.name, path, _constant(one)) for path, one in members(data, room)]
        except Refused as refused:
            if not file.root:
                raise
            yield NoteFile(file.root, file.path, _refusing(refused), is_broken=True)
        else:
            yield from _opened(inside, levels - 1, room)


def _archive(file: NoteFile) -> bytes | None:
    """The bytes of an archive: one that was named itself may be called anything."""
    if file.root:
        return file.read() if file.ending in ENDINGS and not is_skipped(file.path) else None
    data = file.read()
    return data if data.startswith(MAGIC) else None


def _refusing(refused: Refused) -> Callable[[], bytes]:
    def read() -> bytes:
        raise refused

    return read


def _constant(data: bytes) -> Callable[[], bytes]:
    return lambda: data
