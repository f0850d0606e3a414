"""A journal that is served while a test writes in it: what its server says, gives and tells."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from tests.commands import environment
from tests.waiting import LIMIT, wait_for

from .conftest import Journal

EVENTS = "/.chronicles-serve/events"


class Preview:
    """A server that runs, its `address`, and the lines that it has printed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: dict[str, list[str]] = {"out": [], "err": []}
        for name, stream in ("out", process.stdout), ("err", process.stderr):
            assert stream is not None
            threading.Thread(target=self._read, args=(stream, self.said[name]), daemon=True).start()
        wait_for(lambda: self.said["out"] or process.poll() is not None, "the server says where it is")
        assert self.said["out"], "".join(self.said["err"])
        self.address = self.said["out"][0].split()[2]
        self.origin = "/".join(self.address.split("/")[:3])

    @staticmethod
    def _read(stream: IO[str], lines: list[str]) -> None:
        with stream:
            lines.extend(iter(stream.readline, ""))

    def ask(self, path: str, **headers: str) -> tuple[int, str, Any]:
        """The status, the text and the head of an answer to a path of the origin."""
        wanted = urllib.request.Request(f"{self.origin}{path}", headers=headers)  # noqa: S310 (an address of ours)
        try:
            with urllib.request.urlopen(wanted, timeout=LIMIT) as answer:  # noqa: S310
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers

    def get(self, path: str) -> str:
        """The text that is given for a path of the site."""
        return self.ask(self.address.removeprefix(self.origin) + path)[1]

    def until(self, path: str, words: str) -> str:
        """The page, once it has these words."""
        return wait_for(lambda: words in (text := self.get(path)) and text, f"{path} says {words!r}")

    def lines(self, name: str, words: str) -> list[str]:
        """What was printed to a stream, once that has these words."""
        wait_for(lambda: any(words in line for line in self.said[name]), f"it prints {words!r}")
        return list(self.said[name])

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """What a page that is open hears, build by build."""
        with urllib.request.urlopen(f"{self.origin}{EVENTS}", timeout=LIMIT) as stream:  # noqa: S310
            lines = (line.decode() for line in stream)
            yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))


@contextmanager
def previewed(journal: Journal, *options: str) -> Iterator[Preview]:
    """Serve a journal until the block is over."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "chronicles", "serve", "--port", "0", *options],
        cwd=journal.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        preview = Preview(process)
        yield preview
    finally:
        process.terminate()
        process.wait(LIMIT)
    assert "Traceback" not in "".join(preview.said["err"])
