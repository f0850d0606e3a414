"""What comes out of the sandbox is a stranger's word: JSON, files and folders, read so that none can do harm.

A program writes what it likes where its report is expected: no JSON, values of other types, a nesting or a
folder without end, a link in the place of a file. Whoever reads gets what the schema names, or `Untrusted`.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

MOST_LEVELS = 100  # of folders in folders; a path may have 4096 bytes (limits.h, PATH_MAX)
MOST_FILES = 20_000
MOST_BYTES = 1 << 28  # of all files of a folder

# What a value has to be: whether one is that.
Schema = Mapping[str, Callable[[object], bool]]


class Untrusted(Exception):
    """It is not what it has to be; the text says what, on one line."""


def is_text(value: object) -> bool:
    """Whether it is text."""
    return isinstance(value, str)


def is_texts(value: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_truth(value: object) -> bool:
    """Whether it is true or false."""
    return isinstance(value, bool)


def is_number(low: int, high: int) -> Callable[[object], bool]:
    """Return whether a value is a whole number from `low` to `high`."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def read_object(data: bytes | bytearray) -> dict[str, Any]:
    """Return the JSON object in `data`; raises `Untrusted` where there is none."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise Untrusted("it is no JSON") from None
    if not isinstance(values, dict):
        raise Untrusted("it is no JSON object")
    return values


def checked(values: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """Return the values that the schema names and no others.

    Each has to be there, and of its kind. Raises `Untrusted`.
    """
    for name, fits in schema.items():
        if name not in values or not fits(values[name]):
            raise Untrusted(f"{name!r} is not what it has to be")
    return {name: values[name] for name in schema}


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file; raises `Untrusted` for a link, for no file, and beyond `most` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise Untrusted(f"{path.name} cannot be read") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Untrusted(f"{path.name} is no file")
    with os.fdopen(handle, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Untrusted(f"{path.name} is larger than {most} bytes")
    return data


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths in it, without links and without Python's caches.

    Raises `Untrusted` where there are more, larger or deeper ones than anybody needs.
    """
    files: dict[str, bytes] = {}
    total = 0
    for path in _files(folder):
        data = read_file(path, MOST_BYTES - total)
        total += len(data)
        files[path.relative_to(folder).as_posix()] = data
        if len(files) > MOST_FILES:
            raise Untrusted(f"it leaves more than {MOST_FILES} files")
    return dict(sorted(files.items()))


def _files(folder: Path) -> Iterator[Path]:
    left = [(folder, 0)]
    while left:
        place, level = left.pop()
        if level > MOST_LEVELS:
            raise Untrusted(f"it leaves folders of more than {MOST_LEVELS} levels")
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    left.append((Path(entry), level + 1))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry)
