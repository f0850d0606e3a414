"""GIF without its notes: GIF89a, chapters 17 to 27."""

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
COMMENT, APPLICATION, CONTROL = 0xFE, 0xFF, 0xF9
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often an animation is shown


def stripped(data: bytes) -> bytes:
    """Return the picture without comments, other programs' notes, and what lies behind its end.

    Raises `ValueError`, `IndexError`.
    """
    at = 13 + _table(data[10])
    kept = [data[:at]]
    while data[at] != TRAILER:
        if data[at] == EXTENSION:
            end = _behind_blocks(data, at + 2)
            is_loop = data[at + 1] == APPLICATION and data[at + 3 : at + 14] in LOOPS
            if data[at + 1] == CONTROL or is_loop:
                kept.append(data[at:end])
        elif data[at] == IMAGE:
            end = _behind_blocks(data, at + 10 + _table(data[at + 9]) + 1)
            kept.append(data[at:end])
        else:
            raise ValueError("no block")
        at = end
    return b"".join([*kept, data[at : at + 1]])


def _table(flags: int) -> int:
    """How many bytes a table of colors takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(data: bytes, at: int) -> int:
    while size := data[at]:
        at += size + 1
    return at + 1
