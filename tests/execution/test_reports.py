"""Whatever stands where a worker reports, its page has results or is lost: no traceback, no row too many."""

import json
from collections.abc import Iterable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.execution.databases import Databases
from chronicles.execution.reports import Report, read_report
from chronicles.execution.script_runs import BlockResult, ScriptRun, StepOutput
from chronicles.execution.session import Session
from chronicles.execution.worker import Worker, WorkerLost
from chronicles.sandbox import Limits
from chronicles.sandbox.untrusted import Untrusted
from tests.execution.small import CLOCK, pycon

BLOCKS: list[dict[str, Any]] = [{"kind": "pycon", "inputs": ["1", "2"]}, {"kind": "pycon", "inputs": ["3"]}]
RUN = ScriptRun("docs/a.md", "now", CLOCK, "none", (pycon("1", "2"), pycon("3")))
WROTE = "wrote into what reports on it"


class FakeWorker:
    """Says these lines, and is lost then."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = iter(lines)

    def order(self, what: str, **values: object) -> None:
        pass

    def allow(self) -> None:
        pass

    def report(self) -> Report:
        for line in self.lines:
            try:
                return read_report(line)
            except Untrusted:
                raise WorkerLost(WROTE) from None
        raise WorkerLost("ended the process that it ran in")


def run(*reports: dict[str, Any] | bytes) -> tuple[BlockResult, ...]:
    lines = [said if isinstance(said, bytes) else json.dumps(said).encode() for said in reports]
    session = Session(cast(Worker, FakeWorker(lines)), cast(Databases, None), Limits())
    return session.run(RUN, BLOCKS)


OUTPUT: dict[str, Any] = {"is": "output", "output": "a\n", "status": 0, "queries": ["SELECT 1"], "error": ""}
BLOCK = {"is": "block"}
OVER = {"is": "over", "status": 0, "left": False}
GIVEN = StepOutput("a\n", 0, ("SELECT 1",))


def test_what_a_worker_of_ours_reports_is_taken() -> None:
    first, second = BlockResult((GIVEN, GIVEN)), BlockResult((GIVEN,))
    assert run(OUTPUT, OUTPUT, BLOCK, OUTPUT, BLOCK, OVER) == (first, second)
    assert run(OUTPUT, OUTPUT, BLOCK, {"is": "stop", "why": "no"}, OVER) == (first, BlockResult((), "no"))
    ended = BlockResult((GIVEN,), "ended the process that it ran in (exit status 3)")
    assert run(OUTPUT, OVER | {"status": 3}) == (ended,)


@pytest.mark.parametrize(
    "reports",
    [
        [OUTPUT, OUTPUT, OUTPUT],
        [BLOCK],
        [OUTPUT, BLOCK],
        [OUTPUT, OUTPUT, BLOCK, OUTPUT, BLOCK, BLOCK],
        [OUTPUT, OUTPUT, BLOCK, OUTPUT, BLOCK, OUTPUT],
        [{"is": "stop", "why": "no"}, OUTPUT],
        [{"is": "stop", "why": ""}],
        [{"is": "ready", "output": "", "status": 0}],
        [OUTPUT | {"output": None}],
        [OUTPUT | {"status": "0"}],
        [OUTPUT | {"status": True}],
        [OUTPUT | {"status": 2**31}],
        [OUTPUT | {"queries": "SELECT 1"}],
        [OUTPUT | {"queries": [1]}],
        [OUTPUT | {"error": None}],
        [OVER | {"status": -999}],
        [OVER | {"left": "yes"}],
        [{"is": "over"}],
        [{"is": ["output"]}],
        [b"[]"],
        [b"{"],
        [b"[" * 100_000],
        [b"\xff\xfe"],
    ],
)
def test_anything_else_loses_the_page(reports: list[dict[str, Any] | bytes]) -> None:
    assert run(*reports)[-1].stopped == WROTE


def test_a_signal_that_has_no_name_is_told_by_its_number() -> None:
    ended = "ended the process that it ran in (signal"
    assert run(OVER | {"status": -9})[-1].stopped == f"{ended} SIGKILL)"
    assert run(OVER | {"status": -40})[-1].stopped.startswith(ended)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KINDS = st.sampled_from(["ready", "prepared", "output", "block", "stop", "over", "", "x"])
KEYS = st.sampled_from(["output", "status", "queries", "why", "left", "is"])
REPORTS = st.builds(lambda kind, more: {"is": kind, **more}, KINDS, st.dictionaries(KEYS, VALUES, max_size=5))


@given(
    st.lists(st.one_of(st.sampled_from([OUTPUT, BLOCK, OVER]), REPORTS, st.binary(max_size=20)), max_size=9)
)
def test_whatever_is_reported_there_are_results_and_no_more_than_blocks(
    reports: list[dict[str, Any] | bytes],
) -> None:
    results = run(*reports)
    assert 1 <= len(results) <= len(BLOCKS)
    assert all(result.stopped == "" for result in results[:-1])
    assert len(results) == len(BLOCKS) or results[-1].stopped
    for result, block in zip(results, BLOCKS, strict=False):
        assert len(result.outputs) <= len(block["inputs"])
