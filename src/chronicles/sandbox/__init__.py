"""Runs a program where it can do no harm: no network, no files but its own, a bare environment, limits."""

from chronicles.sandbox.capabilities import unenforced
from chronicles.sandbox.interpreter import Interpreter, own_interpreter
from chronicles.sandbox.limits import Limits
from chronicles.sandbox.outcome import Outcome
from chronicles.sandbox.program import Program, stop_all
from chronicles.sandbox.runs import SECONDS, run

__all__ = [
    "SECONDS",
    "Interpreter",
    "Limits",
    "Outcome",
    "Program",
    "own_interpreter",
    "run",
    "stop_all",
    "unenforced",
]
