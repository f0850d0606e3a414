"""The pictures in the HTML of a page: how large they are, and which smaller ones there are of each. Pure.

A browser that knows both leaves the right room for a picture, and fetches no larger one than it shows. WHATWG
HTML has the attributes: "The img element", "Images".
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, unquote, urlsplit

from chronicles.site.render.attributes import TAG
from chronicles.site.render.content_policy import attributes

PICTURE = re.compile(r"<img(?=[\s/>])", re.IGNORECASE)
END = re.compile(r"\s*/?>\Z")
PIXELS = re.compile(r"[0-9]+")
MAIN = "<main"  # what is around the text of a page, such as its logo, is the theme's
COLUMN = 800  # pixels: as wide as a picture gets beside the menus
WIDE = "60em"  # from which width of a window on there are menus
NARROW = "92vw"


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """How large a picture is, and the addresses in the site of smaller ones, by their widths.

    Where there are smaller ones, its own address is among them only if it is the one for its width.
    """

    width: int
    height: int
    smaller: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class PictureTags:
    """Tells pages of their pictures; `pictures` are those of the site by their paths in it.

    `root` is the path that the address of the site begins with.
    """

    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)
    root: str = "/"

    def put_into(self, html: str, url: str) -> str:
        """Return the page at `url` with what is known of its pictures in their tags.

        What an author has said of a picture stays. The first one of a page is fetched at once, all others
        when the reader comes near.
        """
        start = html.find(MAIN)
        if start < 0 or not PICTURE.search(html, start):
            return html
        count = 0

        def told(match: re.Match[str]) -> str:
            nonlocal count
            if not PICTURE.match(match[0]):
                return match[0]
            count += 1
            return self._told(match[0], url, is_first=count == 1)

        return html[:start] + TAG.sub(told, html[start:])

    def _told(self, tag: str, url: str, *, is_first: bool) -> str:
        said = attributes(tag[len("<img") : END.search(tag).start()])  # type: ignore[union-attr]
        more = {"decoding": "async"} if is_first else {"loading": "lazy", "decoding": "async"}
        if picture := self.pictures.get(self._path(said.get("src", ""), url)):
            more |= _sizes(picture, said) | _smaller(picture, said, url)
        added = "".join(f' {key}="{escape(value)}"' for key, value in more.items() if key not in said)
        end = END.search(tag)
        assert end, "a tag has an end"
        return f"{tag[: end.start()]}{added}{tag[end.start() :]}"

    def _path(self, src: str, url: str) -> str:
        """The path in the site of an address on the page at `url`; `""` for one elsewhere."""
        try:
            parts = urlsplit(src.strip())
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        path = unquote(parts.path)
        if path.startswith("/"):
            return path.removeprefix(self.root) if path.startswith(self.root) else ""
        folder = unquote(url) if url.endswith("/") else posixpath.dirname(unquote(url))
        return posixpath.normpath(posixpath.join("/", folder, path)).removeprefix("/")


def _sizes(picture: ShownPicture, said: Mapping[str, str]) -> dict[str, str]:
    """The width and the height; where an author has said one of them, the other follows."""
    width, height = said.get("width"), said.get("height")
    if width is None and height is None:
        return {"width": str(picture.width), "height": str(picture.height)}
    if height is None and width and PIXELS.fullmatch(width):
        return {"height": str(max(1, round(int(width) * picture.height / picture.width)))}
    if width is None and height and PIXELS.fullmatch(height):
        return {"width": str(max(1, round(int(height) * picture.width / picture.height)))}
    return {}


def _smaller(picture: ShownPicture, said: Mapping[str, str], url: str) -> dict[str, str]:
    if not picture.smaller or "srcset" in said or "sizes" in said:
        return {}
    folder = unquote(url) if url.endswith("/") else posixpath.dirname(unquote(url))
    found = [f"{_address(path, folder)} {width}w" for width, path in picture.smaller]
    return {"srcset": ", ".join(found), "sizes": _shown_width(picture, said)}


def _shown_width(picture: ShownPicture, said: Mapping[str, str]) -> str:
    """How wide a browser will show it, before it knows the styles of the page."""
    width = said.get("width", "")
    if PIXELS.fullmatch(width):
        return f"{width}px"
    return f"(min-width: {WIDE}) {min(picture.width, COLUMN)}px, {NARROW}"


def _address(path: str, folder: str) -> str:
    return quote(posixpath.relpath("/" + path, "/" + folder))
