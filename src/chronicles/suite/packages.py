"""The packages of Node.js that check the scripts: fetched once a `package-lock.json`. Starts processes.

They are in `node_modules`, where the tools look for them, whole or not at all: made beside it, and renamed.
"""

import fcntl
import platform
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from chronicles.live.installers import said_by
from chronicles.live.node import Node, NodeMissing, find_node, known_node

FOLDER = Path("node_modules")
STAMP = "made-from"  # written last: packages without it are not ours, or not finished
FILES = (".npmrc", "package.json", "package-lock.json")
OLDEST = (20, 19)  # of Node.js, as package.json says
SECONDS = 600.0  # for 20 MB on a slow line
# Without a network, npm is to say so at once; and NODE_ENV is not to leave anything out.
OPTIONS = "--loglevel=error --ignore-scripts --no-audit --no-fund --include=dev --prefer-offline"
RETRIES = "--fetch-retries=1 --fetch-retry-mintimeout=100 --fetch-retry-maxtimeout=1000"
NODE = "install Node.js 20.19 or newer, or connect to the network, and run it again"
NETWORK = "connect to the network, or look at the settings of npm, and run it again"


class NoPackages(Exception):
    """The scripts cannot be checked here; the text says on one line why, and what helps."""


def find_packages(root: Path, cache: Path, tell: Callable[[str], None]) -> Sequence[str]:
    """Return the command that starts Node.js, with the packages in place; `tell` hears what takes long.

    `cache` is the folder in which Node.js is kept once it was fetched. Raises `NoPackages` where there is no
    Node.js of the version `OLDEST` or newer, or npm does not bring the packages in `SECONDS`.
    """
    if not known_node(cache, OLDEST):
        tell("Fetching Node.js, for the checks of the scripts (60 MB)...")
    try:
        node = find_node(cache, OLDEST)
    except NodeMissing as reason:
        raise NoPackages(f"there is no Node.js for them ({reason}): {NODE}") from None
    wanted = _wanted(root)
    scratch = root / ".chronicles" / "npm"
    scratch.parent.mkdir(exist_ok=True)
    with scratch.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a run that begins meanwhile finds them made
        if not _is_made(root / FOLDER, wanted):
            tell("Fetching the packages that check the scripts (about 20 MB)...")
            _fetch(root, scratch, node, wanted)
    return node.node


def _wanted(root: Path) -> str:
    """What `node_modules` is made from: a part of the packages is programs of this machine's kind."""
    made_from = sha256(f"{sys.platform} {platform.machine()}\n".encode())
    made_from.update((root / "package-lock.json").read_bytes())
    return made_from.hexdigest()


def _is_made(folder: Path, wanted: str) -> bool:
    try:
        return (folder / STAMP).read_text("ascii") == wanted
    except OSError:
        return False


def _fetch(root: Path, scratch: Path, node: Node, wanted: str) -> None:
    shutil.rmtree(scratch, ignore_errors=True)  # of a run that was ended
    scratch.mkdir()
    try:
        for name in FILES:
            shutil.copy(root / name, scratch)
        said = said_by((*node.npm, "ci", *OPTIONS.split(), *RETRIES.split()), SECONDS, scratch)
        if not (scratch / FOLDER / ".package-lock.json").is_file():  # npm writes it last
            raise NoPackages(f"npm could not fetch their packages ({_reason(said)}): {NETWORK}")
        (scratch / FOLDER / STAMP).write_text(wanted, "ascii")
        if (root / FOLDER).exists():
            (root / FOLDER).rename(scratch / "old")
        (scratch / FOLDER).rename(root / FOLDER)
    finally:
        shutil.rmtree(scratch)


def _reason(said: Sequence[str]) -> str:
    """What npm says first, without its own name."""
    return re.sub(r"^npm \S+ ", "", said[0])
