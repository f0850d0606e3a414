"""Measures what a build costs, where somebody has asked for that."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Self

from chronicles.site.build_profile import BuildProfile, PeakMemory, PhaseCost, page_costs
from chronicles.site.build_step import READING, BuildStep
from chronicles.site.peak_memory import peak_memory

PHASE = "phase"


class BuildRecorder:
    """A clock that always runs for one phase: the one that was told last, or the part of it at hand.

    Processes that were forked from the one that has made it may use it too: what they measure goes through
    a file that they share. There a line is written at once (open(2), `O_APPEND`), so that none is cut.
    It is used between `with BuildRecorder()` and its end.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile("ab+", buffering=0)  # noqa: SIM115 - it is open as long as the recorder
        self._process = os.getpid()
        self._costs: dict[str, list[float]] = {}
        self._notes: list[str] = []
        self._at = ["starting"]
        self._before: PeakMemory | None = None
        self._last = _clocks()

    def __enter__(self) -> Self:
        """Return the recorder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Throw the file away."""
        self._file.close()

    def hear(self, step: BuildStep) -> None:
        """Let the clock run for another phase from now on."""
        if step.phase != self._at[0]:
            self._count()
            self._at = [step.phase]
            if step.phase == READING:
                self._before = peak_memory()

    def note(self, words: str) -> None:
        """Keep something that explains what was measured."""
        self._notes.append(words)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Let the clock run for a part of a phase, in the block of `with`."""
        self._count()
        self._at.append(name)
        try:
            yield
        finally:
            self._count()
            if len(self._at) > 1:
                self._at.pop()

    @contextmanager
    def page(self, what: str, path: str) -> Iterator[None]:
        """Measure the `what` of a page, 'rendering' or 'finishing', in the block of `with`."""
        if is_forked := os.getpid() != self._process:
            self._costs, self._last = {}, _clocks()
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._write(what, path, time.perf_counter() - begun)
            if is_forked:
                self._count()
                for name in self._costs.keys() - {self._at[0]}:
                    self._write(PHASE, name, self._costs[name][1], self._at[0])

    def profile(self) -> BuildProfile:
        """Return all that was measured until now."""
        self._count()
        self._file.seek(0)
        said = [tuple(json.loads(line)) for line in self._file]
        costs = {name: list(cost) for name, cost in self._costs.items()}
        for _, name, cpu, phase in (one for one in said if one[0] == PHASE):
            # Of a forked process: nobody waited for it, and its work is counted with that of the phase.
            costs.setdefault(name, [0.0, 0.0])[1] += cpu
            costs.setdefault(phase, [0.0, 0.0])[1] -= cpu
        phases = tuple(PhaseCost(name, *cost) for name, cost in costs.items())
        pages = page_costs(one for one in said if one[0] != PHASE)
        return BuildProfile(phases, pages, self._memory(), tuple(self._notes))

    def _memory(self) -> PeakMemory | None:
        peak, before = peak_memory(), self._before
        return replace(peak, before=before.own) if peak and before else peak

    def _count(self) -> None:
        now = _clocks()
        cost = self._costs.setdefault(self._at[-1], [0.0, 0.0])
        for at, (after, before) in enumerate(zip(now, self._last, strict=True)):
            cost[at] += after - before
        self._last = now

    def _write(self, *said: str | float) -> None:
        os.write(self._file.fileno(), json.dumps(said).encode() + b"\n")


def _clocks() -> tuple[float, float]:
    """The time, and the work of this process and of all that it has waited for, in seconds."""
    about = os.times()
    return time.perf_counter(), time.process_time() + about.children_user + about.children_system
