"""Where a path leads and what is there: the same answer on every Python.

What `pathlib` does with links in a ring changed in 3.13, and with what may not be looked at in 3.14.
Paths that a person names, or a page, are asked here.
"""

import os
from pathlib import Path


def followed(path: Path) -> Path:
    """Return where `path` leads, as far as it leads anywhere: absolute, and without links.

    Of links in a ring, one stays.
    """
    return Path(os.path.realpath(path))


def found(path: Path) -> Path:
    """Return where `path` leads; raises `OSError` where it leads nowhere, or round in a ring."""
    return Path(os.path.realpath(path, strict=True))


def is_file(path: Path) -> bool:
    """Whether a file is there; one that may not be looked at, or has no possible name, is not."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether a folder is there, with the same exceptions."""
    return os.path.isdir(path)  # noqa: PTH112


def is_there(path: Path) -> bool:
    """Whether anything is there, with the same exceptions."""
    return os.path.exists(path)  # noqa: PTH110


def read_bytes(path: str) -> bytes:
    """Return what a file holds; raises `OSError`. `Path` takes longer to be made than a page to be read."""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
