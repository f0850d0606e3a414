"""What the server shows at the moment, for all its threads: the last site, and what is new or wrong since."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chronicles.problems import Problem
from chronicles.site.serving.live_page import Versions


@dataclass(frozen=True, slots=True)
class Shown:
    """A site in its folder, `None` before there is one; the problems of the last build; a number, ever new.

    `pages` has pages that are newer than those of the folder, by their paths there. It `is_whole` where the
    last that was shown is a build.
    """

    number: int = 0
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    versions: Versions = field(default_factory=Versions)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    is_whole: bool = True


class ShownSite:
    """What is shown, and how a thread waits for what comes after it."""

    def __init__(self) -> None:
        self._now = Shown()
        self._newer: dict[str, tuple[int, bytes]] = {}
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

    def show(
        self, folder: Path | None, problems: tuple[Problem, ...], versions: Versions, burst: int = 0
    ) -> None:
        """Show another site from now on, or the same one with what is wrong.

        It has all changes to the one of the number `burst`: only pages that are newer stay before it.
        """
        with self._changed:
            self._newer = {path: newer for path, newer in self._newer.items() if newer[0] > burst}
            self._now = Shown(self._now.number + 1, folder, problems, versions, self._pages())
            self._changed.notify_all()

    def show_pages(self, pages: Mapping[str, bytes], burst: int) -> None:
        """Show these pages in the place of those in the folder, as they are since the change `burst`."""
        with self._changed:
            self._newer |= {path: (burst, html) for path, html in pages.items()}
            self._now = replace(self._now, number=self._now.number + 1, pages=self._pages(), is_whole=False)
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _pages(self) -> dict[str, bytes]:
        return {path: html for path, (_, html) in self._newer.items()}

    def _wait(self, is_there: Callable[[], bool], seconds: float | None) -> Shown:
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or is_there(), seconds)
            return self._now
