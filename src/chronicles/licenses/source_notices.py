"""The notices in the comments of sources, which bytecode leaves out: licenses ask that copies keep them."""

import re
from collections.abc import Mapping

COMMENT = re.compile(r"(?m)(?:^[ \t]*#.*\n?)+")
NOTICE = re.compile(
    r"(?i)copyright|permission is hereby|permission to use|licen[sc]ed (?:under|to)|spdx-license"
)
LEADING = re.compile(r"(?m)^[ \t]*#[ \t]?")


def notices(files: Mapping[str, bytes]) -> str:
    """Return the blocks of comments in Python files that speak of a copyright or a license.

    `files` has the sources by their paths; each block stands once, below the paths of all files that have it.
    Docstrings are left out: bytecode keeps them.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(files):
        for block in _blocks(files[path].decode("utf-8", "replace")):
            found.setdefault(block, []).append(path)
    return "\n\n".join(f"{', '.join(paths)}:\n\n{block}" for block, paths in found.items())


def _blocks(text: str) -> list[str]:
    said = (LEADING.sub("", match[0]) for match in COMMENT.finditer(text) if NOTICE.search(match[0]))
    return ["\n".join(line.rstrip() for line in block.strip().split("\n")) for block in said]
