"""A picture as readers get it: without its notes, its size, and smaller ones for smaller screens.

Pillow draws them, and is not loaded before there is a picture to draw.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from chronicles.importing.pictures.picture_kinds import KINDS, stripped
from chronicles.problems import Refused

# Widths of smaller pictures, in pixels: a phone; a phone or a column with a sharp screen; the widest.
WIDTHS = (480, 960, 1600)
LEAST_BYTES = 8_000  # of a picture of which smaller ones save anything
SAVES = 0.9  # of the bytes: what saves less is not worth a file
QUALITY = 80
MOST_PIXELS = 100_000_000  # of which Pillow needs three bytes each
TOO_LARGE = f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels"
PHOTO = "JPEG"
DRAWN = frozenset({PHOTO, "PNG", "WEBP"})
NOTES = b"Exif\0\0", b"<x:xmpmeta", b"http://ns.adobe.com/xap/"
OTHER_KINDS = re.compile(rb"....ftyp|II\*\0|MM\0\*", re.DOTALL)  # HEIF and AVIF (ISO/IEC 23008-12), TIFF
UPRIGHT, SIDEWAYS = 0x0112, range(5, 9)  # Exif 2.32, "Orientation": from 5 on, width and height change places
NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")
ROOT = re.compile(rb"<svg\b[^<>]*>")
SVG_ATTRIBUTE = re.compile(r"""\s(width|height|viewBox)\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture's `data` without notes, its size, and smaller ones in WebP by their widths.

    The size is 0 where it is not known.
    """

    data: bytes
    width: int = 0
    height: int = 0
    smaller: tuple[tuple[int, bytes], ...] = ()


def drawn(data: bytes) -> DrawnPicture:
    """Return a picture as readers get it; what is none stays as it is.

    Raises `Refused` for one that is broken, too large to be drawn, or whose notes about place and camera
    cannot be taken out.
    """
    if not any(data.startswith(begin) and data[8 : 8 + len(in_it)] == in_it for _, begin, in_it, _ in KINDS):
        if OTHER_KINDS.match(data) and any(sign in data for sign in NOTES):
            message = "the picture may say where and with what it was taken, which cannot be taken out of it"
            raise Refused(message, "Save it as PNG, JPEG, WebP or GIF.")
        return DrawnPicture(data, *_svg_size(data))
    data = stripped(data)[1]
    image_module = _pillow()
    try:
        return _drawn(data, image_module.open(BytesIO(data)))
    except (image_module.DecompressionBombWarning, image_module.DecompressionBombError):
        raise Refused(TOO_LARGE, "Make it smaller: 2000 pixels are as wide as any page.") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refused("the picture is broken", "Save it again.") from None


@cache
def _pillow() -> Any:
    """Load Pillow, and let it refuse what would fill the memory; a site without pictures does not need it."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    return Image


def _drawn(data: bytes, image: Any) -> DrawnPicture:
    width, height = image.size
    if image.format == PHOTO and image.getexif().get(UPRIGHT) in SIDEWAYS:
        width, height = height, width
    if image.format not in DRAWN or getattr(image, "is_animated", False):
        return DrawnPicture(data, width, height)
    if len(data) < LEAST_BYTES:
        image.load()  # tells of a broken one
        return DrawnPicture(data, width, height)
    return DrawnPicture(data, width, height, tuple(sorted(_smaller(data, image, width))))


def _smaller(data: bytes, image: Any, width: int) -> Iterator[tuple[int, bytes]]:
    """Smaller ones, and one as large as the picture where that is not wide; the largest comes first.

    Each takes fewer bytes than the one before: a screen with its even colors may not, once it is scaled.
    """
    from PIL import ImageOps

    is_photo = image.format == PHOTO
    widest, most = min(width, WIDTHS[-1]), SAVES * len(data)
    image.draft("RGB", (widest, widest * image.height // max(image.width, 1) + 1))
    image = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    for one in sorted({*(one for one in WIDTHS if one < width), widest}, reverse=True):
        size = one, max(1, round(image.height * one / image.width))
        shown = image if size == image.size else image.resize(size, reducing_gap=3.0)
        made = _webp(shown, profile, is_photo=is_photo)
        if len(made) < most:
            most = SAVES * len(made)
            yield one, made


def _webp(image: Any, profile: bytes | None, *, is_photo: bool) -> bytes:
    """The picture in WebP: of a drawing or a screen the exact one, where that is no larger."""
    made = [_written(image, quality=QUALITY, icc_profile=profile or b"")]
    if not is_photo:
        made.append(_written(image, lossless=True, quality=50, icc_profile=profile or b""))
    return min(reversed(made), key=len)


def _written(image: Any, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", method=4, exif=b"", xmp=b"", **options)
    return file.getvalue()


def _svg_size(data: bytes) -> tuple[int, int]:
    """The size that a drawing says it has (SVG 2, "Sizing properties", "The viewBox attribute")."""
    root = ROOT.search(data[:10_000])
    said = dict(SVG_ATTRIBUTE.findall(root[0].decode("utf-8", "replace"))) if root else {}
    sizes = [NUMBER.fullmatch(said.get(key, "")) for key in ("width", "height")]
    found = [float(size[1]) for size in sizes if size]
    if len(found) < 2:
        box = [NUMBER.fullmatch(word) for word in re.split(r"[\s,]+", said.get("viewBox", "").strip())[2:]]
        found = [float(size[1]) for size in box if size]
    if len(found) != 2 or min(found) <= 0:
        return 0, 0
    return max(1, round(found[0])), max(1, round(found[1]))
