"""Code as lines of HTML, in the colors of its language, and still the same code."""

import re
from functools import lru_cache
from html import escape, unescape
from typing import Any

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename
from pygments.util import ClassNotFound

from chronicles.site.render.code_classes import thinned

LONGEST = 200_000  # characters: beyond, nobody reads the colors, and everybody waits for them
TAG = re.compile(r"<[^>]*>")


def highlighted(path: str, text: str, *, is_thin: bool = False) -> tuple[str, ...]:
    """Return the lines of `text`, the file `path`, as HTML.

    Read as HTML they are the lines of `text`, to the last space: where Pygments would change one,
    there are no colors. Where `is_thin`, only tokens with a color of their own have an element.
    """
    lines = text.split("\n")
    plain = [line.removesuffix("\r") for line in lines]
    shown = _colored(path, "\n".join(plain), is_thin=is_thin)[: len(lines)] if len(text) <= LONGEST else []
    if [unescape(TAG.sub("", line)) for line in shown] != plain:
        return tuple(map(escaped, lines))
    ends = ("&#13;" if line.endswith("\r") else "" for line in lines)
    return tuple(html + end for html, end in zip(shown, ends, strict=True))


def escaped(line: str) -> str:
    """Return a line as HTML without colors. A raw CR would be read as a line's end.

    WHATWG HTML, "Preprocessing the input stream".
    """
    return escape(line, quote=False).replace("\r", "&#13;")


def _colored(path: str, text: str, *, is_thin: bool) -> list[str]:
    # A template of Django has the suffix of what it makes.
    name = f"{path}.j2" if path.endswith(".html") and "{%" in text else path
    try:
        tokens = lexed(name, text)
        return pygments.format(thinned(tokens) if is_thin else tokens, _FORMATTER).split("\n")
    except ClassNotFound:
        return []


@lru_cache(256)  # a file is shown by itself, and in the difference that brought it
def lexed(name: str, text: str) -> list[tuple[Any, str]]:
    """Return the tokens of `text` in the language of a file of that name; raises `ClassNotFound`."""
    return list(pygments.lex(text, get_lexer_for_filename(name, text, stripnl=False, ensurenl=False)))


_FORMATTER = HtmlFormatter(nowrap=True)
