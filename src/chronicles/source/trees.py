"""Reads files: the whole tree of a project at one moment, from the disk or from git."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chronicles.disk.paths import followed, found, is_file, is_folder
from chronicles.disk.texts import MOST_BYTES, FileText, check_size, text_of
from chronicles.git.objects import Repository
from chronicles.problems import Absent, Refused, nearest

# What a project's folder holds that is not its source.
NOT_SOURCE = frozenset({"__pycache__", "node_modules", "staticfiles", "media"})


class Tree(Protocol):
    """The files of a project at one moment. Paths are relative to its folder, with `/`."""

    def read(self, path: str) -> FileText:
        """Return the text of a file as `text_of` does: UTF-8, with LF for line ends and none at its end.

        Raises `Absent` where there is none, and `Refused` where it is no text or cannot be read.
        """
        ...

    def files(self) -> list[str]:
        """Return the paths of all files, sorted."""
        ...


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """The files as they are on disk, without those at or below the paths `left_out`."""

    folder: Path
    left_out: tuple[str, ...] = ()

    def read(self, path: str) -> FileText:
        if self._is_left_out(path):
            mend = "Name a file of the project, or a revision that has it, such as '@git:HEAD'."
            raise Refused(f"{path} is of the journal, and no part of the project", mend)
        if is_file(self.folder / "HEAD") and is_folder(self.folder / "objects"):
            mend = "Add a revision of it, such as '@git:main'."
            raise Refused(f"{self.folder.name} is a bare repository, which has no files of its own", mend)
        try:
            return text_of(self._bytes(path), path)
        except FileNotFoundError:
            raise _no_file(path, self.files) from None
        except (IsADirectoryError, NotADirectoryError):
            raise Refused(f"{path} is not a file", "Name a file.") from None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise Refused(f"{path} is a link to itself", "Name a file.") from None
            if error.errno == errno.ENXIO:  # a socket, which cannot be opened
                raise Refused(f"{path} is not a file", "Name a file.") from None
            if error.errno == errno.ENAMETOOLONG:
                raise Refused(f"{path} is too long a name for a file", "Name a file.") from None
            raise Refused(f"{path} cannot be read: {error.strerror}", "Make it readable.") from None

    def files(self) -> list[str]:
        return sorted(self._walk())

    def _bytes(self, path: str) -> bytes:
        """Read through a path without links, so that nothing can be put in its way meanwhile."""
        inside = followed(self.folder)
        target = found(inside / path)
        if not target.is_relative_to(inside):
            raise Refused(
                f"{path} leads out of the project, through a link", "Copy the file into the project."
            )
        handle = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise IsADirectoryError
            check_size(about.st_size, path)
            return file.read(MOST_BYTES + 1)

    def _walk(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if name not in NOT_SOURCE and not name.startswith(".")]
            for name in names:
                path = Path(folder, name).relative_to(self.folder).as_posix()
                if not name.endswith((".pyc", ".sqlite3")) and not self._is_left_out(path):
                    yield path

    def _is_left_out(self, path: str) -> bool:
        return any(path == one or path.startswith(f"{one}/") for one in self.left_out)


@dataclass(frozen=True, slots=True)
class GitTree:
    """The files as they are in a commit: `hash` is that of the tree, `name` how an author calls it."""

    repository: Repository
    hash: str
    name: str

    def read(self, path: str) -> FileText:
        found = self.repository.blob(self.hash, path)
        if found is None or found.kind == "dangling":
            if found is None and self.repository.lists(self.hash, path):
                raise Refused(f"git cannot read {path} at {self.name}", self.repository.mend_objects)
            raise _no_file(path, self.files, f" at {self.name}")
        if found.kind == "large":
            check_size(int(found.data), path)
        if found.kind == "symlink":
            raise Refused(
                f"{path} leads out of the project, through a link", "Copy the file into the project."
            )
        if found.kind != "blob":
            raise Refused(f"{path} is not a file at {self.name}", "Name a file.")
        return text_of(found.data, path)

    def files(self) -> list[str]:
        return self.repository.files(self.hash)


def _no_file(path: str, files: Callable[[], list[str]], when: str = "") -> Absent:
    def hint() -> str:
        others = [file for file in files() if file != path]
        same_name = [file for file in others if file.rsplit("/", 1)[-1] == path.rsplit("/", 1)[-1]]
        if len(same_name) == 1:
            return f"Did you mean {same_name[0]!r}?"
        return nearest(path, others, "Name a file of it.")

    return Absent(f"the project has no file {path!r}{when}", hint)
