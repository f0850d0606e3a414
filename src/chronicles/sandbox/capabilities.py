"""What this machine cannot keep a program from. Starts a process."""

import tempfile
from functools import cache
from pathlib import Path

from chronicles.sandbox.confinement.launcher import PROBE
from chronicles.sandbox.runs import run


@cache
def unenforced() -> tuple[str, ...]:
    """Return what cannot be enforced here, a short sentence each; it is tried, not guessed.

    It is empty where everything can be. The trial may take 30 seconds, and is made once a process.
    """
    with tempfile.TemporaryDirectory(prefix="chronicles-probe-") as folder:
        outcome = run([PROBE], Path(folder), 30)
    if not outcome.is_good:
        return (f"nothing can run confined: {outcome.output.strip()}",)
    return tuple(outcome.output.splitlines())
