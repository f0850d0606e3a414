"""ZIP archives, read in memory and within limits: no name in one can lead anywhere."""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass

from chronicles.problems import Refused

MAGIC = b"PK\x03\x04"
ENDINGS = frozenset({"zip", "textpack"})
MOST_FILES = 20_000
MOST_BYTES = 400_000_000
# Text is packed to a third, a bomb to a thousandth.
MOST_RATIO, UNSUSPICIOUS = 100, 20_000_000

TOO_LARGE = Refused("the archive is too large", "Unpack it, and import the files that you want.")


@dataclass(slots=True)
class ArchiveRoom:
    """How many files and bytes may still be unpacked, by all archives of an import together."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES


def members(data: bytes, room: ArchiveRoom) -> list[tuple[str, bytes]]:
    """Return the files in an archive with their names, sorted by name; links and folders are none.

    What they take is taken from `room`. Raises `Refused` for what is broken, locked, or larger than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive, len(data))
            return _read(archive, room)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        zlib.error,
    ) as error:
        raise Refused(f"the archive cannot be read: {error}", "Unpack it, and import the files.") from None


def _refuse_bombs(archive: zipfile.ZipFile, packed: int) -> None:
    size = sum(info.file_size for info in archive.infolist())
    if size > UNSUSPICIOUS and size > packed * MOST_RATIO:
        raise TOO_LARGE


def _read(archive: zipfile.ZipFile, room: ArchiveRoom) -> list[tuple[str, bytes]]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > room.files or sum(info.file_size for info in files) > room.bytes:
        raise TOO_LARGE
    found: list[tuple[str, bytes]] = []
    room.files -= len(files)
    for info in sorted(files, key=lambda info: info.filename):
        if stat.S_ISLNK(info.external_attr >> 16):
            continue
        with archive.open(info) as file:
            content = file.read(room.bytes + 1)  # the size that the archive states may be a lie
        room.bytes -= len(content)
        if room.bytes < 0:
            raise TOO_LARGE
        found.append((_inside(info.filename), content))
    return found


def _inside(name: str) -> str:
    """A name as a path that leads down alone, whatever it says."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"
