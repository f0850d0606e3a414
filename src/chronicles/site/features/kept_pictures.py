"""Draws each picture once: what was made of it is kept until it, Pillow or this code changes.

Touches the disk. A picture whose file looks as before is not even read.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from chronicles.disk.cache import Store, key
from chronicles.disk.worker_processes import cores
from chronicles.problems import Refused
from chronicles.site.features import drawn_pictures
from chronicles.site.features.drawn_pictures import drawn


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What was made of a picture: where that lies in the store, and how large it is.

    `data` is the name of the picture without its notes, `""` where it has none; `smaller` are those by their
    widths. `wrong` is what is wrong with it, and how to mend it.
    """

    width: int = 0
    height: int = 0
    data: str = ""
    smaller: Sequence[tuple[int, str]] = ()
    wrong: Sequence[str] = ()


class KeptPictures:
    """What was made of pictures, in the `store`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def of(self, paths: Sequence[Path]) -> list[KeptPicture]:
        """Return what is made of the pictures in files, in their order; several are drawn at once.

        Raises `OSError` for a file that cannot be read.
        """
        with ThreadPoolExecutor(cores()) as threads:
            return list(threads.map(self._of, paths))

    def _of(self, path: Path) -> KeptPicture:
        seen = path.stat()
        marks = seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
        name = key(_rules(), str(path), repr(marks))
        if known := self._known(name):
            return known
        data = path.read_bytes()
        by_content = key(_rules(), data)
        made = self._known(by_content) or self._made(data)
        for one in (name, by_content):
            self.store.put_sealed(one, json.dumps(asdict(made)).encode())
        return made

    def _known(self, name: str) -> KeptPicture | None:
        """What was kept, where all of it is still there."""
        kept = self.store.get_sealed(name)
        if kept is None:
            return None
        said = json.loads(kept)
        made = KeptPicture(**{**said, "smaller": [(width, one) for width, one in said["smaller"]]})
        files = [one for one in (made.data, *(one for _, one in made.smaller)) if one]
        return made if all(map(self._is_there, files)) else None

    def _is_there(self, name: str) -> bool:
        with suppress(OSError):
            self.store.touch(self.store.path(name))
            return self.store.path(name).stat().st_size == int(name.partition("-")[2])
        return False

    def _made(self, data: bytes) -> KeptPicture:
        try:
            picture = drawn(data)
        except Refused as refused:
            return KeptPicture(wrong=(refused.message, refused.mend))
        own = self._put(picture.data) if picture.data != data else ""
        smaller = [(width, self._put(one)) for width, one in picture.smaller]
        return KeptPicture(picture.width, picture.height, own, smaller)

    def _put(self, data: bytes) -> str:
        """Keep the bytes, and return their name: their hash and how many they are."""
        name = f"{key(data)[:32]}-{len(data)}"
        if not self._is_there(name):
            self.store.put(name, data)
        return name


@cache
def _rules() -> str:
    return key(version("pillow"), Path(drawn_pictures.__file__).read_bytes())
