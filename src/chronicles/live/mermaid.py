"""Fetches Mermaid, which draws diagrams in the browser, from its npm package.

Starts processes, touches the disk. The version and the hash of the package are in `data/mermaid.json`. It has
17.8 MB, and a site gets of it the one file that Material's script would fetch elsewhere: 3.6 MB, 1 MB as
a host sends it. So it is fetched by those whose pages have a diagram, and is not in the repository.
"""

import json
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.live.npm_archives import ArchiveMissing, archive

MERMAID_LOCK = Path(__file__).parent / "data" / "mermaid.json"
SCRIPT = "package/dist/mermaid.min.js"


@dataclass(frozen=True, slots=True)
class MermaidLock:
    """Which Mermaid, and which hash its package has."""

    package: str
    version: str
    integrity: str


def read_mermaid_lock() -> MermaidLock:
    """Return which Mermaid is wanted."""
    return MermaidLock(**json.loads(MERMAID_LOCK.read_text("utf-8")))


def find_mermaid(cache: Path, lock: MermaidLock) -> Path:
    """Return the script's file, fetched where it is not in `cache`. Raises `ArchiveMissing`."""
    folder, name = Store(cache / f"{lock.package}-{lock.version}"), "mermaid.min.js"
    if folder.path(name).is_file():
        return folder.path(name)
    with tarfile.open(fileobj=BytesIO(archive(cache, lock)), mode="r:gz") as package:
        file = package.extractfile(SCRIPT)
        if file is None:
            raise ArchiveMissing(f"the package has no {SCRIPT}")
        return folder.put(name, file.read())
