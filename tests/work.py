"""How much work a function does, counted and not timed: the same on every machine, however busy it is.

    assert growth(symbols, very_long_file, 1000) < 2.2

Each line of Python that is run is a step, each round of a loop on one line as well. What is done in C, as
regular expressions are, counts as one; for that there is only an end that it has to come to, for an input
so large that a mistake never does: `processor_limit`.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

import pytest

MOST_STEPS = 10_000_000
MOST_SECONDS = 30  # of the processor, whoever else is using it; what is right takes one or two

T = TypeVar("T")


class _Over(BaseException):
    """It was too much. No `Exception`, which the code that is tried might catch."""


@contextmanager
def processor_limit() -> Iterator[None]:
    """Fail the test where what is done inside takes the processor for so long that it hardly ever ends."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise _Over

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    is_over = False
    try:
        yield
    except _Over:
        is_over = True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    if is_over:  # told from here: pytest cannot show what is raised between two lines
        pytest.fail("it does not come to an end, or not soon")


def steps(function: Callable[[], object]) -> int:
    """Return how many lines of Python `function` runs; fails where it does not end."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count > MOST_STEPS:
            raise _Over
        return trace

    before = sys.gettrace()
    try:
        with processor_limit():
            sys.settrace(trace)
            function()
    finally:
        sys.settrace(before)
    return count


def growth(function: Callable[[T], object], made: Callable[[int], T], size: int) -> float:
    """Return how many times as many steps `function` takes for what is `made` in twice the size.

    That is 2 where the work grows as the input does, 4 where it grows as its square does, and 8 for its cube.
    """
    steps(lambda: function(made(size // 10)))  # what is done once, such as imports, is done now
    small, large = made(size), made(size * 2)
    return steps(lambda: function(large)) / steps(lambda: function(small))
