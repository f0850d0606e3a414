"""Writes files: whole or not at all, and never over what changed in the meantime."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chronicles.problems import Refused


def replace_text(path: Path, before: str | None, after: str) -> None:
    """Write `after` (UTF-8) to `path`, which holds `before`, or is not there for `None`.

    Raises `Refused` where it holds anything else by now, or cannot be written.
    """
    try:
        path = path.resolve()  # a link stays one
        with _alone(path.parent):
            if _current(path) != before:
                mend = "Run the command again."
                raise Refused("the file was changed meanwhile, so it was left alone", mend)
            _write(path, after)
    except OSError as error:
        raise Refused(f"it cannot be written: {error.strerror}", "Make room, or make it writable.") from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other command of ours writes in `folder` between our look at a file and its replacement."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _current(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None


def _write(path: Path, text: str) -> None:
    """Through a sibling and a rename, with the mode that the file had."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".chronicles-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
