"""Writes files: whole or not at all, and never over what changed in the meantime."""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.disk.system_errors import explained
from chronicles.problems import Refused

CHANGED = "the file was changed meanwhile, so it was left alone"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file and its bytes before and after; `None` is no file. `is_executable` sets its mode."""

    path: Path
    before: bytes | None
    after: bytes | None
    is_executable: bool | None = None


def replace_text(path: Path, before: str | None, after: str) -> None:
    """Write `after` (UTF-8) to `path`, which holds `before`, or is not there for `None`.

    Raises `Refused` where it holds anything else by now, or cannot be written.
    """
    old = None if before is None else before.encode("utf-8", "surrogateescape")
    replace_bytes(Replacement(path, old, after.encode("utf-8", "surrogateescape")))


def replace_bytes(change: Replacement) -> None:
    """Make one replacement; raises `Refused` as `replace_text` does."""
    try:
        path = followed(change.path)  # a link stays one
        with _alone(path.parent):
            if _current(path) != change.before:
                raise Refused(CHANGED, "Run the command again.")
            _make(path, change)
    except OSError as error:
        raise _unwritten(error, change.path) from None


def unlike(changes: Sequence[Replacement]) -> list[Replacement]:
    """Return those whose file is neither what it was nor what it is to be: nobody may write it.

    Raises `OSError` where a file cannot be read.
    """
    return [change for change in changes if _current(change.path) not in (change.before, change.after)]


def replace_all(changes: Sequence[Replacement]) -> None:
    """Make all replacements, one after the other.

    Those that are made already are passed over, so a second run finishes what a first one began.
    Raises `Refused` as `replace_bytes` does, naming the file.
    """
    for change in changes:
        with suppress(OSError):
            change.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if _current(change.path) == change.after:
                _set_mode(change)
                continue
            replace_bytes(change)
        except OSError as error:
            raise _unwritten(error, change.path) from None
        except Refused as refused:
            raise Refused(f"{change.path.name}: {refused.message}", refused.mend) from None


def replace_together(changes: Sequence[Replacement]) -> None:
    """Make all replacements or none: where one fails, or somebody stops it, those that are made are undone.

    Raises `Refused` as `replace_all` does.
    """
    try:
        replace_all(changes)
    except BaseException:
        for change in reversed(changes):
            if change.before != change.after and _current(change.path) == change.after:
                replace_bytes(Replacement(change.path, change.after, change.before))
        raise


def _unwritten(error: OSError, path: Path) -> Refused:
    """Why a file cannot be written; what is in its way is named, the file itself is known."""
    said = Refused(f"it cannot be written: {error.strerror}", "Make room, or make it writable.")
    place, told = explained(error, path, said)
    if place in (path, followed(path)) or told is said:
        return told
    what = f"it cannot be written: {place.name} is where a folder has to be"
    return Refused(what, f"Move {place.name} away, or delete it.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other command of ours writes in `folder` between our look at a file and its replacement."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _current(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _make(path: Path, change: Replacement) -> None:
    if change.after is None:
        path.unlink()
        with suppress(OSError):  # folders that are empty now are not wanted, either
            for folder in path.parents:
                folder.rmdir()
        return
    _write(path, change.after)
    _set_mode(change)


def _set_mode(change: Replacement) -> None:
    if change.is_executable is None or change.after is None:
        return
    mode = change.path.stat().st_mode & 0o7777
    wanted = mode | (mode & 0o444) >> 2 if change.is_executable else mode & ~0o111
    if mode != wanted:
        change.path.chmod(wanted)


def _write(path: Path, data: bytes) -> None:
    """Through a sibling and a rename, with the mode that the file had."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".chronicles-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
