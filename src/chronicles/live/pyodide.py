"""Fetches Pyodide, CPython for the browser, from its npm package. Starts processes, touches the disk.

The version and the hash of the package are in `data/pyodide.json`. npm alone knows where packages are
fetched from; a package that is in the cache already, or that somebody put there, needs no npm.
"""

import base64
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha512
from io import BytesIO
from pathlib import Path

from chronicles.live.installers import said_by
from chronicles.live.node import Node, NodeMissing, find_node

LOCK = Path(__file__).parent / "data" / "pyodide.json"
SECONDS = 300.0
# Without the network it says so soon, and in a few words.
QUIETLY = ("--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
# What of the package a browser needs; the standard library goes into packs of its own.
SERVED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
KEPT = (*SERVED, STDLIB, "pyodide-lock.json", "package.json")


class PyodideMissing(Exception):
    """Pyodide cannot be had; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Which Pyodide, which hash its package has, which bytecode it reads, and the platform of its wheels.

    The platform is the last part of the name of a wheel's file (PEP 783).
    """

    package: str
    version: str
    integrity: str
    python: tuple[int, int]
    magic: int
    platform: str

    @property
    def archive(self) -> str:
        """The name of the package's file, as npm writes it."""
        return f"{self.package}-{self.version}.tgz"


@dataclass(frozen=True, slots=True)
class Pyodide:
    """An unpacked Pyodide: its lock, and the folder that its files are in."""

    lock: Lock
    folder: Path

    def file(self, name: str) -> Path:
        """Where one of its files is."""
        return self.folder / name

    def stdlib(self) -> dict[str, bytes]:
        """Return the modules of the standard library, by their paths."""
        with zipfile.ZipFile(self.file(STDLIB)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def read_lock() -> Lock:
    """Return which Pyodide is wanted."""
    said = json.loads(LOCK.read_text("utf-8"))
    major, minor = said["python"]
    return Lock(
        said["package"], said["version"], said["integrity"], (major, minor), said["magic"], said["platform"]
    )


def find_pyodide(cache: Path, lock: Lock) -> Pyodide:
    """Return Pyodide, fetched where it is not in `cache`. Raises `PyodideMissing`."""
    folder = cache / f"{lock.package}-{lock.version}"
    if not all((folder / name).is_file() for name in KEPT):
        _unpack(_archive(cache, lock), folder)
    return Pyodide(lock, folder)


def _archive(cache: Path, lock: Lock) -> bytes:
    """The package's file: one that lies in the cache, or what npm brings."""
    cache.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        data = (cache / lock.archive).read_bytes()
        if is_whole(data, lock.integrity):
            return data
    try:
        return _fetched(find_node(cache), lock)
    except NodeMissing as error:
        raise PyodideMissing(f"there is no npm to fetch it with ({error})") from None


def _fetched(node: Node, lock: Lock) -> bytes:
    with tempfile.TemporaryDirectory(prefix="chronicles-npm-") as folder:
        # In an empty folder, where no project tells npm anything.
        command = [*node.npm, "pack", f"{lock.package}@{lock.version}", *QUIETLY]
        said = _reason(said_by(command, SECONDS, Path(folder)))
        path = Path(folder, lock.archive)
        if not path.is_file():
            raise PyodideMissing(f"npm could not fetch {lock.package}@{lock.version}: {said}")
        data = path.read_bytes()
    if not is_whole(data, lock.integrity):
        raise PyodideMissing(f"what npm fetched as {lock.package}@{lock.version} is not what is locked")
    return data


def is_whole(data: bytes, integrity: str) -> bool:
    """Whether `data` has the hash that npm writes as `sha512-…`."""
    kind, _, wanted = integrity.partition("-")
    return kind == "sha512" and base64.b64encode(sha512(data).digest()).decode() == wanted


def _unpack(data: bytes, folder: Path) -> None:
    """Write the files that are wanted, and nothing else that the package may hold."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as archive:
        for name in KEPT:
            file = archive.extractfile(f"package/{name}")
            if file is None:
                raise PyodideMissing(f"the package has no {name}")
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
                new.write(file.read())
            Path(new.name).chmod(0o644)
            Path(new.name).replace(folder / name)


def _reason(lines: Sequence[str]) -> str:
    """What npm says first of an error, without its own name."""
    errors = [line for line in lines if "npm error" in line and "complete log" not in line]
    return " ".join((errors or lines)[0].replace("npm error", "").split()) or "it gives no reason"
