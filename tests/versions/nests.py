"""Values in one another, deeper than people write them."""

import sys
from collections.abc import Callable

import pytest

from chronicles.importing.account import SourceLine

Nest = Callable[[int], str]
# CPython knows how much of the machine's stack it may use, but not how much of JavaScript's.
ROOMY = pytest.mark.skipif(sys.platform == "emscripten", reason="the stack of JavaScript is too small")


def lists(levels: int) -> str:
    """A value in `levels` lists, in JSON and in TOML."""
    return "[" * levels + "1" + "]" * levels


def mappings(levels: int) -> str:
    """A value in `levels` mappings, in JSON."""
    return '{"a": ' * levels + "1" + "}" * levels


def lines(text: str) -> list[SourceLine]:
    """The numbered lines of a text."""
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
