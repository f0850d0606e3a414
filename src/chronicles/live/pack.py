"""A pack: many files in one, as the demo fetches them.

gzip of one stream: four bytes with the length of an index (big-endian), the index `[["path", size], …]`
as JSON, then the bytes of all files one after the other. The same files give the same pack.
"""

import json
import re
import struct
import zlib
from collections.abc import Mapping

# No name, no time, "unknown" as the system: nothing in it is of this machine or moment.
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LEVEL = 9
CACHED = re.compile(r"__pycache__/(.*)\.cpython-\d+\.pyc$")


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the files, by their paths, as a pack."""
    return squeezed(joined(files))


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a pack."""
    return parted(zlib.decompress(data, wbits=31))


def joined(files: Mapping[str, bytes]) -> bytes:
    """Return the stream that a pack compresses."""
    paths = sorted(files, key=_order)
    index = json.dumps([[path, len(files[path])] for path in paths], separators=(",", ":"))
    head = index.encode()
    return b"".join([struct.pack(">I", len(head)), head, *(files[path] for path in paths)])


def _order(path: str) -> tuple[str, str]:
    """Bytecode stands beside its source: the names that both have are then compressed once."""
    return CACHED.sub(r"\1", path), path


def parted(stream: bytes) -> dict[str, bytes]:
    """Return the files in such a stream."""
    (length,) = struct.unpack_from(">I", stream)
    at = 4 + length
    files = {}
    for path, size in json.loads(stream[4:at]):
        files[path] = stream[at : at + size]
        at += size
    return files


def squeezed(data: bytes) -> bytes:
    """Return `data` as gzip; the same data give the same bytes."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return b"".join([GZIP_HEAD, deflate.compress(data), deflate.flush(), tail])
