"""Keeps what took long to make, under the hash of all that it was made from. Touches the disk.

It does not know what its bytes mean. What nobody asked for in a month is thrown away, and a person may
delete all of it at any time.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

# In seconds.
MONTH = 30 * 24 * 3600.0
DIGEST = 32  # bytes before what is sealed: its SHA-256, since a cache can be damaged


def key(*parts: str | bytes) -> str:
    """Return the hash of `parts` (SHA-256, 64 hexadecimal digits).

    Text counts as its UTF-8, and where one ends and the next begins counts.
    """
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def sealed(data: bytes) -> bytes:
    """Return `data` with its hash before it."""
    return sha256(data).digest() + data


def unsealed(data: bytes | None) -> bytes | None:
    """Return what was sealed, `None` where it is not whole."""
    if data is None or sha256(data[DIGEST:]).digest() != data[:DIGEST]:
        return None
    return data[DIGEST:]


class Store:
    """Files in one folder, named by their keys; several processes may use it at once.

    A store has parts, one for each kind of value, which are stores in folders below.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def part(self, kind: str) -> "Store":
        """The part for one kind of value."""
        return Store(self.folder / kind)

    def path(self, name: str) -> Path:
        """Where the bytes that are called `name` are, or would be."""
        return self.folder / name

    def get(self, name: str) -> bytes | None:
        """Return the bytes that are called `name`, `None` where there are none."""
        try:
            data = self.path(name).read_bytes()
        except OSError:
            return None
        self.touch(self.path(name))
        return data

    def touch(self, path: Path) -> bool:
        """Say that a file of the store is still of use; `False` where it is not there."""
        try:
            os.utime(path)
        except OSError:
            return False
        return True

    def put(self, name: str, data: bytes) -> Path:
        """Keep `data` under `name`, all of it or nothing, and return where."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix="new-", delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).replace(self.path(name))
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        return self.path(name)

    def get_sealed(self, name: str) -> bytes | None:
        """Return what `put_sealed` has kept under `name`, `None` where it is not there or damaged."""
        return unsealed(self.get(name))

    def put_sealed(self, name: str, data: bytes) -> Path:
        """Keep `data` under `name` with its hash, and return where."""
        return self.put(name, sealed(data))

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes that are called `name`, made where they are not there yet."""
        known = self.get(name)
        if known is not None:
            return known
        data = make()
        self.put(name, data)
        return data

    def forget_old(self) -> None:
        """Throw away what nobody asked for in a month, in every part."""
        oldest = time.time() - MONTH
        for folder, _, names in os.walk(self.folder):
            for path in (Path(folder, name) for name in names):
                with suppress(OSError):
                    if path.lstat().st_mtime < oldest:
                        path.unlink()
