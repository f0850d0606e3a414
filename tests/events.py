"""A plugin of pytest that tells whoever started it what happens, an event of JSON a line.

    {"event": "found", "tests": 3627}
    {"event": "begun", "test": "tests/test_a.py::test_b"}
    {"event": "ended", "test": …, "outcome": "passed", "seconds": 0.1, "text": "why it failed or was skipped"}
    {"event": "left out", "slow": 120, "long": 30}

They go to the open file whose number is in the variable EVENTS; without it, nothing is told.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

EVENTS = "CHRONICLES_EVENTS"


class Events:
    """Tells what happens in all processes of a run; lives in the one that the others report to."""

    def __init__(self, handle: int) -> None:
        self._file = open(handle, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
        self._found = False

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Tell how many tests there are, once: every process has found the same."""
        if not self._found:
            self.tell("found", tests=len(ids))
        self._found = True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell how many tests there are, where this is the only process."""
        if session.items:
            self.pytest_xdist_node_collection_finished([item.nodeid for item in session.items])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell of a file that cannot be read, or is skipped as a whole."""
        if report.failed:
            self.tell("ended", test=report.nodeid, outcome="failed", seconds=0, text=report.longreprtext)
        elif report.skipped:
            self.tell("ended", test=report.nodeid, outcome="skipped", seconds=0, text=_reason(report))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Tell that a test begins."""
        self.tell("begun", test=nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell how a test ended: by its call, or by a fixture that failed or skipped it."""
        if report.when == "call" or report.failed or report.skipped:
            text = _reason(report) if report.skipped else report.longreprtext
            self.tell("ended", test=report.nodeid, outcome=report.outcome, seconds=report.duration, text=text)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Tell what was left out, as the first process that ends has counted it."""
        self.left_out(getattr(node, "workeroutput", {}).get("left out", {}))

    def left_out(self, counts: dict[str, int]) -> None:
        """Tell what was left out."""
        self.tell("left out", **counts)

    def tell(self, event: str, **more: object) -> None:
        """Write an event."""
        print(json.dumps({"event": event, **more}), file=self._file)


class LeftOut:
    """Counts the tests that the size of a run leaves out, in each process."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._counts = Counter[str]()

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        """Count the tests by the size that they belong to."""
        self._counts.update("long" if item.get_closest_marker("long") else "slow" for item in items)

    def pytest_sessionfinish(self) -> None:
        """Hand the counts over."""
        if (output := getattr(self._config, "workeroutput", None)) is not None:
            output["left out"] = dict(self._counts)
        elif events := self._config.pluginmanager.get_plugin(EVENTS):
            events.left_out(dict(self._counts))


def pytest_configure(config: pytest.Config) -> None:
    """Tell events in the process that others report to, and count in each."""
    config.pluginmanager.register(LeftOut(config))
    if (handle := os.environ.get(EVENTS)) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Events(int(handle)), EVENTS)


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """Why a test was skipped."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
