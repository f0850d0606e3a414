"""One process at a time packs live demos; the others find them made.

All tests share what demos are made of, by its hash: two that begin at once would both make all of it.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = Path(__file__).parents[1] / ".chronicles" / "live-tests.lock"


@contextmanager
def packing() -> Iterator[None]:
    """Wait until nobody else packs, and let others wait in the block of `with`."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
