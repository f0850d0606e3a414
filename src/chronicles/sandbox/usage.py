"""What a program uses up, all its processes and folders together. Reads `/proc` and folders."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chronicles.sandbox.limits import MEGABYTE, Limits

PROCESSES = Path("/proc")
BLOCK = 512  # bytes: the unit of st_blocks, stat(2)
KILOBYTE = 1024  # the unit of smaps_rollup, proc_pid_smaps(5)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a program uses up: sizes in bytes, and numbers of its files and of those that it keeps open."""

    memory: int = 0
    disk: int = 0
    files: int = 0
    open_files: int = 0

    def excess(self, limits: Limits) -> str:
        """Say what of it is more than it may be, `""` where nothing is."""
        if self.memory > limits.memory:
            return f"its processes took more than {limits.memory // MEGABYTE} MB of memory"
        if self.disk > limits.disk:
            return f"its files took more than {limits.disk // MEGABYTE} MB"
        if self.files > limits.files:
            return f"it made more than {limits.files} files"
        if self.open_files > limits.all_open_files:
            return f"it kept more than {limits.all_open_files} files open"
        return ""


def usage(process: int, folders: Iterable[Path], limits: Limits) -> Usage:
    """What a process, all that it started and what is in the `folders` use up now.

    Counting ends where a limit of files is passed, so that it takes a time that has an end. A system
    without `/proc` tells of no process: then memory and open files are 0.
    """
    disk, files = _in_folders(folders, limits.files)
    family = list(_family(process))
    memory = sum(map(_resident, family))
    if memory > limits.memory:  # which counts what forked processes share for each of them
        memory = sum(map(_proportional, family))
    return Usage(memory, disk, files, sum(map(_open_files, family)))


def _family(process: int) -> Iterator[Path]:
    """The folders of a process and of all below it, as proc_pid_task(5) has its children."""
    left = [str(process)]
    while left:
        folder = PROCESSES / left.pop()
        yield folder
        with suppress(OSError):
            for thread in (folder / "task").iterdir():
                left += (thread / "children").read_text("ascii").split()


def _resident(process: Path) -> int:
    """Bytes in memory; the second number of proc_pid_statm(5), in pages."""
    with suppress(OSError, IndexError):
        return int((process / "statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _proportional(process: Path) -> int:
    """Bytes in memory, of what is shared this process's part; where that is not told, all of it."""
    with suppress(OSError, ValueError):
        for line in (process / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KILOBYTE
    return _resident(process)


def _open_files(process: Path) -> int:
    with suppress(OSError):
        return len(os.listdir(process / "fd"))  # noqa: PTH208  # only how many
    return 0


def _in_folders(folders: Iterable[Path], most: int) -> tuple[int, int]:
    """How many bytes they take on the disk, and how many files and folders there are, or `most` and more."""
    size = number = 0
    left = [*folders]
    while left and number <= most:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                number += 1
                if number > most:
                    break
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        left.append(Path(entry))
                    size += entry.stat(follow_symlinks=False).st_blocks * BLOCK
    return size, number
