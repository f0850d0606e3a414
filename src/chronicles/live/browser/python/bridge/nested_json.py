"""JSON that is nested too deeply: refused before it is read.

Python's own reader, in C, needs so little of the stack for each level that it does not notice its end
in a browser, where that ends the interpreter.
"""

import re
from json import JSONDecoder
from typing import Any

LIMIT = 1000  # as many as Python's functions may be nested
TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]', re.DOTALL)


def depth(text: str) -> int:
    """Return how deeply the lists and objects in a JSON text are nested.

    >>> depth('{"a": [1, "[[[", []]}')
    3
    """
    now = most = 0
    for found in TOKEN.finditer(text):
        if found[0] in ("[", "{"):
            now += 1
            most = max(most, now)
        elif found[0] in ("]", "}"):
            now -= 1
    return most


def install() -> None:
    """Let a text that is nested too deeply be refused, with the `RecursionError` that it is on a machine."""
    read = JSONDecoder.raw_decode

    def raw_decode(self: JSONDecoder, s: str, idx: int = 0) -> tuple[Any, int]:
        is_large = s.count("[", idx) + s.count("{", idx) > LIMIT
        if is_large and depth(s[idx:]) > LIMIT:
            raise RecursionError("maximum recursion depth exceeded while decoding JSON")
        return read(self, s, idx)

    JSONDecoder.raw_decode = raw_decode  # type: ignore[method-assign]
