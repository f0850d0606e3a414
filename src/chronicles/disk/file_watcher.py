"""Tells which files have changed while somebody writes: it looks at their sizes and times. Touches the disk.

What a system tells of its files by itself differs from one to the next, and file systems of a network or of
a container tell nothing. Looking works everywhere, whatever way an editor saves: into the file, or into
another one that takes its name. A look at a thousand pages takes a few thousandths of a second.

    watcher = FileWatcher(lambda: [docs, config])
    for changed in watcher.changes(Event().wait):
        ...
"""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from chronicles.disk.file_stamps import Stamp, stamp_of

# In seconds: from one look to the next, and to the one that sees whether all of a burst is there.
EVERY, SETTLED = 0.1, 0.05
MOST_LOOKS = 20  # at a burst: what is written without end is told now and then
SHARE = 20  # between two looks, so many times what one takes of the processor: large trees cost as small ones


class FileWatcher:
    """Watches the files that `roots` names, each a file or a folder with all in it.

    Roots are asked for anew at each look, and one need not be there. In folders, what is hidden, what an
    editor leaves beside a file (`~`), and folders that are called as one of `skipped` do not count; links to
    folders are not followed. What changed counts from the moment at which the watcher was made.
    """

    def __init__(self, roots: Callable[[], Iterable[Path]], skipped: Collection[str] = ()) -> None:
        self._roots = roots
        self._skipped = frozenset(skipped)
        self._known = self._stamps()

    def changed(self) -> frozenset[Path]:
        """Look, and return what has changed since the last time: written, new, gone or renamed."""
        known, self._known = self._known, self._stamps()
        return _unlike(known, self._known)

    def changes(self, wait: Callable[[float], bool]) -> Iterator[frozenset[Path]]:
        """Yield what has changed, each time that something has; saves that follow at once are one change.

        `wait` waits for the number of seconds, and says whether to end, as `threading.Event.wait` does.
        Nothing is lost that happens while what was yielded is dealt with.
        """
        pause = EVERY
        while not wait(pause):
            # Beside a build, which holds the interpreter, a look takes ten times as long, and costs no more.
            begun, worked = time.perf_counter(), time.thread_time()
            now = self._stamps()
            pause = max(EVERY, SHARE * (time.thread_time() - worked), time.perf_counter() - begun)
            if now == self._known:
                continue
            now = self._settled(now, wait)
            known, self._known = self._known, now
            if changed := _unlike(known, now):
                yield changed

    def _settled(self, now: dict[str, Stamp], wait: Callable[[float], bool]) -> dict[str, Stamp]:
        """The stamps once two looks in turn are alike."""
        for _ in range(MOST_LOOKS):
            before, ended = now, wait(SETTLED)
            if ended or (now := self._stamps()) == before:
                break
        return now

    def _stamps(self) -> dict[str, Stamp]:
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, Stamp]]:
        for root in map(str, self._roots()):
            if os.path.isdir(root):  # noqa: PTH112 - in the way of every look, as is the rest
                yield from self._below(root)
            elif stamp := stamp_of(root):
                yield root, stamp

    def _below(self, top: str) -> Iterator[tuple[str, Stamp]]:
        for parent, folders, names in os.walk(top):
            folders[:] = [name for name in folders if name[0] != "." and name not in self._skipped]
            for name in names:
                path = f"{parent}/{name}"
                if name[0] != "." and name[-1] != "~" and (stamp := stamp_of(path)):
                    yield path, stamp


def _unlike(before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> frozenset[Path]:
    """The files with another stamp than before, and those that are only there or only here."""
    return frozenset(Path(path) for path, _ in before.items() ^ now.items())
