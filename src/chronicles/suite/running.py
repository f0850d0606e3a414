"""Runs the stages of the suite: every lane at once, each stage in a group of processes of its own."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

from chronicles.suite.stages import Stage
from chronicles.suite.tally import Tally

EVENTS = "CHRONICLES_EVENTS"  # holds the number of the open file that tests/events.py writes to
LEAVE = 5  # seconds that an interrupted tool has to tidy up
LOOK = 1  # seconds between two looks whether Ctrl-C has come


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """How a stage ended: its exit status, its wall time in seconds, what it printed, and its tests.

    One that lacked something was `skipped`, or has failed where everything has to be tried.
    """

    stage: Stage
    status: int
    seconds: float
    output: str
    tally: Tally = field(default_factory=Tally)

    @property
    def skipped(self) -> bool:
        """Whether it was not run, without being a failure."""
        return bool(self.stage.lacking) and not self.status


class Display(Protocol):
    """Where a person sees how far the suite is."""

    def begun(self, stage: Stage) -> None:
        """A stage has begun."""

    def progressed(self, stage: Stage, tally: Tally) -> None:
        """A test of the stage has begun or ended."""

    def ended(self, outcome: StageOutcome) -> None:
        """A stage is over."""


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a stage: without settings of the caller's for Python or for the project.

    PYTHONUTF8 stays: it is build.py's, for every command.
    """
    private = ("PYTHON", "DJANGO_", "COVERAGE_", "PYTEST_")
    kept = {name: value for name, value in given.items() if not name.startswith(private)}
    return kept | {name: given[name] for name in ("PYTHONUTF8", "PYTEST_ADDOPTS") if name in given}


class Stopped(Exception):
    """The suite is being ended, and starts nothing more."""


class Processes:
    """The groups of processes that run, of which none outlives the suite."""

    def __init__(self) -> None:
        self._lock, self._running, self._stopped = Lock(), list[subprocess.Popen[bytes]](), False

    def start(self, stage: Stage, root: Path, output: IO[bytes], events: int) -> subprocess.Popen[bytes]:
        """Start a stage as the leader of a group; raises `Stopped` once the suite is being ended.

        `events` is the number of the open file that its tests write to. Raises `OSError` where the command
        cannot be started.
        """
        told = {EVENTS: str(events)} if stage.tells_tests else {}
        with self._lock:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                stage.command,
                cwd=root / stage.folder,
                env=environment(os.environ) | told,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=[events] if told else [],
                start_new_session=True,  # Ctrl-C reaches it through us
            )
            self._running.append(process)
        return process

    def over(self, process: subprocess.Popen[bytes]) -> None:
        """End what a stage that is over has left in its group."""
        with self._lock:
            self._running.remove(process)
        _signal(process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Let what runs tidy up as after Ctrl-C, then end it."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _signal(process.pid, signal.SIGINT)
            until = time.monotonic() + LEAVE
            for process in self._running:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(0, until - time.monotonic()))
                _signal(process.pid, signal.SIGKILL)


def run(root: Path, lanes: Sequence[Sequence[Stage]], display: Display) -> list[StageOutcome]:
    """Run every stage and return how each ended, one lane after the other.

    Ctrl-C ends all of them, and is raised on.
    """
    processes = Processes()
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            futures = [pool.submit(_lane, root, lane, processes, display) for lane in lanes]
            return _outcomes(futures)
        except BaseException:
            processes.stop()
            raise


def _outcomes(lanes: Sequence[Future[list[StageOutcome]]]) -> list[StageOutcome]:
    """Return the outcomes of all lanes in their order; the first error of any is raised.

    A signal that another thread gets, or this one just before a wait, ends no wait: Python handles signals
    between two instructions of the main thread. So no wait is long.
    """
    running = set(lanes)
    while running:
        done, running = wait(running, LOOK, FIRST_EXCEPTION)
        for lane in done:
            lane.result()
    return [outcome for lane in lanes for outcome in lane.result()]


def _lane(root: Path, lane: Sequence[Stage], processes: Processes, display: Display) -> list[StageOutcome]:
    return [_stage(root, stage, processes, display) for stage in lane]


def _stage(root: Path, stage: Stage, processes: Processes, display: Display) -> StageOutcome:
    display.begun(stage)
    if stage.lacking:
        outcome = StageOutcome(stage, int(os.environ.get("CI") == "true"), 0.0, stage.lacking)
        display.ended(outcome)
        return outcome
    begun, tally = time.monotonic(), Tally()
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as output:
        with os.fdopen(reading, encoding="utf-8") as events:
            with os.fdopen(writing, "wb"):  # closed here, so that its end is seen
                process = processes.start(stage, root, output, writing)
            for line in events:
                tally.add(json.loads(line))
                display.progressed(stage, tally)
        status = process.wait()
        processes.over(process)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    outcome = StageOutcome(stage, status, time.monotonic() - begun, said, tally)
    display.ended(outcome)
    return outcome


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS refuses where only the dead are left
        os.killpg(group, number)
