"""JPEG without its notes: ITU-T T.81, annex B; Exif 2.32 (CIPA DC-008), section 4.5.4."""

from collections.abc import Iterator

START, SCAN, END = 0xD8, 0xDA, 0xD9
COMMENT = 0xFE
APPLICATION = range(0xE0, 0xF0)
JFIF, COLORS, ADOBE = 0xE0, 0xE2, 0xEE  # of these only what the picture needs
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
ORIENTATION = 0x0112


def stripped(data: bytes) -> bytes:
    """Return the picture without notes, thumbnails, and what lies behind its end. Raises `ValueError`.

    Where its Exif says which side is up, it says so in an Exif that has nothing else.
    """
    kept, upright = [b"\xff\xd8"], 1
    for marker, segment in _segments(data):
        if marker in APPLICATION or marker == COMMENT:
            upright = _orientation(segment) or upright
            if not _is_needed(marker, segment):
                continue
        kept.append(segment)
    if upright != 1:
        kept.insert(1, _exif(upright))
    return b"".join(kept)


def _is_needed(marker: int, segment: bytes) -> bool:
    body = segment[4:]
    if marker == JFIF:
        return body.startswith(b"JFIF\0") and len(body) == 14  # without a thumbnail
    needed = {COLORS: b"ICC_PROFILE\0", ADOBE: b"Adobe"}
    return marker in needed and body.startswith(needed[marker])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:  # a marker may be filled up before it (B.1.1.2)
            at += 1
        marker = data[at + 1]
        if marker in ALONE or marker == END:
            yield marker, data[at : at + 2]
            at += 2
            if marker == END:
                return
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("a segment goes on behind the end")
        if marker == SCAN:
            end = _behind_scan(data, end)
        yield marker, data[at:end]
        at = end


def _behind_scan(data: bytes, at: int) -> int:
    """Where the next marker is: in a scan, `FF` is followed by `00`, or begins a restart (B.1.1.5)."""
    while True:
        at = data.index(b"\xff", at)
        follows = data[at + 1]
        if follows == 0 or 0xD0 <= follows <= 0xD7:
            at += 2
        elif follows == 0xFF:
            at += 1
        else:
            return at


def _orientation(segment: bytes) -> int:
    """Which side is up, by the first folder of an Exif; 0 where it does not say."""
    if segment[4:10] != b"Exif\0\0":
        return 0
    body = segment[10:]
    if body[:2] not in (b"II", b"MM"):
        return 0

    def number(at: int, size: int) -> int:
        return int.from_bytes(body[at : at + size], "little" if body[:2] == b"II" else "big")

    folder = number(4, 4)
    for entry in range(folder + 2, folder + 2 + 12 * min(number(folder, 2), 200), 12):
        if number(entry, 2) == ORIENTATION:
            value = number(entry + 8, 2)
            return value if 1 <= value <= 8 else 0
    return 0


def _exif(orientation: int) -> bytes:
    value = orientation.to_bytes(2, "big") + b"\0\0"
    entry = ORIENTATION.to_bytes(2, "big") + b"\0\x03" + b"\0\0\0\x01" + value  # one SHORT
    body = b"Exif\0\0" + b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
