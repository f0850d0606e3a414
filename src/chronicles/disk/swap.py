"""Put a finished folder in the place of another, so that nobody ever sees half of either."""

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

# renameat2(2) on Linux, renamex_np(2) on macOS: both exchange two folders in one step.
AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2


def swap(new: Path, place: Path) -> None:
    """Move the folder `new` to `place`; what stood there before is deleted afterwards.

    It is as `exchange` in all else.
    """
    if exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)


def exchange(new: Path, place: Path) -> bool:
    """Move the folder `new` to `place`; return whether what stood there before is at `new` now.

    Both have to be on one file system. Where it cannot exchange them, `place` is missing for a moment.
    Raises `OSError` where the file system refuses; `place` is then as it was.
    """
    if not place.exists():
        new.rename(place)
        return False
    if not _exchange(new, place):
        _rename_twice(new, place)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; `False` where this system or file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    with suppress(AttributeError):
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, RENAME_SWAP) == 0)
        return bool(library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
    return False


def _rename_twice(new: Path, place: Path) -> None:
    aside = new.with_name(f"{new.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        aside.rename(place)
        raise
    aside.rename(new)
