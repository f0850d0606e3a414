"""The commands as a person runs them, without the wait: each is a process of its own, made by fork.

    run(journal, "check").status == 0

The process is forked by a server that has imported everything (`command_server.py`), one for all tests of
a process. Where the environment decides how Python starts, or a test asks for it, it is a Python that is
started from nothing. Both ways give the same: `test_commands.py` compares them.
"""

import atexit
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATIENCE = 600  # seconds; far more than any command takes, so that a hanging one is told
# What build.py does for the program that it starts.
AS_BUILD_PY = {"PYTHONUTF8": "1"}
PROGRAM = (sys.executable, "-P", "-m", "chronicles")
ROOT = Path(__file__).parents[1]
# What is read when Python or a console starts, and never again.
AT_START = re.compile(r"PYTHON|LC_|LANG|NO_COLOR|FORCE_COLOR|TERM|COLUMNS|LINES|MALLOC|LD_")


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said (both streams, without colours)."""

    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command: that of the tests, without colours, and `more`.

    How far it is, it does not say: that depends on how busy the machine is.
    """
    return os.environ | AS_BUILD_PY | {"NO_COLOR": "1", "CHRONICLES_PROGRESS": "0"} | more


def run(folder: Path, *words: str, **more: str) -> Run:
    """Run a command in `folder` with no input; `more` is added to its environment."""
    wanted = environment(**more)
    server = forking()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if _start(wanted) == server.start_variables:
            status = server.run(words, folder, wanted, out.fileno(), err.fileno())
        else:
            status = _run_anew(words, folder, wanted, out.fileno(), err.fileno())
        return Run(status, *map(_plain, (_content(out.fileno()), _content(err.fileno()))))


def run_anew(folder: Path, *words: str, **more: str) -> Run:
    """The same with a Python that is started from nothing."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        status = _run_anew(words, folder, environment(**more), out.fileno(), err.fileno())
        return Run(status, *map(_plain, (_content(out.fileno()), _content(err.fileno()))))


class Server:
    """The other end of `command_server.py`."""

    def __init__(self) -> None:
        started = environment()
        self.start_variables = _start(started)
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(ROOT / "tests" / "command_server.py")],
                cwd=ROOT,
                env=started,
                stdin=theirs,
                start_new_session=True,  # Ctrl-C at the tests' terminal is not for it
            )
        self._lines = self._channel.makefile("rb")
        assert self._lines.readline() == b"ready\n", "the server of commands has not begun"

    def run(self, words: tuple[str, ...], folder: Path, wanted: Mapping[str, str], out: int, err: int) -> int:
        """Run a command to its end, and return its status."""
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123
            process = self.start(words, folder, wanted, (nothing.fileno(), out, err))
        return self.wait(process)

    def start(
        self, words: tuple[str, ...], folder: Path, wanted: Mapping[str, str], streams: tuple[int, int, int]
    ) -> int:
        """Start a command whose standard streams are `streams`; return the id of its process and group."""
        request = {"words": words, "folder": str(folder), "environment": dict(wanted)}
        socket.send_fds(self._channel, [json.dumps(request).encode()], streams)
        return int(self._answer("started", ""))

    def wait(self, process: int) -> int:
        """Wait for the end of a command, the only one that runs, and return its status."""
        return int(self._answer("ended", str(process)))

    def close(self) -> None:
        """End the server: it has nothing more to read."""
        self._channel.close()
        self._lines.close()
        self._process.wait(PATIENCE)

    def _answer(self, kind: str, process: str) -> str:
        while line := self._lines.readline().decode().split():
            if line[0] == kind and line[1].startswith(process):
                return line[-1]
        raise AssertionError("the server of commands has ended")


@cache
def forking() -> Server:
    """The server of this process, started when it is first asked for."""
    server = Server()
    atexit.register(server.close)
    return server


def _run_anew(words: tuple[str, ...], folder: Path, wanted: Mapping[str, str], out: int, err: int) -> int:
    done = subprocess.run(
        [*PROGRAM, *words],
        cwd=folder,
        env=dict(wanted),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode


def _start(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that count when a command starts."""
    return {name: value for name, value in variables.items() if AT_START.match(name)}


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)


def _plain(stream: bytes) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.decode("utf-8"))
