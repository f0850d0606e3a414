"""What a command says, and the status that it ends with, though it has no process of its own."""

import contextlib
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from .limited_output import LimitedOutput
from .sent_letters import recorded_letters


def executed(words: Sequence[str], execute: Callable[[], None]) -> dict[str, Any]:
    """Call `execute` with `words` as the command line.

    Return `output` (both streams), `status`, and in `letters` what was sent by e-mail.
    """
    said = LimitedOutput()
    before, sys.argv = sys.argv, list(words)
    try:
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            recorded_letters() as letters,
        ):
            status = _status(execute)
    finally:
        sys.argv = before
    return {"output": said.getvalue(), "status": status, "letters": letters}


def _status(execute: Callable[[], None]) -> int:
    try:
        execute()
    except SystemExit as end:
        if isinstance(end.code, int) or end.code is None:
            return end.code or 0
        print(end.code, file=sys.stderr)  # as Python itself does
        return 1
    except Exception as error:
        trace = error.__traceback__
        while trace and _is_ours(trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        traceback.print_exception(type(error), error, trace)
        return 1
    return 0


def _is_ours(file: str) -> bool:
    """Whether a line of a traceback is about how the command was started, and not about the command."""
    return "/bridge/" in file or "runpy" in file
