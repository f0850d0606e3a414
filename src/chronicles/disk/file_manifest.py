"""All files that something was made from, so that it is known whether any has changed. Touches the disk.

Files are not read to be compared: their sizes and times are. Those that were changed only just before are,
since two changes in one moment may leave the same time.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.cache import key
from chronicles.disk.file_stamps import Stamp, newest_change, stamp_of

MOMENT = 3_000_000_000  # nanoseconds: the coarsest times of a file system, FAT's, are of two seconds
# What tools keep beside the files that people write.
CACHES = frozenset({"__pycache__", "node_modules"})
VENV = "pyvenv.cfg"  # in the folder of an environment of Python
# What of a repository decides what git says of it.
NESTED = ("HEAD", "logs/HEAD")  # … and of one in a project, of which git knows the commit alone
GIT = ("HEAD", "index", "packed-refs", "config", "shallow", "info/exclude", "info/attributes")


@dataclass(frozen=True, slots=True)
class FileRoots:
    """Where the files are: folders `whole`, with all in them, and `partly`, without caches and hidden ones.

    In both, nothing of `left_out` counts. `files` are some more, there or not; `repositories` are folders
    of git (`.git`).
    """

    whole: tuple[str, ...]
    partly: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileManifest:
    """The files below `roots`, each with its stamp; the hashes of those that were changed only just then."""

    roots: FileRoots
    stamps: Mapping[str, Stamp | None]
    hashes: Mapping[str, str]

    @classmethod
    def of(cls, roots: FileRoots) -> "FileManifest":
        """Look at the files as they are now."""
        since = time.time_ns() - MOMENT
        stamps = _stamps(roots)
        recent = [path for path, stamp in stamps.items() if stamp and newest_change(stamp) >= since]
        return cls(roots, stamps, {path: _hash(path) for path in recent})

    def is_current(self) -> bool:
        """Whether every file is as it was, and none is there besides."""
        return _stamps(self.roots) == self.stamps and all(
            _hash(path) == before for path, before in self.hashes.items()
        )

    def is_same(self, now: "FileManifest") -> bool:
        """Whether every file was as it is `now`, in a manifest that was made later."""
        return self.stamps == now.stamps and all(
            before == (now.hashes.get(path) or _hash(path)) for path, before in self.hashes.items()
        )

    def unlike(self, other: "FileManifest") -> set[str]:
        """Return the paths of the files that are not the same in both."""
        return {
            path
            for path in self.stamps.keys() | other.stamps.keys()
            if self.stamps.get(path) != other.stamps.get(path)
            or (path in self.hashes and path in other.hashes and self.hashes[path] != other.hashes[path])
        }


def _stamps(roots: FileRoots) -> dict[str, Stamp | None]:
    left_out, seen = frozenset(roots.left_out), set[str]()
    paths = {*roots.files, *(f"{folder}/{name}" for folder in roots.repositories for name in GIT)}
    for folder in roots.whole:
        paths.update(_below(folder, left_out, seen, is_whole=True))
    for folder in roots.partly:
        paths.update(_below(folder, left_out, seen, is_whole=False))
    for folder in roots.repositories:
        paths.update(_below(f"{folder}/refs", frozenset(), seen, is_whole=True))
    return {path: stamp_of(path) for path in paths}


def _below(top: str, left_out: frozenset[str], seen: set[str], *, is_whole: bool) -> Iterator[str]:
    """The files below a folder, also behind links to folders, and the folders that cannot be looked into."""
    closed = list[str]()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        for parent, folders, names in os.walk(folder, onerror=lambda e: closed.append(str(e.filename))):
            if _is_past(parent, seen) or (VENV in names and not is_whole):
                folders[:] = []
                continue
            is_nested = ".git" in folders
            folders[:] = [
                name
                for name in folders
                if name != ".git"
                and f"{parent}/{name}" not in left_out
                and (is_whole or not (name in CACHES or name[0] == "."))
            ]
            yield from (path for name in names if (path := f"{parent}/{name}") not in left_out)
            yield from (f"{parent}/.git/{name}" for name in NESTED if is_nested)
            waiting += [path for name in folders if os.path.islink(path := f"{parent}/{name}")]  # noqa: PTH114
    yield from closed


def _is_past(folder: str, seen: set[str]) -> bool:
    """Whether a folder was looked at already, also by another name; it was from now on."""
    real = os.path.realpath(folder)
    if real in seen:
        return True
    seen.add(real)
    return False


def _hash(path: str) -> str:
    with suppress(OSError):
        return key(Path(path).read_bytes())
    return ""


def repository_of(folder: Path) -> tuple[str | None, Iterable[str]]:
    """Return the `.git` of the repository that a folder is in, and the files around it that git heeds.

    The first is `None` outside of repositories. Raises `OSError` where `.git` is no folder, but a word about
    another place.
    """
    heeded = []
    for parent in (folder, *folder.parents):
        heeded += [f"{parent}/{name}" for name in (".gitignore", ".gitattributes")]
        git = parent / ".git"
        if git.is_dir():
            return str(git), heeded
        if git.exists():
            raise NotADirectoryError(str(git))
        heeded.append(str(git))
    return None, heeded
