"""How folders look without reading a file: whether anything in them has changed. Touches the disk."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR

# What of git's own folder moves with each commit, branch and tag (gitrepository-layout(5)).
GIT = ("HEAD", "packed-refs", "refs", "shallow")
# What programs make again whenever they like.
CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules"})


@dataclass(frozen=True, slots=True)
class TreeStamp:
    """The hash of the names, sizes and times of all files, and the newest of these times.

    `newest` is in nanoseconds since 1970: when a file, or what the disk knows of it, was last changed.
    """

    digest: str
    newest: int


def tree_stamp(
    paths: Iterable[Path], skipped: Iterable[Path] = (), repositories: Iterable[Path] = ()
) -> TreeStamp:
    """Return how the files at and below `paths` look, without the folders `skipped` and those of caches.

    Links are followed, and each folder is looked at once. Of the folders of git among them, and of those of
    `repositories`, only what says where they stand counts. What is not there, or cannot be read, has a stamp
    of its own.
    """
    walk = _TreeWalk(frozenset(map(os.fspath, skipped)))
    for path in paths:
        walk.add(os.fspath(path))
    for folder in repositories:
        walk.add_repository(os.fspath(folder))
    digest = sha256()
    for line in sorted(walk.lines):
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return TreeStamp(digest.hexdigest(), walk.newest)


def git_folders(path: Path) -> list[Path]:
    """Return the folders of git that say at which commit a folder is, none outside of a repository.

    That of a worktree or a submodule has its own HEAD, and the branches of the repository that it is of.
    """
    here = next((one / ".git" for one in (path, *path.parents) if (one / ".git").exists()), None)
    if here is None:
        return []
    folder = here if here.is_dir() else _named(here, "gitdir:")
    common = folder / "commondir"
    return [folder, *([_named(common, "")] if common.is_file() else [])]


def _named(file: Path, prefix: str) -> Path:
    """The folder that a file of git names, as seen from where that is."""
    said = file.read_text("utf-8", "surrogateescape").removeprefix(prefix).strip()
    return Path(os.path.normpath(file.parent / said))


class _TreeWalk:
    """Folders that are walked: a line for each file, and the newest time of all."""

    def __init__(self, skipped: frozenset[str]) -> None:
        self.lines: list[str] = []
        self.newest = 0
        self._skipped = skipped
        self._seen: set[tuple[int, int]] = set()

    def add(self, path: str) -> None:
        """Note a file, or a folder with all that is in it; thousands of times, so no `Path` is made."""
        if path in self._skipped:
            return
        try:
            about = os.stat(path)  # noqa: PTH116
            if S_ISDIR(about.st_mode):
                self._folder(path, about)
            else:
                self._file(path, about)
        except OSError as error:
            self.lines.append(f"{path} {error.errno}")

    def _folder(self, path: str, about: os.stat_result) -> None:
        if (about.st_dev, about.st_ino) in self._seen:
            return
        self._seen.add((about.st_dev, about.st_ino))
        self.lines.append(path)
        if path.endswith("/.git"):
            self.add_repository(path)
            return
        with os.scandir(path) as found:
            inside = [entry.path for entry in found if entry.name not in CACHES]
        for inner in inside:
            self.add(inner)

    def add_repository(self, path: str) -> None:
        """Note where a repository stands, by its own folder."""
        for name in GIT:
            self.add(f"{path}/{name}")

    def _file(self, path: str, about: os.stat_result) -> None:
        self.newest = max(self.newest, about.st_mtime_ns, about.st_ctime_ns)
        self.lines.append(f"{path} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}")
