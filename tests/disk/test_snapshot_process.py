"""A process that answers from what this one knew: each question finds the same."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from chronicles.disk.snapshot_process import SnapshotProcess
from tests.waiting import LIMIT, wait_for

Serve = Callable[..., SnapshotProcess]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers, and end them with the test."""
    started: list[SnapshotProcess] = []

    def start(answer: Callable[[Any], Any], *more: Callable[[], object]) -> SnapshotProcess:
        started.append(SnapshotProcess(answer, *more))
        return started[-1]

    yield start
    for server in started:
        server.end()


def is_there(process: int) -> bool:
    """Whether a process runs; one that has ended may wait to be asked how."""
    with suppress(OSError):
        os.kill(process, 0)
        about = Path("/proc", str(process), "stat")
        return not about.parent.is_dir() or about.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_each_question_finds_what_the_first_one_found(serve: Serve) -> None:
    known = ["a"]

    def answer(question: str) -> list[str]:
        known.append(question)
        return known

    server = serve(answer, lambda: known.append("ready"))
    known.append("later")
    assert server.ask("b", LIMIT) == ["a", "ready", "b"]
    assert server.ask("c" * 100_000, LIMIT) == ["a", "ready", "c" * 100_000]
    assert known == ["a", "later"]


def test_what_fails_is_no_answer_and_the_next_question_has_one(serve: Serve) -> None:
    def answer(question: str) -> Any:
        if question == "dies":
            os._exit(3)
        return {"raises": lambda: 1 / 0, "no value": lambda: threading.Lock(), "fine": lambda: 1}[question]()

    server = serve(answer)
    assert [server.ask(one, LIMIT) for one in ("raises", "fine", "dies", "no value", "fine")] == [
        None,
        1,
        None,
        None,
        1,
    ]


def test_who_does_not_answer_in_time_is_asked_no_more(serve: Serve) -> None:
    hear, say = os.pipe()
    server = serve(lambda question: os.getppid() if question else os.read(hear, 1))
    process = server.ask("who", LIMIT)
    assert is_there(process)
    assert server.ask("", 0.0) is None
    assert server.ask("who", LIMIT) is None
    assert not is_there(process)
    os.close(hear)
    os.close(say)


def test_it_ends_with_the_process_that_asks() -> None:
    code = """
import os, signal
from chronicles.disk.snapshot_process import SnapshotProcess
print(SnapshotProcess(lambda question: os.getppid()).ask("who", 60.0), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    wait_for(lambda: not is_there(int(done.stdout)), "nobody asks any more, and it ends")


def test_it_leaves_what_was_open_to_the_process_that_it_comes_from(serve: Serve) -> None:
    hear, say = os.pipe()
    serve(lambda question: question).ask("is it there", LIMIT)
    os.close(say)
    assert os.read(hear, 1) == b"", "nobody else can write any more"
    os.close(hear)
