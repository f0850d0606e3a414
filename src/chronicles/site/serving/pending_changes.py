"""What has changed and is not built yet: one thread hears of it, another one builds."""

import threading
from pathlib import Path


class PendingChanges:
    """Bursts of changes, which have numbers from 1 on; those that wait are taken together."""

    def __init__(self) -> None:
        self._changed: frozenset[Path] = frozenset()
        self._number = 0
        self._news = threading.Condition()
        self._is_over = False
        self._error: BaseException | None = None

    @property
    def following(self) -> int:
        """The number that the next burst will have."""
        return self._number + 1

    def add(self, changed: frozenset[Path]) -> None:
        """Add a burst to what waits."""
        with self._news:
            self._changed |= changed
            self._number += 1
            self._news.notify_all()

    def end(self, error: BaseException | None = None) -> None:
        """Let nothing come any more, for an error where there was one."""
        with self._news:
            self._is_over, self._error = True, error
            self._news.notify_all()

    def take(self) -> tuple[frozenset[Path], int] | None:
        """Return what has changed, and the number of the last burst of it, once there is any.

        Returns `None` at the end, and raises the error that it came from.
        """
        with self._news:
            self._news.wait_for(lambda: self._changed or self._is_over)
            if self._changed:
                taken, self._changed = self._changed, frozenset()
                return taken, self._number
            if self._error:
                raise self._error
            return None
