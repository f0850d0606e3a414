"""What an application raised, also where its framework has made a page of that."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Any

from .served_application import said

# The frameworks that tell of what a view raised by a signal of this name (Flask's documentation, "Signals").
SIGNALLING = ("flask", "quart")
SIGNAL = "got_request_exception"


class NotedErrors:
    """The first exception of a request, in words; `""` where there is none."""

    def __init__(self) -> None:
        self.said = ""

    def note(self, error: BaseException) -> None:
        """Keep what it says, and at which line of the project it was raised."""
        self.said = self.said or f"{said(error)}{_where(error)}"


@contextmanager
def noted_errors() -> Iterator[NotedErrors]:
    """Note what the frameworks that are imported here tell of, until the block is over."""
    errors = NotedErrors()

    def note(sender: object, exception: BaseException, **more: Any) -> None:
        errors.note(exception)

    with ExitStack() as stack:
        for name in SIGNALLING:
            if signal := getattr(sys.modules.get(name), SIGNAL, None):
                stack.enter_context(signal.connected_to(note))
        yield errors


def _where(error: BaseException) -> str:
    """The last line of the project on the way to an error, by the path that it has there."""
    root = f"{Path.cwd()}{os.sep}"
    lines = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith(root)
    ]
    if not lines:
        return ""
    path, line = lines[-1]
    return f" ({path.removeprefix(root)}, line {line})"
