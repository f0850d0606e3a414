"""A plugin of pytest's that runs the tests behind goals alone, and notes what becomes of each: `-p …`."""

import json
from typing import Any

from .outcomes import Outcomes, last_line
from .source_folder import show_sources

WANTED = "chronicles_evidence_wanted.json"  # the node ids of tests, or of what they are in
OUTCOMES = Outcomes()
UNUSABLE = (3, 4)  # `pytest.ExitCode`: an error of its own, or in how it is used


def is_within(test: str, wanted: str) -> bool:
    """Whether a node id is what is wanted, or of it: of a folder, file or class, or one of its parameters.

    >>> is_within("tests/test_a.py::test_b[1]", "tests/test_a.py::test_b")
    True
    """
    return test == wanted or test.startswith((f"{wanted}/", f"{wanted}::", f"{wanted}["))


def pytest_load_initial_conftests() -> None:
    """Let the project's own code find its packages."""
    show_sources()


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Leave the tests that nobody wants, of files that somebody wants, unrun."""
    with open(WANTED, encoding="utf-8") as file:
        wanted = json.load(file)
    kept = [item for item in items if any(is_within(item.nodeid, one) for one in wanted)]
    left = [item for item in items if item not in kept]
    items[:] = kept
    if left:
        config.hook.pytest_deselected(items=left)


def pytest_collectreport(report: Any) -> None:
    """Note a file that cannot be imported, with the last line of why."""
    if report.failed:
        OUTCOMES.lose(report.nodeid, last_line(str(report.longrepr)).removeprefix("E ").strip())


def pytest_runtest_logreport(report: Any) -> None:
    """Note what became of a test: of its own part, and of what prepares it where that fails or skips it."""
    if report.outcome != "passed" or report.when == "call":
        OUTCOMES.note(report.nodeid, report.outcome)


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:
    """Write it all down, once: the workers of pytest-xdist report to the process that has started them.

    Where pytest itself could not go on, such as for its settings, nothing is known of any test.
    """
    if not hasattr(session.config, "workerinput") and exitstatus not in UNUSABLE:
        OUTCOMES.write()
