"""Waits for something to happen, as long as it takes: a test never waits for a time.

wait_for(lambda: marker.exists(), "the child wrote its file")
"""

import time
from collections.abc import Callable
from typing import TypeVar

LIMIT = 300  # seconds, after which it surely never happens; on no machine does a test come near
LONGEST_NAP = 0.1

T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str = "what was waited for came") -> T:
    """Return what `condition` gives as soon as that is true; fails with `what` where it never is."""
    end = time.monotonic() + LIMIT
    nap = 0.001
    while not (found := condition()):
        assert time.monotonic() < end, f"in {LIMIT} seconds it did not happen that {what}"
        time.sleep(nap)
        nap = min(2 * nap, LONGEST_NAP)
    return found
