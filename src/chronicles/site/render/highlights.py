"""Highlighted code, kept by its content from one build to the next. Touches the disk."""

from collections.abc import Callable
from functools import partial

import pygments

from chronicles.disk.cache import Store, key
from chronicles.site.render.highlighting import highlighted
from chronicles.site.render.source_pages import numbered

VERSION = f"2 {pygments.__version__}"  # of what is kept: the form, and who made the colors


class Highlights:
    """Asked for code, it answers as `highlighted` and `numbered` do, and keeps what it has answered.

    Where `is_thin`, only tokens with a color of their own have an element.
    """

    def __init__(self, store: Store, *, is_thin: bool = False) -> None:
        self._store = store
        self.is_thin = is_thin

    def lines(self, path: str, text: str) -> tuple[str, ...]:
        """Return the lines of `text`, the file `path`, as HTML."""
        return tuple(self._kept("lines", path, text, self._joined).split("\n"))

    def numbered(self, path: str, text: str) -> str:
        """Return `text`, the file `path`, as HTML with a number at each line."""
        return self._kept("numbered", path, text, partial(numbered, is_thin=self.is_thin))

    def _kept(self, form: str, path: str, text: str, make: Callable[[str, str], str]) -> str:
        name = f"{form}-{key(VERSION, str(self.is_thin), path, text)}"
        data = self._store.get_sealed(name)
        if data is None:
            data = make(path, text).encode("utf-8", "surrogateescape")
            self._store.put_sealed(name, data)
        return data.decode("utf-8", "surrogateescape")

    def _joined(self, path: str, text: str) -> str:
        return "\n".join(highlighted(path, text, is_thin=self.is_thin))
