"""Runs a program where it can do no harm: no network, no files but its own, a bare environment, limits."""

from chronicles.proof.sandbox.honesty import unenforced
from chronicles.proof.sandbox.limits import Limits
from chronicles.proof.sandbox.outcome import Outcome
from chronicles.proof.sandbox.program import Program, stop_all
from chronicles.proof.sandbox.runs import SECONDS, run

__all__ = ["SECONDS", "Limits", "Outcome", "Program", "run", "stop_all", "unenforced"]
