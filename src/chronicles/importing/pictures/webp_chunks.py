"""WebP without its notes: RFC 9649, section 2."""

NOTES = frozenset({b"EXIF", b"XMP "})
FLAGS = 0b0000_1100  # of VP8X: that there are such notes


def stripped(data: bytes) -> bytes:
    """Return the picture without notes. Raises `ValueError`."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("it goes on behind the end")
    kept, at = [], 12
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        behind = at + 8 + size + size % 2
        if at + 8 + size > end:
            raise ValueError("a chunk goes on behind the end")
        chunk = data[at:behind]
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~FLAGS]) + chunk[9:]
        if chunk[:4] not in NOTES:
            kept.append(chunk)
        at = behind
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
