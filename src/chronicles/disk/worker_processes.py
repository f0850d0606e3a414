"""Does the same with many things on all cores: in forked processes, which know all that this one knows."""

import gc
import os
import pickle
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from chronicles.disk.deferred_signals import deferred_signals

LEAST = 50  # things for which it pays to fork
AT_ONCE = 4096  # bytes that are read of how many things are over


def cores() -> int:
    """Return how many processes can run at the same time here; 1 where there is no fork."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_workers(
    things: Sequence[Any], work: Callable[[Any], Any], tell: Callable[[int], None] = lambda done: None
) -> dict[int, Any]:
    """Return what `work` returns of the things, by their places in the sequence.

    `tell` hears how many of them are over, in this process.

    A thing that it raises an error for is left out, and so is all that a process had that was ended:
    whoever asks does these by itself. With one core, or few things, that is all of them. What `work` returns
    is pickled; what else it does is lost, but for files.
    """
    count = min(cores(), len(things) // LEAST + 1)
    if count < 2 or len(things) < LEAST:
        return {}
    counted, counting = os.pipe()
    gc.freeze()  # no page of memory is copied only since it was looked at
    started: list[tuple[int, int]] = []
    try:
        with suppress(OSError):  # no more processes here: what they would do is left out
            for first in range(count):
                started.append(_start(things, first, count, work, counting))
    finally:
        gc.unfreeze()
        os.close(counting)
    _hear(counted, tell)
    found: dict[int, Any] = {}
    for process, reading in started:
        found |= _result(process, reading)
    return found


def _hear(counted: int, tell: Callable[[int], None]) -> None:
    """Tell how many things are over, a byte for each, until no process writes any more."""
    done = 0
    with open(counted, "rb", buffering=0) as file:
        while said := file.read(AT_ONCE):
            done += len(said)
            tell(done)


def _start(
    things: Sequence[Any], first: int, step: int, work: Callable[[Any], Any], counting: int
) -> tuple[int, int]:
    """Start a process for every `step`th thing; return its number, and what to read its results from.

    It writes a byte to `counting` for each thing that is over.
    """
    reading, writing = os.pipe()
    with deferred_signals(), warnings.catch_warnings():
        # The thread that tells how far this is has nothing that the new process waits for.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            process = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
    if process:
        os.close(writing)
        return process, reading
    _work(things, first, step, work, writing, counting)
    raise AssertionError("it has ended")


def _work(
    things: Sequence[Any], first: int, step: int, work: Callable[[Any], Any], writing: int, counting: int
) -> None:
    """What the new process does, until it ends without whatever this one does at its end."""
    status = 1
    try:
        found, parent = {}, os.getppid()
        for at in range(first, len(things), step):
            if os.getppid() != parent:
                return  # nobody is there any more who wants to know
            with suppress(Exception):  # it is raised again where somebody hears it
                found[at] = work(things[at])
            os.write(counting, b".")
        os.close(counting)
        with open(writing, "wb") as file:
            pickle.dump(found, file, 5)
        status = 0
    finally:
        os._exit(status)


def _result(process: int, reading: int) -> dict[int, Any]:
    with open(reading, "rb") as file:
        data = file.read()
    _, status = os.waitpid(process, 0)
    found: dict[int, Any] = pickle.loads(data) if status == 0 else {}  # noqa: S301 - of our own process
    return found
