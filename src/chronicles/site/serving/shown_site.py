"""What the server shows at the moment, for all its threads: the last whole site, and what is wrong since."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chronicles.problems import Problem
from chronicles.site.serving.live_page import Versions


@dataclass(frozen=True, slots=True)
class Shown:
    """A site in its folder, `None` before there is one; the problems of the last build, and its number."""

    number: int = 0
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    versions: Versions = field(default_factory=Versions)


class ShownSite:
    """What is shown, and how a thread waits for what comes after it."""

    def __init__(self) -> None:
        self._now = Shown()
        self._changed = threading.Condition()
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether the server ends."""
        return self._is_over

    def first(self) -> Shown:
        """Return what is shown, once the first build is over."""
        return self._wait(lambda: self._now.number > 0, None)

    def after(self, number: int, seconds: float) -> Shown:
        """Return what is shown once that is another build than `number`, or after some seconds."""
        return self._wait(lambda: self._now.number != number, seconds)

    def show(self, folder: Path | None, problems: tuple[Problem, ...], versions: Versions) -> None:
        """Show another site from now on, or the same one with what is wrong."""
        with self._changed:
            self._now = Shown(self._now.number + 1, folder, problems, versions)
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _wait(self, is_there: Callable[[], bool], seconds: float | None) -> Shown:
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or is_there(), seconds)
            return self._now
