"""How long a server takes from a saved file to the changed bytes over HTTP."""

import contextlib
import http.client
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.peers.process_trees import ProcessTree
from bench.peers.usage import CAN_SAMPLE, Call, Failed, last_words, start

POLL = 0.01  # seconds between two requests
PATIENCE = 900.0  # seconds after which a server is given up
QUIET = 0.5  # seconds without work, after which a server is ready for the next change


@contextlib.contextmanager
def running(call: Call) -> Iterator[subprocess.Popen[bytes]]:
    """The server, until the block ends; then that process is asked to end, and made to where it does not."""
    process = start(call)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def saves(call: Call, port: int, address: str, save: Callable[[int], str], times: int) -> list[float]:
    """Seconds from each of so many saves to the page that has it.

    `save` is given the count of the change, writes the file, and gives back the word that is new in it.
    Raises Failed where the server ends, or nothing comes for a quarter of an hour.
    """
    with running(call) as process:
        until(lambda: page(port, address), call, process)
        took = []
        for count in range(1, times + 1):
            settle(process)
            word = save(count).encode()
            begun = time.perf_counter()
            until(lambda word=word: word in page(port, address), call, process)  # type: ignore[misc]
            took.append(time.perf_counter() - begun)
        return took


def until(come: Callable[[], object], call: Call, process: subprocess.Popen[bytes]) -> None:
    """Ask again and again until it is there."""
    given_up = time.perf_counter() + PATIENCE
    while not come():
        if process.poll() is not None:
            raise Failed(f"{' '.join(call.command)} ended with {process.returncode}:\n{last_words(call.log)}")
        if time.perf_counter() > given_up:
            raise Failed(f"{' '.join(call.command)}: nothing came for {PATIENCE:.0f} s")
        time.sleep(POLL)


def page(port: int, address: str) -> bytes:
    """The page at an address, in a connection of its own; nothing where it is not served yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read()
        return text if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def settle(process: subprocess.Popen[bytes]) -> None:
    """Wait until the server has nothing left to do after a page is out; elsewhere than on Linux, a second."""
    if not CAN_SAMPLE:
        time.sleep(1)
        return
    tree, before = ProcessTree(process.pid), -1
    given_up = time.perf_counter() + PATIENCE
    # A server that watches by looking again and again takes a few ticks of the processor for that.
    while (now := tree.ticks()) - before > 5 and time.perf_counter() < given_up:
        before = now
        time.sleep(QUIET)


def marked(path: Path, word: str) -> str:
    """Put a sentence with the word at the end of a page, in place of the one before; the word."""
    text = path.read_text("utf-8").partition("\n\nSeen again: ")[0].rstrip("\n")
    path.write_text(f"{text}\n\nSeen again: {word}.\n", "utf-8")
    return word
