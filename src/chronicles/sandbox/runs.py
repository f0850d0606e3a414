"""One run of a program, from its start to all it said. Starts processes."""

import os
import select
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from chronicles.sandbox.limits import CUT, Limits
from chronicles.sandbox.outcome import Outcome
from chronicles.sandbox.program import Program, start

SECONDS = 300.0  # for one run
LOOK = 0.25  # every so many seconds at the space that it takes
PIECE = 1 << 16


def run(command: Sequence[str], folder: Path, seconds: float = SECONDS, limits: Limits = Limits()) -> Outcome:  # noqa: B008  # it is frozen
    """Run `command` in `folder`, its input closed, and end every process that it started.

    It has `seconds`, whatever `limits.seconds` says; the output is read as UTF-8, with U+FFFD for what
    is none.
    """
    with start(command, folder, limits) as program:
        said, is_over = _listen(program, monotonic() + seconds, limits)
        status = program.process.wait() if is_over else None
    text = bytes(said[: limits.output]).decode("utf-8", "replace")
    return Outcome(status, text + CUT if len(said) > limits.output else text)


def _listen(program: Program, end: float, limits: Limits) -> tuple[bytearray, bool]:
    """Read what the program prints, and no more than is kept, until it is over or has to be."""
    said = bytearray()
    assert program.process.stdout
    handle = program.process.stdout.fileno()
    looked = monotonic()
    while (now := monotonic()) < end:
        if now - looked > LOOK:
            looked = now
            if program.space() > limits.disk:
                return said, False
        if not select.select([handle], [], [], min(LOOK, end - now))[0]:
            continue
        if not (piece := os.read(handle, PIECE)):
            return said, True
        said += piece[: limits.output + 1 - len(said)]
    return said, False
