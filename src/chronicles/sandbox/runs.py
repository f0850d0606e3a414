"""One run of a program, from its start to all it said. Starts processes."""

import os
import select
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from chronicles.sandbox.interpreter import Interpreter
from chronicles.sandbox.limits import CUT, Limits
from chronicles.sandbox.meter import LOOK, Meter
from chronicles.sandbox.outcome import Outcome
from chronicles.sandbox.program import Program, start

SECONDS = 300.0  # for one run
PIECE = 1 << 16


def run(
    command: Sequence[str],
    folder: Path,
    seconds: float = SECONDS,
    limits: Limits = Limits(),  # noqa: B008  # it is frozen
    interpreter: Interpreter | None = None,
) -> Outcome:
    """Run `command` in `folder`, its input closed, and end every process that it started.

    It has `seconds`, whatever `limits.seconds` says, and of Pythons that of the `interpreter`, as in `start`.
    The output is read as UTF-8, with U+FFFD for what is none.
    """
    with start(command, folder, limits, interpreter=interpreter) as program:
        said, excess = _listen(program, seconds, limits)
        status = None if excess else program.process.wait()
    text = bytes(said[: limits.output]).decode("utf-8", "replace")
    return Outcome(status, text + CUT if len(said) > limits.output else text, excess)


def _listen(program: Program, seconds: float, limits: Limits) -> tuple[bytearray, str]:
    """Read what the program prints, and no more than is kept, until it is over; or say why it has to be."""
    said = bytearray()
    assert program.process.stdout
    handle = program.process.stdout.fileno()
    meter = Meter(program, limits)
    end = monotonic() + seconds
    while (now := monotonic()) < end:
        if excess := meter.excess():
            return said, excess
        if not select.select([handle], [], [], min(LOOK, end - now))[0]:
            continue
        if not (piece := os.read(handle, PIECE)):
            return said, ""
        said += piece[: limits.output + 1 - len(said)]
    return said, f"it took more than {seconds:g} s"
