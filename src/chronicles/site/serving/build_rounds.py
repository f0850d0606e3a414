"""Builds the site anew whenever something has changed, one after the other; single pages come first."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chronicles.problems import Problem
from chronicles.site.serving.asset_versions import AssetVersions
from chronicles.site.serving.live_page import Versions
from chronicles.site.serving.pending_changes import PendingChanges
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


class QuickPages(Protocol):
    """Whoever makes single pages anew, by what the last build knew."""

    def pages(self, changed: frozenset[Path]) -> Mapping[str, bytes]:
        """Return pages by their paths in the site; none where that takes a build."""
        ...

    def renew(self) -> None:
        """Know what the build knew that is just over."""
        ...


class BuildRounds:
    """The builds of a server: the first, and one for each burst of changes.

    What changes during a build leads to one more behind it; pages whose text alone has changed are shown at
    once, also then. `build` gets what has changed, and returns what it has made; `tell` hears of each round.
    """

    def __init__(
        self,
        build: Callable[[frozenset[Path]], NewSite],
        shown: ShownSite,
        tell: Callable[[BuildRound], None],
        quick: QuickPages | None = None,
    ) -> None:
        self._build, self._shown, self._tell, self._quick = build, shown, tell, quick
        self._folder: Path | None = None
        self._problems: tuple[Problem, ...] = ()
        self._assets = AssetVersions()
        self._versions = Versions()
        self._pending = PendingChanges()

    def run(self, watcher: Watcher, is_over: threading.Event) -> None:
        """Build until `is_over`. What the first build raises goes on; `build` explains what later ones do."""
        self._round(frozenset(), 0)
        threading.Thread(target=self._watch, args=(watcher, is_over), daemon=True).start()
        while taken := self._pending.take():
            self._round(*taken)

    def _watch(self, watcher: Watcher, is_over: threading.Event) -> None:
        """Hear of changes in a thread of its own: show what can be shown at once, and let all be built."""
        try:
            for changed in watcher.changes(is_over.wait):
                if self._quick and (pages := self._quick.pages(changed)):
                    self._shown.show_pages(pages, self._pending.following)
                self._pending.add(changed)
        except BaseException as error:
            self._pending.end(error)
        else:
            self._pending.end()

    def _round(self, changed: frozenset[Path], burst: int) -> None:
        begun, before = time.monotonic(), self._problems
        site = self._build(changed)
        if site.folder:
            self._folder, self._versions = site.folder, self._assets.of(site.folder)
        self._problems = site.problems
        self._shown.show(self._folder, site.problems, self._versions, burst)
        if self._quick:
            self._quick.renew()
        self._tell(BuildRound(tuple(sorted(changed)), site, time.monotonic() - begun, before))
