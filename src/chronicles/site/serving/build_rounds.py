"""Builds the site anew whenever something has changed, one build after the other."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chronicles.problems import Problem
from chronicles.site.serving.asset_versions import AssetVersions
from chronicles.site.serving.live_page import Versions
from chronicles.site.serving.shown_site import ShownSite


class Watcher(Protocol):
    """Whoever knows what has changed on the disk."""

    def changes(self, wait: Callable[[float], bool]) -> Iterator[frozenset[Path]]:
        """Yield what has changed, a burst at a time; `wait` says after some seconds whether to end."""
        ...


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a build gave: a site in its `folder`, `None` where it stopped; its pages; what is wrong.

    Of its HTML pages, so many were `made` anew and `reused`.
    """

    folder: Path | None
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    made: int = 0
    reused: int = 0


@dataclass(frozen=True, slots=True)
class BuildRound:
    """A build that is over: what had `changed`, nothing before the first; what it gave; how long it took.

    `before` are the problems of the round before it.
    """

    changed: tuple[Path, ...]
    site: NewSite
    seconds: float
    before: tuple[Problem, ...] = ()

    @property
    def is_mended(self) -> bool:
        """Whether the round before had problems, and this one has none."""
        return bool(self.before) and not self.site.problems

    @property
    def is_known(self) -> bool:
        """Whether all of its problems were told before."""
        return bool(self.site.problems) and self.site.problems == self.before


class BuildRounds:
    """The builds of a server: the first, and one for each burst of changes.

    What changes during a build leads to one more behind it. `build` gets what has changed, and
    returns what it has made; `tell` hears of each round.
    """

    def __init__(
        self,
        build: Callable[[frozenset[Path]], NewSite],
        shown: ShownSite,
        tell: Callable[[BuildRound], None],
    ) -> None:
        self._build, self._shown, self._tell = build, shown, tell
        self._folder: Path | None = None
        self._problems: tuple[Problem, ...] = ()
        self._assets = AssetVersions()
        self._versions = Versions()

    def run(self, watcher: Watcher, is_over: threading.Event) -> None:
        """Build until `is_over`. What the first build raises goes on; `build` explains what later ones do."""
        self._round(frozenset())
        for changed in watcher.changes(is_over.wait):
            self._round(changed)

    def _round(self, changed: frozenset[Path]) -> None:
        begun, before = time.monotonic(), self._problems
        site = self._build(changed)
        if site.folder:
            self._folder, self._versions = site.folder, self._assets.of(site.folder)
        self._problems = site.problems
        self._shown.show(self._folder, site.problems, self._versions)
        self._tell(BuildRound(tuple(sorted(changed)), site, time.monotonic() - begun, before))
