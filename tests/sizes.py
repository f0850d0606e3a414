"""What of a table the default run tries: a few cases, each of a kind of its own; `--all` has every one.

@pytest.mark.parametrize("size", few(SIZES, 0, 3))

Of a table whose cases take long each, `--all` has every third of the others, and `--long` every one: `some`.
"""

from collections.abc import Iterable
from typing import Any

import pytest


def few(cases: Iterable[Any], *kept: int) -> list[Any]:
    """Return all cases for `parametrize`, marked slow but for those at the places `kept`."""
    numbered = list(enumerate(cases))
    assert set(kept) < {number for number, _ in numbered}, "every case is kept, or one that is not there"
    return [case if number in kept else _slow(case) for number, case in numbered]


def some(cases: Iterable[Any], *kept: int) -> list[Any]:
    """Return all cases for `parametrize`: those at `kept` for every run, a third of the rest slow.

    The others are long.
    """
    marked = few(cases, *kept)
    rest = [number for number in range(len(marked)) if number not in kept]
    for number in [number for at, number in enumerate(rest) if at % 3]:
        marked[number] = pytest.param(*marked[number].values, marks=pytest.mark.long)
    return marked


def _slow(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
