"""A signal that comes while a process is forked ends the program all the same."""

import signal
import subprocess
import sys
import threading

import pytest

from chronicles.disk.deferred_signals import deferred_signals

FORKED = """
import os, signal, sys
from chronicles.disk.snapshot_process import SnapshotProcess
from chronicles.disk.worker_processes import in_workers
parent = os.getpid()
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
os.register_at_fork(after_in_parent=lambda: signal.raise_signal(signal.SIGTERM))
{}
sys.exit(1)
"""


@pytest.mark.parametrize(
    "fork", ["SnapshotProcess(len)", "os.sched_getaffinity = lambda _: {0, 1}; in_workers([1] * 200, abs)"]
)
def test_term_during_a_fork_is_not_lost(fork: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKED.format(fork)], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (7, "")


IN_A_CHILD = """
import os, signal
from chronicles.disk.deferred_signals import deferred_signals
def end(number, frame):
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    os._exit(7)
signal.signal(signal.SIGTERM, end)
with deferred_signals():
    signal.raise_signal(signal.SIGTERM)
    child = os.fork()
os._exit(3)
"""


def test_a_signal_before_a_fork_is_not_heard_in_the_new_process() -> None:
    done = subprocess.run([sys.executable, "-c", IN_A_CHILD], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (7, "3\n", "")


def test_what_came_meanwhile_is_dealt_with_at_the_end_and_handlers_are_as_before() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        with deferred_signals():
            signal.raise_signal(signal.SIGINT)
            assert heard == []
        assert heard == [signal.SIGINT]
        signal.raise_signal(signal.SIGINT)
        assert heard == [signal.SIGINT] * 2
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_leaves_signals_alone() -> None:
    found: list[object] = []

    def work() -> None:
        with deferred_signals():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]
