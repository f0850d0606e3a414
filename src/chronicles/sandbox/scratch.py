"""Folders that a program may fill as it likes, and that are gone afterwards. Touches the disk."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A new folder for a program, which is gone at the end, however deep its folders are by then."""
    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    try:
        yield folder
    finally:
        remove(folder)


def remove(folder: Path) -> None:
    """Delete a folder with all that is in it; what cannot be deleted stays. No link is followed.

    Each folder in it is moved to one place before its turn comes: so nothing is ever deep, neither the paths
    (PATH_MAX of limits.h) nor the calls, as with `shutil.rmtree`.
    """
    with suppress(OSError):
        folder.chmod(0o700)
        flat = Path(tempfile.mkdtemp(dir=folder))  # whose name nobody could have taken
        left = [folder]
        while left:
            left += _emptied(left.pop(), flat)
    shutil.rmtree(folder, ignore_errors=True)


def _emptied(place: Path, flat: Path) -> list[Path]:
    """Delete the files of a folder, and return its folders where they have been moved to."""
    moved = []
    with suppress(OSError):
        with os.scandir(place) as entries:
            inside = [(Path(entry), entry.is_dir(follow_symlinks=False)) for entry in entries]
        for path, is_folder in inside:
            if path == flat:
                continue
            with suppress(OSError):
                if is_folder:
                    path.chmod(0o700)  # to be moved, and looked into
                    moved.append(path.rename(Path(tempfile.mkdtemp(dir=flat))))
                else:
                    path.unlink()
        place.rmdir()
    return moved
