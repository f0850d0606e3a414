"""As whom a program runs: where root starts it, as somebody who owns nothing else. Changes owners."""

import os
import sys
from itertools import count
from pathlib import Path

NOBODY = 65534
FIRST = 1_000_000_000  # numbers that no system gives to people or services
SPAN = 1000

_turns = count()


def stranger() -> int | None:
    """Return the number of a user of its own for the next program, `None` where we are not root.

    Each program has its own, so that the limit of processes counts only what it started. It is `None`, too,
    in a user namespace that has no number for a stranger (user_namespaces(7)).
    """
    if os.geteuid():
        return None
    number = FIRST + os.getpid() % SPAN**2 * SPAN + next(_turns) % SPAN
    return next(filter(_is_mapped, (number, NOBODY)), None)


def is_searching(paths: tuple[str, ...]) -> bool:
    """Whether somebody without rights needs to pass through closed folders on the way to these."""
    parents = {
        parent for path in paths if Path(path).exists() for parent in (Path(path), *Path(path).parents)
    }
    return not all(parent.stat().st_mode & 0o001 for parent in parents)


def give(folder: Path, user: int | None) -> None:
    """Make the folder, and all that is in it, that user's; `None` changes nothing.

    Links themselves change hands, never what they lead to. Raises `OSError` where that is not allowed.
    """
    if user is None:
        return
    os.chown(folder, user, user, follow_symlinks=False)
    for inside, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(inside, name), user, user, follow_symlinks=False)


def _is_mapped(number: int) -> bool:
    """Whether the number exists here: a container may know few."""
    if sys.platform != "linux":
        return True
    lines = Path("/proc/self/uid_map").read_text("ascii").splitlines()
    ranges = [tuple(map(int, line.split())) for line in lines]
    return any(first <= number < first + length for first, _, length in ranges)
