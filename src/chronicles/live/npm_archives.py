"""Fetches packages of npm, each locked by its hash. Starts processes, touches the disk.

npm alone knows where packages are fetched from; one that is in the cache already, or that somebody put there,
needs no npm.
"""

import base64
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha512
from pathlib import Path
from typing import Protocol

from chronicles.live.installers import said_by
from chronicles.live.node import Node, NodeMissing, find_node

SECONDS = 300.0
# Without the network it says so soon, and in a few words.
QUIETLY = ("--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")


class ArchiveMissing(Exception):
    """A package cannot be had; the text says why, on one line."""


class NpmPackage(Protocol):
    """Which package of npm is wanted, and the hash of its file, as npm writes it."""

    @property
    def package(self) -> str:
        """Its name."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def integrity(self) -> str:
        """Its hash, `sha512-…`."""
        ...


def name_of(lock: NpmPackage) -> str:
    """Return the name of the package's file, as npm writes it."""
    return f"{lock.package}-{lock.version}.tgz"


def archive(cache: Path, lock: NpmPackage) -> bytes:
    """Return the package's file: one that lies in `cache`, or what npm brings. Raises `ArchiveMissing`."""
    cache.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        data = (cache / name_of(lock)).read_bytes()
        if is_whole(data, lock.integrity):
            return data
    try:
        return _fetched(find_node(cache), lock)
    except NodeMissing as error:
        raise ArchiveMissing(f"there is no npm to fetch it with ({error})") from None


def _fetched(node: Node, lock: NpmPackage) -> bytes:
    with tempfile.TemporaryDirectory(prefix="chronicles-npm-") as folder:
        # In an empty folder, where no project tells npm anything.
        command = [*node.npm, "pack", f"{lock.package}@{lock.version}", *QUIETLY]
        said = _reason(said_by(command, SECONDS, Path(folder)))
        path = Path(folder, name_of(lock))
        if not path.is_file():
            raise ArchiveMissing(f"npm could not fetch {lock.package}@{lock.version}: {said}")
        data = path.read_bytes()
    if not is_whole(data, lock.integrity):
        raise ArchiveMissing(f"what npm fetched as {lock.package}@{lock.version} is not what is locked")
    return data


def is_whole(data: bytes, integrity: str) -> bool:
    """Whether `data` has the hash that npm writes as `sha512-…`."""
    kind, _, wanted = integrity.partition("-")
    return kind == "sha512" and base64.b64encode(sha512(data).digest()).decode() == wanted


def _reason(lines: Sequence[str]) -> str:
    """What npm says first of an error, without its own name."""
    errors = [line for line in lines if "npm error" in line and "complete log" not in line]
    return " ".join((errors or lines)[0].replace("npm error", "").split()) or "it gives no reason"
