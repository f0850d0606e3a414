"""The standard streams: all three are there when a command begins, and empty when it ends."""

import os
import sys
from typing import IO

NAMES = ("stdin", "stdout", "stderr")


def open_all() -> None:
    """Put the null device in the place of each stream that the caller has closed.

    Else the next file that is opened gets its number, and what some program prints goes into that file.
    """
    for number, name in enumerate(NAMES):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
            os.set_inheritable(number, True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))


def empty() -> OSError | None:
    """Write out what the streams still hold, and return what is in the way, if anything is.

    What cannot be written is thrown away: Python would try again as it ends, fail, and answer with 120.
    """
    errors = [error for stream in (sys.stdout, sys.stderr) if (error := _flush(stream))]
    return errors[0] if errors else None


def _flush(stream: IO[str]) -> OSError | None:
    try:
        stream.flush()
    except OSError as error:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
        stream.flush()
        return error
    return None
