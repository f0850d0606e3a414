"""What a command takes: wall time and the processor's, or memory. Its output goes to a file.

The processor's time is that of the command and of all processes it has waited for (getrusage(2),
RUSAGE_CHILDREN). Memory is the proportional set size, in which a page that two processes share counts once
(proc_pid_smaps(5)): the largest sum over the command and its descendants, looked at every 20 ms. That looking
takes time of its own, so it is no run that is timed.
"""

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers.process_trees import ProcessTree

EVERY = 0.02  # seconds between two looks at the memory
CAN_SAMPLE = sys.platform == "linux"


class Failed(Exception):
    """A command that ended with another status than 0, with its last words."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command with the folder it is called in, its variables, and where its output goes."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    log: Path


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds from start to end, and seconds of the processor."""

    wall: float
    cpu: float


def timed(call: Call) -> Usage:
    """What one run takes. Raises Failed."""
    before, begun = spent(), time.perf_counter()
    ended(call, start(call))
    return Usage(time.perf_counter() - begun, spent() - before)


def peak_memory(call: Call) -> int:
    """The most bytes that one run has at a time, over all of its processes. Linux only. Raises Failed."""
    process = start(call)
    tree, over, largest = ProcessTree(process.pid), threading.Event(), 0

    def look() -> None:
        nonlocal largest
        while not over.wait(EVERY):
            largest = max(largest, tree.memory())

    sampler = threading.Thread(target=look)
    sampler.start()
    try:
        ended(call, process)
    finally:
        over.set()
        sampler.join()
    return largest


def start(call: Call) -> subprocess.Popen[bytes]:
    """Start the command, with no input and its output in the log."""
    with call.log.open("wb") as log:
        return subprocess.Popen(
            call.command,
            cwd=call.folder,
            env=dict(call.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def ended(call: Call, process: subprocess.Popen[bytes]) -> None:
    """Wait for its end; where that is not 0, raise Failed."""
    if status := process.wait():
        raise Failed(f"{' '.join(call.command)} ended with {status}:\n{last_words(call.log)}")


def last_words(log: Path) -> str:
    """The end of what a command printed."""
    return log.read_text("utf-8", errors="replace")[-2000:].strip()


def spent() -> float:
    """Seconds of the processor of all processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
