"""What the system refuses, in words: what is wrong, and how to mend it. Looks at the disk."""

import errno
import os
from pathlib import Path

from chronicles.disk.paths import is_folder
from chronicles.problems import Refused

# Of a name and of a path, in bytes: NAME_MAX and PATH_MAX of Linux, whose PATH_MAX counts the byte behind it.
LONGEST_NAME, LONGEST_PATH = 255, 4095
IN_THE_WAY = frozenset({errno.ENOTDIR, errno.EEXIST})


def explained(error: OSError, path: Path, otherwise: Refused) -> tuple[Path, Refused]:
    """Return what an error is about, and what to say of it; `otherwise` where there is nothing better.

    `path` is what was asked of the system, where the error does not say so itself. What is about a name that
    is too long, and about a file in the place of a folder, has a mend of its own.
    """
    named = error.filename2 or error.filename  # of a renaming, the second is where to
    path = Path(os.fsdecode(named)) if isinstance(named, str | bytes) else path
    if error.errno == errno.ENAMETOOLONG:
        return path, too_long(path)
    if error.errno == errno.EISDIR:
        return path, Refused("a folder is where a file has to be", "Move it away.")
    blocked = in_the_way(path) if error.errno in IN_THE_WAY else None
    if blocked is None:
        return path, otherwise
    what = "a link that leads nowhere" if blocked.is_symlink() else "a file"
    return blocked, Refused(f"{what} is where a folder has to be", "Move it away, or delete it.")


def too_long(path: Path) -> Refused:
    """Return what to say of a path that the system refuses for its length."""
    longest = max(len(os.fsencode(part)) for part in path.parts or ("",))
    whole = len(os.fsencode(path))
    if longest <= LONGEST_NAME and whole > LONGEST_PATH:
        mend = f"Put it into fewer folders, or shorten their names, to {LONGEST_PATH} bytes in all."
        return Refused(f"the path is too long: it has {whole} bytes", mend)
    mend = f"Give it a shorter name, of {LONGEST_NAME} bytes at most."
    return Refused(f"the name is too long for a file: it has {longest} bytes", mend)


def in_the_way(path: Path) -> Path | None:
    """Return the first of a path and the folders above it that is there and is no folder."""
    return next((one for one in (*reversed(path.parents), path) if _is_other(one)), None)


def _is_other(path: Path) -> bool:
    return os.path.lexists(path) and not is_folder(path)
