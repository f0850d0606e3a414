"""Which files of a journal cannot be published, and which names not every system can hold."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from chronicles.disk.paths import found
from chronicles.problems import Refused

# Names that Windows keeps for devices, and characters that it has no room for in a name: Microsoft's "Naming
# Files, Paths, and Namespaces".
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³")}
)
RENAME = "Give it a name of letters, digits, '-' and '_'."
UNPORTABLE = frozenset('<>:"\\|?*')


CONTROL = re.compile("[\0-\x1f]")
SURROGATE = re.compile("[\ud800-\udfff]")


def unpublishable(name: str, docs: Path) -> Refused | None:
    """Return why a file would hang MkDocs, crash it, or publish what lies outside of `docs`; else `None`.

    `name` is its whole path, in folders below `docs` that are no links; nor is `docs`.
    """
    if SURROGATE.search(name, name.rindex("/")):
        return Refused("its name is not UTF-8", RENAME)
    if _is_plain(name):
        return None
    path = Path(name)
    try:
        target = found(path)
        mode = target.stat().st_mode
    except OSError:
        return Refused("the link leads nowhere", "Delete it, or put the file in its place.")
    if not target.is_relative_to(docs):
        return Refused(f"the link leads out of {docs.name}/", f"Copy the file into {docs.name}/.")
    if path.is_symlink() and stat.S_ISDIR(mode):
        return Refused("the link leads to a folder", "Copy the folder, or link its files one by one.")
    if not stat.S_ISREG(mode):
        return Refused("it is not a regular file", "Delete it; a site is made of files.")
    return None


def _is_plain(name: str) -> bool:
    """Whether a file is neither a link nor anything but a file."""
    try:
        return stat.S_ISREG(os.lstat(name).st_mode)
    except OSError:
        return False


def unportable(inside: str, seen: Mapping[str, str]) -> Refused | None:
    """Return why another system could not hold a file of this path, or would take it for another's.

    `seen` has the files that were seen before, by their paths below `docs` in small letters.
    """
    parts = inside.split("/")
    if any(map(_is_for_devices, parts)) or not UNPORTABLE.isdisjoint(inside):
        return Refused("Windows cannot hold a file of this name", RENAME)
    if any(part.endswith((".", " ")) for part in parts):
        return Refused("Windows cuts the end off such a name", RENAME)
    if CONTROL.search(inside):
        return Refused("its name holds a control character", RENAME)
    if other := seen.get(inside.casefold()):
        return Refused(f"its name differs from {other} only in upper and lower case", "Rename one of them.")
    return None


def _is_for_devices(name: str) -> bool:
    return name.split(".")[0].lower() in RESERVED
