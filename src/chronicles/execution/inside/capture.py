"""What is printed, and no more of it than there is room for."""

import io
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

CUT = "\n… (cut: it printed more)\n"


class Capped:
    """Bytes that came one piece after the other; those beyond its room are left out, and that is said."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._data = bytearray()

    def add(self, piece: bytes) -> None:
        """Keep a piece, or what there is room for, and one more byte to know by."""
        self._data += piece[: self._room + 1 - len(self._data)]

    def text(self) -> str:
        """Return it all."""
        text = bytes(self._data[: self._room]).decode("utf-8", "replace")
        return text + CUT if len(self._data) > self._room else text


class Pane(io.RawIOBase):
    """Where Python prints to: a file descriptor, until there is no more room."""

    def __init__(self, handle: int, room: int) -> None:
        self._handle = handle
        self._room = room + 1  # one more byte to know by

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def write(self, data: Any) -> int:
        size = len(data)
        piece = bytes(data[: self._room])
        self._room -= len(piece)
        with suppress(OSError):  # the file is full of what was printed past Python
            while piece:
                piece = piece[os.write(self._handle, piece) :]
        return size


def captured(call: Callable[[], int], room: int) -> tuple[str, int]:
    """Return what `call` printed, through Python or past it, and what it returned."""
    kept = [os.dup(1), os.dup(2)]
    streams = sys.stdout, sys.stderr
    with tempfile.TemporaryFile() as file:
        for handle in 1, 2:
            os.dup2(file.fileno(), handle)
        sys.stdout = sys.stderr = io.TextIOWrapper(
            Pane(1, room),
            encoding="utf-8",
            errors="backslashreplace",
            write_through=True,
        )
        try:
            status = call()
        finally:
            sys.stdout, sys.stderr = streams
            for handle, old in zip((1, 2), kept, strict=True):
                os.dup2(old, handle)
                os.close(old)
        file.seek(0)
        said = Capped(room)
        said.add(file.read(room + 1))
        return said.text(), status
