"""Highlighted code, kept by its content from one build to the next. Touches the disk."""

from collections.abc import Callable
from hashlib import sha256

import pygments

from chronicles.disk.cache import Store, key
from chronicles.site.render.highlighting import highlighted
from chronicles.site.render.source_pages import numbered

VERSION = f"1 {pygments.__version__}"  # of what is kept: the form, and who made the colors
DIGEST = 32  # bytes before what is kept: its SHA-256, since a cache can be damaged


class Highlights:
    """Asked for code, it answers as `highlighted` and `numbered` do, and keeps what it has answered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lines(self, path: str, text: str) -> tuple[str, ...]:
        """Return the lines of `text`, the file `path`, as HTML."""
        return tuple(self._kept("lines", path, text, _joined).split("\n"))

    def numbered(self, path: str, text: str) -> str:
        """Return `text`, the file `path`, as HTML with a number at each line."""
        return self._kept("numbered", path, text, numbered)

    def forget_old(self) -> None:
        """Throw away what nobody asked for in a month."""
        self._store.forget_old()

    def _kept(self, form: str, path: str, text: str, make: Callable[[str, str], str]) -> str:
        name = f"{form}-{key(VERSION, path, text)}"
        data = self._store.get(name) or b""
        if sha256(data[DIGEST:]).digest() != data[:DIGEST]:
            html = make(path, text).encode("utf-8", "surrogateescape")
            data = sha256(html).digest() + html
            self._store.put(name, data)
        return data[DIGEST:].decode("utf-8", "surrogateescape")


def _joined(path: str, text: str) -> str:
    return "\n".join(highlighted(path, text))
