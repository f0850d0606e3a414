"""A root of its own: of the machine's files, a program finds only what is bound into it. Linux only.

What is not there can neither be opened nor asked about, and no socket in it can be connected to, which
Landlock alone would allow. The calls are mount(2), mount_setattr(2) and pivot_root(2), as its notes have it.
"""

import os
import platform
import struct
from collections.abc import Iterable
from pathlib import Path

from chronicles.sandbox.confinement.landlock import DEVICES
from chronicles.sandbox.confinement.system import call, system_call

BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
NO_SETUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
DETACH = 2  # of umount2(2)
MOUNT_SETATTR, HERE, ALL_BELOW, READ_ONLY = 442, -100, 0x8000, 1
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}  # by machine: the number of the call

EMPTY = ("/tmp", "/run", "/var/tmp")  # noqa: S108  # only in the root of the program
SHARED_MEMORY = "/dev/shm"  # noqa: S108  # one of its own
STREAMS = {"fd": "", "stdin": "/0", "stdout": "/1", "stderr": "/2"}
MOST_LINKS = 40  # on the way to a file: path_resolution(7)


def enter(readable: Iterable[str], writable: Iterable[str], where: str) -> None:
    """Build a root in the folder `where`, and make it the root of this process and of all that it starts.

    In it are what is `readable`, read-only, what is `writable`, a few devices, an empty `/tmp` and `/run`,
    and shared memory of its own; all paths are what they were. Those that are not there are left out. This
    process has to be in a mount namespace of its own. Raises `OSError` where the kernel refuses, such as
    one before 5.12, without mount_setattr(2), and `KeyError` on a machine whose calls are not known.
    """
    pivot_root = PIVOT_ROOT[platform.machine()]
    call("mount", "none", "/", None, RECURSIVE | PRIVATE, None)
    call("mount", "none", where, "tmpfs", NO_SETUID | NO_DEVICES, "size=4m,mode=755")
    root = _Root(where)
    for folder in EMPTY:
        root.inside(folder).mkdir(parents=True)
    for path in (*sorted(readable, key=len), *DEVICES):
        root.bind(Path(path))
    memory = root.inside(SHARED_MEMORY)
    memory.mkdir()
    call("mount", "none", str(memory), "tmpfs", NO_SETUID | NO_DEVICES | NO_PROGRAMS, "size=64m,mode=1777")
    for name, path in STREAMS.items():
        root.link(Path("/dev", name), f"/proc/self/fd{path}")
    for path in writable:
        root.bind(Path(path), BIND)  # alone: the new root may lie below it
    _set_read_only(where, ALL_BELOW, is_read_only=True)
    for path in (*writable, SHARED_MEMORY):
        _set_read_only(str(root.inside(path)), 0, is_read_only=False)
    os.chdir(where)
    system_call(pivot_root, ".", ".")
    call("umount2", ".", DETACH)
    os.chdir("/")


class _Root:
    """A root that is being filled."""

    def __init__(self, where: str) -> None:
        self._where = Path(where)
        self._bound: list[Path] = []

    def inside(self, path: str | Path) -> Path:
        """Where an absolute path of the new root is now."""
        return self._where / Path(path).relative_to("/")

    def link(self, path: Path, target: str) -> None:
        """Put a link into it, unless there is one."""
        place = self.inside(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_symlink():
            place.symlink_to(target)

    def bind(self, path: Path, how: int = BIND | RECURSIVE, links: int = MOST_LINKS) -> None:
        """Show a file or folder of the machine at its own place, by way of the same links."""
        if not path.exists() or links == 0:
            return
        if link := self._first_link(path):
            target = os.readlink(link)  # noqa: PTH115  # as it is written
            self.link(link, target)
            follows = os.path.normpath(link.parent / target / path.relative_to(link))
            self.bind(Path(follows), how, links - 1)
        elif how == BIND or not self._is_bound(path):  # what may be written may lie in what may be read
            place = self.inside(path)
            if path.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.touch()
            call("mount", str(path), str(place), None, how, None)
            self._bound.append(path)

    def _first_link(self, path: Path) -> Path | None:
        """The link on the way to a path that comes first, unless it is in what is bound already."""
        ways = [*reversed(path.parents), path]
        return next((way for way in ways if way.is_symlink() and not self._is_bound(way)), None)

    def _is_bound(self, path: Path) -> bool:
        return any(path.is_relative_to(known) for known in self._bound)


def _set_read_only(path: str, flags: int, *, is_read_only: bool) -> None:
    change = (READ_ONLY, 0) if is_read_only else (0, READ_ONLY)
    attributes = struct.pack("=QQQQ", *change, 0, 0)
    system_call(MOUNT_SETATTR, HERE, path, flags, attributes, len(attributes))
