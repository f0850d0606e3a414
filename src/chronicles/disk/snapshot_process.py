"""A process that stays as this one was when it was forked, and answers questions from what it knows.

    process = SnapshotProcess(lambda question: known[question])
    process.ask("a", 10.0)
    process.end()

Each question is answered in a process of its own, forked from that one: what it changes while it answers
is gone with it, so every question finds what the first one found. Memory is shared until one of them writes.
"""

import gc
import os
import pickle
import select
import signal
import struct
import warnings
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any, NoReturn

from chronicles.disk.deferred_signals import deferred_signals

LENGTH = struct.Struct(">Q")  # before each message
STREAMS = (0, 1, 2)
MOST_FILES = (
    65_536  # that may be open: the system's own limit may be none, and files have the lowest free number
)
NOTHING = pickle.dumps(None, 5)


class SnapshotProcess:
    """Answers with what `answer` returns of a question, as everything is when this is made.

    Both are pickled. `get_ready` is called in the process before the first question. Raises `OSError`
    where no process can be forked.
    """

    def __init__(self, answer: Callable[[Any], Any], get_ready: Callable[[], object] = lambda: None) -> None:
        if not hasattr(os, "fork"):
            raise OSError("there is no fork here")
        asking, self._ask = os.pipe()
        self._told, telling = os.pipe()
        try:
            self._process = _fork()
        except OSError:
            for one in (asking, self._ask, self._told, telling):
                os.close(one)
            raise
        if not self._process:
            _only(_serve, answer, get_ready, asking, telling)
        with suppress(OSError):  # it may have done so itself by now
            os.setpgid(self._process, self._process)
        os.close(asking)
        os.close(telling)
        os.set_blocking(self._told, False)
        self._is_over = False

    def ask(self, question: Any, seconds: float) -> Any:
        """Return the answer; `None` where there is none, or none in time: then none is given any more."""
        if self._is_over:
            return None
        try:
            _write(self._ask, pickle.dumps(question, 5))
            until = monotonic() + seconds
            size = LENGTH.unpack(self._read(LENGTH.size, until))[0]
            return pickle.loads(self._read(size, until))  # noqa: S301 - of our own process
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # `select` takes no number over 1023
            self.end()
            return None

    def end(self) -> None:
        """End the process, and the one that answers."""
        if self._is_over:
            return
        self._is_over = True
        os.close(self._ask)
        os.close(self._told)
        with suppress(OSError):
            os.killpg(self._process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._process, 0)

    def _read(self, size: int, until: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            if not select.select([self._told], [], [], max(until - monotonic(), 0))[0]:
                raise EOFError("no answer in time")
            if not (part := os.read(self._told, size - len(data))):
                raise EOFError("the process has ended")
            data += part
        return bytes(data)


def _fork() -> int:
    with deferred_signals(), warnings.catch_warnings():
        # The threads of a server hold nothing that the new process waits for.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _only(work: Callable[..., object], *words: Any) -> NoReturn:
    """Do this in a process that was forked, and end without whatever this one does at its end."""
    status = 1
    try:
        work(*words)
        status = 0
    finally:
        os._exit(status)


def _serve(answer: Callable[[Any], Any], get_ready: Callable[[], object], asked: int, telling: int) -> None:
    """Answer until nobody can ask any more."""
    gc.disable()  # no page of memory is copied only since it was looked at
    os.setpgid(0, 0)  # Ctrl-C is for the process that asks; this one ends when nobody asks any more
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _leave_files({asked, telling})
    get_ready()
    while size := _all_of(asked, LENGTH.size):
        question = pickle.loads(_all_of(asked, LENGTH.unpack(size)[0]))  # noqa: S301 - of our own process
        answering = _fork()
        if not answering:
            _only(_answer, answer, question, telling)
        if os.waitpid(answering, 0)[1]:
            _write(telling, NOTHING)


def _answer(answer: Callable[[Any], Any], question: Any, telling: int) -> None:
    try:
        data = pickle.dumps(answer(question), 5)
    except Exception:
        data = NOTHING
    _write(telling, data)


def _leave_files(kept: set[int]) -> None:
    """Close what was open in the process before: its ports, its locks; and hear and say nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for one in STREAMS:
        os.dup2(nothing, one)
    first = max(STREAMS) + 1
    for one in sorted(kept):
        os.closerange(first, one)
        first = one + 1
    os.closerange(first, MOST_FILES)


def _write(file: int, data: bytes) -> None:
    left = memoryview(LENGTH.pack(len(data)) + data)
    while left:
        left = left[os.write(file, left) :]


def _all_of(file: int, size: int) -> bytes:
    """So many bytes; none where the other end is closed."""
    data = bytearray()
    while len(data) < size and (part := os.read(file, size - len(data))):
        data += part
    return bytes(data) if len(data) == size else b""
