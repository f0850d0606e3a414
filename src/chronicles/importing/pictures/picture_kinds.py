"""Which pictures can be taken along: those whose notes about place and camera can be taken out."""

import re
from collections.abc import Callable
from posixpath import splitext

from chronicles.importing.pictures import gif_blocks, jpeg_segments, png_chunks, webp_chunks
from chronicles.problems import Refused

MOST_BYTES = 30_000_000
MOST_WORDS = 1024  # bytes: a pointer of Git LFS is shorter (git-lfs, "Specification")
CONTROLS = rb"[^\t\n\r -~]"
MEND = "Save it as PNG, JPEG, WebP or GIF."
Strip = Callable[[bytes], bytes]
# By how the bytes begin, whatever the name says.
KINDS: tuple[tuple[str, bytes, bytes, Strip], ...] = (
    ("png", b"\x89PNG\r\n\x1a\n", b"", png_chunks.stripped),
    ("jpg", b"\xff\xd8\xff", b"", jpeg_segments.stripped),
    ("gif", b"GIF8", b"", gif_blocks.stripped),
    ("webp", b"RIFF", b"WEBP", webp_chunks.stripped),
)
NAMES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "heif", "bmp", "tif", "tiff"})


def is_picture(path: str) -> bool:
    """Whether a file is a picture by its name."""
    return splitext(path)[1].lower().removeprefix(".") in NAMES


def stripped(data: bytes) -> tuple[str, bytes]:
    """Return the ending of a picture's name and its bytes without what they tell besides the picture.

    It is `""` for a few words in its place, as a pointer of Git LFS: they keep the ending that they have.

    What is shown stays the same bit by bit; so does the color profile, and which side of a photo is up.
    Raises `Refused` for what is none of `KINDS`, broken, or over 30 MB: SVG among them, which can run.
    """
    if len(data) > MOST_BYTES:
        raise Refused("the picture is over 30 MB", "Make it smaller.")
    for ending, begin, inside, strip in KINDS:
        if data.startswith(begin) and data[8 : 8 + len(inside)] == inside:
            try:
                return ending, strip(data)
            except (ValueError, IndexError):
                raise Refused("the picture is broken", "Save it again.") from None
    if _is_placeholder(data):
        return "", data
    raise Refused("it is no picture whose place and camera can be taken out", MEND)


def _is_placeholder(data: bytes) -> bool:
    """Whether plain words stand where a picture is to be: they hold no place, and nothing can run."""
    return (
        0 < len(data) <= MOST_WORDS and b"<" not in data and data.isascii() and not re.search(CONTROLS, data)
    )
