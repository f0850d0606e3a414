"""The list at a target of all files that were published there: no other is ever deleted. Pure."""

import json
from collections.abc import Iterable

from chronicles.problems import Refused

NAME = ".chronicles-published"
FORM = 1  # of this file


def read_list(data: bytes) -> frozenset[str]:
    """Return the paths in a list. Raises `Refused` for what is none, or leads out of its folder."""
    mend = "Publish to an empty place, or put the list of before back there."
    try:
        found = json.loads(data)
        names = found["files"]
        is_known = found["form"] == FORM and all(isinstance(name, str) and _is_below(name) for name in names)
    except (ValueError, KeyError, TypeError):
        is_known = False
    if not is_known:
        raise Refused(f"the file {NAME} there is not a list of what was published", mend)
    return frozenset(names)


def written_list(names: Iterable[str]) -> bytes:
    """Return the list of these paths, the same bytes for the same paths."""
    return (json.dumps({"form": FORM, "files": sorted(names)}, ensure_ascii=False, indent=0) + "\n").encode()


def _is_below(name: str) -> bool:
    """Whether a path stays in the folder that it starts from, is that of a file, and is written plainly."""
    parts = name.split("/")
    return all(part not in ("", ".", "..") for part in parts) and "\0" not in name
