"""A process beside a test that tidies up after it, however the test ends.

What is to be tidied is told to it before it is made, a JSON list a line:

    ["database", "postgresql", "chronicles_1700000000_0a1b2c3d"]    drop it
    ["process", 4711]                                  end it and its children
    ["ended", 4711]                                    it has ended by itself

When nobody is left to tell it more, because the test is over, was interrupted or killed, it ends the
processes and drops the databases, and those of earlier runs that died with their keeper. There is no
other way of tidying, so this one is tried each time.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.project.servers import SERVERS, Server, fresh_name

ROOT = Path(__file__).resolve().parents[2]


class Keeper:
    """The end of it that a test holds."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.project.keeper"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that Ctrl-C in the terminal does not reach it
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        status = self._process.wait(timeout=60)
        self._process.stdout.close()
        assert status == 0, "the databases of this run could not be dropped: see above"

    def database(self, server: str) -> str:
        """Make an empty database and return its URL."""
        name = fresh_name()
        self.tell("database", server, name)
        SERVERS[server].create(name)
        return SERVERS[server].url(name)

    def tell(self, *words: str | int) -> None:
        """Return once it has been understood."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps(words), file=self._process.stdin, flush=True)
        assert self._process.stdout.readline() == "ok\n"


def end(group: int) -> None:
    """End a process and its children at once, if there is any left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def listen() -> None:
    """Take down what there is to tidy until there is nobody to tell more, and tidy it."""
    databases: list[tuple[Server, str]] = []
    processes: set[int] = set()
    for line in sys.stdin:
        match json.loads(line):
            case ["database", str(server), str(name)]:
                databases.append((SERVERS[server], name))
            case ["process", int(group)]:
                processes.add(group)
            case ["ended", int(group)]:
                processes.discard(group)
        with contextlib.suppress(BrokenPipeError):
            print("ok", flush=True)
    for group in processes:
        end(group)
    for place, database in databases:
        place.drop(database)
    for place in {place for place, _ in databases}:
        for database in place.forgotten():
            place.drop(database)


if __name__ == "__main__":
    listen()
