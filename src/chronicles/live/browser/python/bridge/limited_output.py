"""What something says, however much that is: a page shows the beginning and the end of it."""

import io
from collections import deque

FIRST, LAST = 100_000, 20_000  # characters; a page with more of them is slow to scroll


class LimitedOutput(io.TextIOBase):
    """A stream of text that keeps its first and its last characters, and how many there were between."""

    def __init__(self) -> None:
        super().__init__()
        self._first: list[str] = []
        self._room = FIRST
        self._last: deque[str] = deque()
        self._kept = 0  # characters in `_last`
        self._gone = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        """Take over `text`, and return how many characters it has."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        head, rest = text[: self._room], text[self._room :]
        if head:
            self._first.append(head)
            self._room -= len(head)
        if rest:
            self._keep(rest)
        return len(text)

    def _keep(self, text: str) -> None:
        self._gone += max(0, len(text) - LAST)
        self._last.append(text[-LAST:])
        self._kept += len(self._last[-1])
        while self._kept - len(self._last[0]) >= LAST:
            gone = len(self._last.popleft())
            self._kept -= gone
            self._gone += gone

    def getvalue(self) -> str:
        """Return what was written, with a mark in the place of what was too much."""
        first, last = "".join(self._first), "".join(self._last)
        if not self._gone:
            return first + last
        return f"{first}\n… {self._gone:,} characters are left out here …\n{last}"
