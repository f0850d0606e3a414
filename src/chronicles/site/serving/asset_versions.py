"""Which version of its styles, scripts and pictures a site has. Reads them."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from chronicles.site.serving.live_page import Versions, digest

STYLES = frozenset({".css"})
SCRIPTS = frozenset({".js", ".mjs"})
PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
KINDS = {"styles": STYLES, "scripts": SCRIPTS, "pictures": PICTURES}
# Known by their content, or loaded by a demo when it starts: a page does not notice when they change.
LEFT_OUT = frozenset({"live"})


class AssetVersions:
    """Digests of the files that pages load; one that stayed as it is on the disk is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int], str] = {}

    def of(self, folder: Path) -> Versions:
        """Return the versions in a site."""
        found: dict[str, list[str]] = {kind: [] for kind in KINDS}
        known: dict[tuple[int, int, int, int], str] = {}
        for name, path in sorted(_files(folder)):
            suffix = PurePath(name).suffix.lower()
            kind = next((kind for kind, suffixes in KINDS.items() if suffix in suffixes), None)
            if kind:
                found[kind].append(f"{name} {self._digest(path, known)}")
        self._known = known
        return Versions(**{kind: digest("\n".join(lines).encode()) for kind, lines in found.items()})

    def _digest(self, path: str, known: dict[tuple[int, int, int, int], str]) -> str:
        about = os.stat(path)  # noqa: PTH116 - in the way of every build
        stamp = about.st_dev, about.st_ino, about.st_mtime_ns, about.st_size
        known[stamp] = self._known.get(stamp) or digest(Path(path).read_bytes())
        return known[stamp]


def _files(top: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder: their names as seen from there, and their paths."""
    for parent, folders, names in os.walk(top):
        if parent == str(top):
            folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in names:
            path = f"{parent}/{name}"
            yield path[len(str(top)) + 1 :], path
