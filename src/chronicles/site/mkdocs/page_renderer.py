"""Renders pages while their author writes, beside the builds: in a process as the last build left it."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from chronicles.disk.snapshot_process import SnapshotProcess
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.site.mkdocs.quick_pages import get_ready, quick_pages

MOST = 5  # pages that come at once: more are no edit
SECONDS = (
    10.0  # for which a build waits for what may come before it; one that hangs would hang the build as well
)


class PageRenderer:
    """The process of the last build that is over; none before there is one, and where nothing can be forked.

    One thread may ask while another one tells of a build.
    """

    def __init__(self) -> None:
        self._made: MadeSite | None = None
        self._server: SnapshotProcess | None = None
        self._one_at_a_time = threading.Lock()

    def keep(self, made: MadeSite) -> None:
        """Take what a site was made from, for the next process."""
        self._made = made

    def renew(self) -> None:
        """Start the process anew, from the last site that was made; without a new one, none is trusted."""
        made, self._made = self._made, None
        with self._one_at_a_time:
            if self._server:
                self._server.end()
            self._server = None
            if made:
                with suppress(OSError):  # no more processes here: each change is built
                    self._server = SnapshotProcess(partial(quick_pages, made), partial(get_ready, made))

    def pages(self, changed: frozenset[Path]) -> Mapping[str, bytes]:
        """Return the pages that have `changed`, by their paths in the site; none where that takes a build."""
        if len(changed) > MOST or any(path.suffix != ".md" for path in changed):
            return {}
        with self._one_at_a_time:
            found = self._server.ask(sorted(changed), SECONDS) if self._server else None
        return found or {}

    def end(self) -> None:
        """End the process."""
        self.renew()
