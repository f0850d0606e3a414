"""The project's folder, which is put back between pages. Reads and writes files."""

import marshal
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

DIGEST = 32  # bytes before the pack itself, for whoever keeps it
SOURCES = "src"  # where it is no package itself, it has those of the project
INSTALLABLE = ("pyproject.toml", "setup.py", "setup.cfg")
Kept = dict[str, tuple[bytes, int]]


class Folder:
    """A folder and the files that it has at the start of every page."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._kept: Kept = self._files()

    def restore(self, pack: str, clock: float) -> None:
        """Put every file back as it was, and those of the pack; all are as old as the clock says."""
        wanted = self._kept | (_read(pack) if pack else {})
        for name in self._strangers(wanted):
            path = os.path.join(self.path, name)
            shutil.rmtree(path) if stat.S_ISDIR(os.lstat(path).st_mode) else os.unlink(path)
        for name, (data, mode) in wanted.items():
            path = os.path.join(self.path, name)
            self._write(path, data, mode)
            os.utime(path, (clock, clock))

    def pack(self, to: str) -> None:
        """Write the files that came or changed since the start into the file `to`."""
        changed = {name: file for name, file in self._files().items() if self._kept.get(name) != file}
        Path(to).write_bytes(bytes(DIGEST) + marshal.dumps(changed))

    def _files(self) -> Kept:
        return {
            name: (Path(path).read_bytes(), status.st_mode & 0o777)
            for name, path, status in self._walk("")
            if stat.S_ISREG(status.st_mode)
        }

    def _strangers(self, wanted: Kept) -> list[str]:
        """What is there and should not be; a folder without any wanted file is one stranger."""
        folders = {parent for name in wanted for parent in _parents(name)}
        strange: list[str] = []
        for name, _, status in self._walk("", into=folders):
            is_folder = stat.S_ISDIR(status.st_mode)
            if (name not in folders) if is_folder else not (stat.S_ISREG(status.st_mode) and name in wanted):
                strange.append(name)
        return strange

    def _walk(self, inside: str, into: set[str] | None = None) -> Iterator[tuple[str, str, os.stat_result]]:
        with os.scandir(os.path.join(self.path, inside)) as entries:
            found = sorted((entry.name, entry.path, entry.stat(follow_symlinks=False)) for entry in entries)
        for name, path, status in found:
            name = os.path.join(inside, name)
            yield name, path, status
            if stat.S_ISDIR(status.st_mode) and (into is None or name in into):
                os.chmod(path, status.st_mode | 0o700)
                yield from self._walk(name, into)

    def _write(self, path: str, data: bytes, mode: int) -> None:
        try:
            os.chmod(path, mode | 0o600)
            if Path(path).read_bytes() == data:
                os.chmod(path, mode)
                return
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).write_bytes(data)
        os.chmod(path, mode)


def show_sources() -> None:
    """Let every Python that is started here find the packages of a project as if it were installed.

    They are in `src/`, or beside the file that says how the project is installed.
    """
    here = os.getcwd()
    sources = os.path.join(here, SOURCES)
    if os.path.isdir(sources) and not os.path.exists(os.path.join(sources, "__init__.py")):
        sys.path.insert(1, sources)
    elif any(os.path.isfile(name) for name in INSTALLABLE):
        sources = here
    else:
        return
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), sources)))


def _parents(name: str) -> Iterator[str]:
    while name := os.path.dirname(name):
        yield name


def _read(pack: str) -> Kept:
    found: Kept = marshal.loads(Path(pack).read_bytes()[DIGEST:])  # noqa: S302  # our own file, and nothing but values
    return found
