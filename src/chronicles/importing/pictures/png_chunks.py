"""PNG without its notes: Portable Network Graphics (W3C), chapters 5 and 11."""

from collections.abc import Iterator

SIGNATURE = 8  # bytes
# Text, Exif and the time of the last change (11.3.3 to 11.3.5); all else is needed to show the picture.
NOTES = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def stripped(data: bytes) -> bytes:
    """Return the picture without notes, and without what lies behind its end. Raises `ValueError`."""
    return data[:SIGNATURE] + b"".join(chunk for chunk in _chunks(data) if chunk[4:8] not in NOTES)


def _chunks(data: bytes) -> Iterator[bytes]:
    at = SIGNATURE
    while True:
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data) or end < at + 12:
            raise ValueError("a chunk goes on behind the end")
        yield data[at:end]
        if data[at + 4 : at + 8] == b"IEND":
            return
        at = end
