"""ZIP archives, read in memory and within limits: no name in one can lead anywhere."""

import io
import stat
import zipfile
import zlib

from chronicles.problems import Refused

MAGIC = b"PK\x03\x04"
MOST_FILES = 5_000
MOST_BYTES = 100_000_000
TEXTS = (".md", ".markdown", ".txt", ".html", ".htm", ".org", ".json", ".xml", ".csv", ".log")


def unpacked(data: bytes) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Return the texts in an archive with their names, and the names of what is no text, both sorted by name.

    A text is what has an ending of `TEXTS`, and is no link. Raises `Refused` for what is broken, locked, or
    larger than a journal can be: more than `MOST_FILES` files, or `MOST_BYTES` bytes unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
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


def _read(archive: zipfile.ZipFile) -> tuple[list[tuple[str, bytes]], list[str]]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    too_large = Refused("the archive is too large", "Unpack it, and import the files that you want.")
    if len(files) > MOST_FILES or sum(info.file_size for info in files) > MOST_BYTES:
        raise too_large
    texts: list[tuple[str, bytes]] = []
    others: list[str] = []
    left = MOST_BYTES
    for info in sorted(files, key=lambda info: info.filename):
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if is_link or not info.filename.lower().endswith(TEXTS) or info.filename.startswith("__MACOSX"):
            others.append(info.filename)
            continue
        with archive.open(info) as file:
            content = file.read(left + 1)  # the size that the archive states may be a lie
        left -= len(content)
        if left < 0:
            raise too_large
        texts.append((info.filename, content))
    return texts, others
