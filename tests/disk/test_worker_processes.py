"""Work that is done by forked processes, and what they tell."""

import os

import pytest

from chronicles.disk import worker_processes
from chronicles.disk.worker_processes import LEAST, in_workers

THINGS = list(range(2 * LEAST))


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "cores", lambda: 2)


def test_all_is_done_elsewhere_and_told() -> None:
    told: list[int] = []
    found = in_workers(THINGS, lambda thing: (thing * 2, os.getpid()), told.append)
    assert {at: value for at, (value, _) in found.items()} == {at: 2 * at for at in THINGS}
    assert len({process for _, process in found.values()} - {os.getpid()}) == 2
    assert told == sorted(told) and told[-1] == len(THINGS)


def test_what_fails_is_left_out_and_over_all_the_same() -> None:
    told: list[int] = []
    found = in_workers(THINGS, lambda thing: 1 // (thing % 10), told.append)
    assert found.keys() == {at for at in THINGS if at % 10}
    assert told[-1] == len(THINGS)


def test_what_an_ended_process_had_is_left_out() -> None:
    def work(thing: int) -> int:
        if thing == THINGS[-1]:
            os._exit(3)
        return thing

    assert in_workers(THINGS, work).keys() == set(THINGS[::2])


def test_few_things_and_one_core_are_left_to_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_workers(THINGS[: LEAST - 1], str) == {}
    monkeypatch.setattr(worker_processes, "cores", lambda: 1)
    assert in_workers(THINGS, str) == {}


def test_more_than_a_pipe_holds_comes_back() -> None:
    found = in_workers(THINGS, lambda thing: b"x" * 10_000)
    assert sum(map(len, found.values())) == 10_000 * len(THINGS)


def test_where_there_can_be_no_more_processes_the_rest_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, asked = os.fork, list[int]()

    def refused() -> int:
        asked.append(1)
        if len(asked) > 1:
            raise BlockingIOError
        return fork()

    monkeypatch.setattr(os, "fork", refused)
    assert in_workers(THINGS, str).keys() == set(THINGS[::2])
