"""Fetches Pyodide, CPython for the browser, from its npm package. Starts processes, touches the disk.

The version and the hash of the package are in `data/pyodide.json`. npm alone knows where packages are
fetched from; a package that is in the cache already, or that somebody put there, needs no npm.
"""

import json
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from chronicles.live.npm_archives import ArchiveMissing, archive

LOCK = Path(__file__).parent / "data" / "pyodide.json"
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
        try:
            _unpack(archive(cache, lock), folder)
        except ArchiveMissing as missing:
            raise PyodideMissing(str(missing)) from None
    return Pyodide(lock, folder)


def _unpack(data: bytes, folder: Path) -> None:
    """Write the files that are wanted, and nothing else that the package may hold."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as package:
        for name in KEPT:
            file = package.extractfile(f"package/{name}")
            if file is None:
                raise PyodideMissing(f"the package has no {name}")
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
                new.write(file.read())
            Path(new.name).chmod(0o644)
            Path(new.name).replace(folder / name)
