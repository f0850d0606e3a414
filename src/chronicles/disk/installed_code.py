"""Which code is at work: what one version has made, another may make otherwise. Touches the disk."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chronicles.disk.cache import key

OURS = Path(__file__).parents[1]
PACKAGES = (".dist-info", ".egg-info", ".egg-link", ".pth")


@cache
def installed_code() -> str:
    """Return the hash of the Python that runs this, the packages that it has, and our own files.

    A package counts by its name and version, as its installer has written them; a file of ours by its size
    and the time of its last change.
    """
    return key(sys.version, *_packages(), *_files())


def _packages() -> Iterator[str]:
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - the names alone, and there are many
        except OSError:
            continue  # a ZIP of the standard library, or nothing at all
        yield from sorted(name for name in names if name.endswith(PACKAGES))


def _files() -> Iterator[str]:
    found = []
    for parent, folders, names in os.walk(OURS):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(parent, name) for name in names]
    for path in sorted(found):
        about = path.stat()
        yield f"{path.relative_to(OURS)} {about.st_size} {about.st_mtime_ns}"
