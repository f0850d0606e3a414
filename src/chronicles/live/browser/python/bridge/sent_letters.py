"""What was sent by e-mail while something ran: it is shown beside what that printed."""

import contextlib
from collections.abc import Iterator
from typing import Any

_lists: list[list[dict[str, Any]]] = []


@contextlib.contextmanager
def recorded_letters() -> Iterator[list[dict[str, Any]]]:
    """Give a list that gets the letters sent meanwhile, in their order."""
    letters: list[dict[str, Any]] = []
    _lists.append(letters)
    try:
        yield letters
    finally:
        _lists.pop()  # the innermost ends first


def record(letter: dict[str, Any]) -> None:
    """Add a letter to every list that is being filled."""
    for letters in _lists:
        letters.append(letter)
