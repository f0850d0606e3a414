"""A person at a terminal: a command in a real pty, what it prints, and what is typed.

with terminal(journal, "log") as at:
    at.sees("What did you do")
    at.types("I learned.\\n")
    assert at.end() == 0
"""

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from tests.commands import forking
from tests.waiting import LIMIT

PATIENCE = LIMIT
HEARD = 5  # seconds; what is typed is echoed long before
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"}
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """The screen and the keyboard of a command that runs."""

    def __init__(self, wait: Callable[[], int], screen: int) -> None:
        self.screen = screen
        self._wait = wait
        self.said = ""
        self.seen = 0

    def sees(self, text: str) -> None:
        """Wait until `text` is printed, behind what was seen before."""
        until = time.monotonic() + PATIENCE
        while (at := self.said.find(text, self.seen)) < 0:
            assert self._read(until), f"{text!r} is not in {self.said[self.seen :]!r}"
        self.seen = at + len(text)

    def types(self, keys: str | bytes) -> None:
        """Type, as soon as the command listens."""
        os.write(self.screen, keys if isinstance(keys, bytes) else keys.encode())

    def presses(self, key: str) -> None:
        """Press a key until it is heard: one that is pressed while a prompt is being set up may be lost."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.types(key)
            if select.select([self.screen], [], [], HEARD)[0]:
                return

    def end(self) -> int:
        """Wait for the command to end; return its status."""
        until = time.monotonic() + PATIENCE
        while self._read(until):
            pass
        return self._wait()

    def _read(self, until: float) -> bool:
        """Read what is printed; false once there is nothing more to come."""
        ready, _, _ = select.select([self.screen], [], [], max(0.0, until - time.monotonic()))
        assert ready, f"nothing happens after {self.said!r}"
        try:
            data = os.read(self.screen, 4096)
        except OSError:  # on Linux, the other end is closed
            return False
        self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


@contextmanager
def terminal(root: Path, *words: str, anew: bool = False) -> Iterator[Terminal]:
    """Run a command with `words` in `root`, at a terminal: forked, or `anew` as a Python of its own."""
    screen, keyboard = pty.openpty()
    with (_started if anew else _forked)(root, words, keyboard) as wait:
        os.close(keyboard)
        try:
            yield Terminal(wait, screen)
        finally:
            os.close(screen)


@contextmanager
def _forked(root: Path, words: tuple[str, ...], keyboard: int) -> Iterator[Callable[[], int]]:
    server = forking()
    process = server.start(words, root, os.environ | PLAIN, (keyboard, keyboard, keyboard))
    ended = cache(lambda: server.wait(process))
    try:
        yield ended
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        ended()


@contextmanager
def _started(root: Path, words: tuple[str, ...], keyboard: int) -> Iterator[Callable[[], int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "chronicles", *words],
        cwd=root,
        env=os.environ | PLAIN,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C reaches it
    )
    try:
        yield process.wait
    finally:
        process.kill()
        process.wait()
