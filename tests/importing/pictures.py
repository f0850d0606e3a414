"""Small pictures by hand, each with notes about a place and a camera in it."""

import struct
import zlib

SECRET = b"51.5N 0.1W by Ada"


def png(*, notes: bool = True) -> bytes:
    """Two by two pixels (W3C, Portable Network Graphics)."""
    parts = [_chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))]
    if notes:
        parts += [
            _chunk(b"tEXt", b"Author\0" + SECRET),
            _chunk(b"eXIf", b"MM\0*" + SECRET),
            _chunk(b"tIME", bytes(7)),
        ]
    parts += [_chunk(b"IDAT", zlib.compress(b"\0\1\2\0\3\4")), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(*, notes: bool = True, orientation: int = 1) -> bytes:
    """The segments of a photo; what its scan says is nothing that anybody could see."""
    jfif = _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 1) + entry + b"\0\0\0\0"
    said = [
        _segment(0xE1, exif + SECRET),
        _segment(0xED, b"Photoshop 3.0\0" + SECRET),
        _segment(0xFE, SECRET),
    ]
    tables = _segment(0xDB, bytes(65)) + _segment(0xC0, bytes(9))
    scan = _segment(0xDA, bytes(8)) + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + jfif + (b"".join(said) if notes else b"") + tables + scan + b"\xff\xd9"


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def gif(*, notes: bool = True) -> bytes:
    """A picture of one color that is shown again and again (GIF89a)."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    said = b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0"
    said += b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    image = b"\x21\xf9\x04\0\0\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return head + loop + (said if notes else b"") + image + b"\x3b"


def webp(*, notes: bool = True) -> bytes:
    """The chunks of an extended picture (RFC 9649)."""
    flags = 0b0000_1100 if notes else 0
    parts = [_part(b"VP8X", bytes([flags]) + bytes(9)), _part(b"VP8 ", b"picture")]
    parts += [_part(b"EXIF", SECRET), _part(b"XMP ", SECRET)] if notes else []
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _part(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
