"""The file that starts the generator in a journal. Touches the disk."""

from contextlib import suppress
from pathlib import Path

# The second is for whoever has a file of the first name.
NAMES = ("build.py", "journal.py")
WORDS = b"The front door of Chronicles"  # near its beginning
HEAD = 200  # bytes


def is_front_door(path: Path) -> bool:
    """Return whether the file at `path` starts the generator; one that cannot be read does not."""
    with suppress(OSError), path.open("rb") as file:
        return WORDS in file.read(HEAD)
    return False
