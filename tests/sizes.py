"""What of a table the default run tries: a few cases, each of a kind of its own; `--all` has every one.

@pytest.mark.parametrize("size", few(SIZES, 0, 3))
"""

from collections.abc import Iterable
from typing import Any

import pytest


def few(cases: Iterable[Any], *kept: int) -> list[Any]:
    """Return all cases for `parametrize`, marked slow but for those at the places `kept`."""
    numbered = list(enumerate(cases))
    assert set(kept) < {number for number, _ in numbered}, "every case is kept, or one that is not there"
    return [case if number in kept else _slow(case) for number, case in numbered]


def _slow(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
