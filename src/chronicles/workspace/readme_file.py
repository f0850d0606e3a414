"""The README beside a journal, and whether parts of it are the journal's. Touches the disk."""

import re
from contextlib import suppress
from pathlib import Path

README = "README.md"
MEANT = re.compile(rb"<!--\s*/?chronicles")


def has_parts(path: Path) -> bool:
    """Return whether the file at `path` has a part that `pull` keeps, by its looks."""
    with suppress(OSError):
        return MEANT.search(path.read_bytes()) is not None
    return False
