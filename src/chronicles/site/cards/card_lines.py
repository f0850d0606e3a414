"""Puts a title into the lines of a card: in the largest letters that it fits in, or cut. Pure."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

WidthOf = Callable[[str, float], float]
ELLIPSIS = "…"
# What may not begin a line (JLREQ, "3.1.7 Characters Not Starting a Line"): marks, small kana, long vowels.
BEGINS_NONE = frozenset(
    "、。，．・：；？！）］｝〉》」』】〕ゝゞーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ々"  # noqa: RUF001
)
# And what may not end one: "3.1.8".
ENDS_NONE = frozenset("（［｛〈《「『【〔")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class FittedText:
    """The lines of a text, and the size of its letters in pixels."""

    size: float
    lines: tuple[str, ...]


def fitted(text: str, width: float, forms: Sequence[tuple[float, int]], width_of: WidthOf) -> FittedText:
    """Return a text in the first of `forms` that it fits in; cut to the last one where it fits in none.

    A form is a size of letters with the most lines of it; `width` is that of a line, in pixels.
    """
    for size, most in forms:
        lines = wrapped(text, width, lambda part, size=size: width_of(part, size))  # type: ignore[misc]
        if len(lines) <= most:
            return FittedText(size, tuple(lines))
    return FittedText(size, tuple(_cut(lines, most, width, lambda part: width_of(part, size))))


def wrapped(text: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    """Return the lines of a text, none of them wider than `width`; a word that is wider is broken.

    >>> wrapped("to be or not", 5, len)
    ['to be', 'or', 'not']
    """
    lines: list[str] = []
    line = ""
    for space, piece in _pieces(text):
        if line and width_of(line + space + piece) <= width:
            line += space + piece
            continue
        lines += [line] if line else []
        *broken, line = _broken(piece, width, width_of)
        lines += broken
    return [*lines, line] if line else lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What a line may end behind, each with the space before it: words, and each letter that is wide."""
    for word in text.split():
        space, piece = " ", ""
        for letter in word:
            if piece and _may_break(piece[-1], letter):
                yield space, piece
                space, piece = "", ""
            piece += letter
        yield space, piece


def _may_break(before: str, after: str) -> bool:
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in (before, after))
    return wide and after not in BEGINS_NONE and before not in ENDS_NONE and not unicodedata.combining(after)


def _broken(piece: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    """A word in parts that each fit in a line; never less than a letter with what stands on it."""
    parts = [""]
    for letter in piece:
        if parts[-1] and width_of(parts[-1] + letter) > width and not unicodedata.combining(letter):
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(lines: Sequence[str], most: int, width: float, width_of: Callable[[str], float]) -> list[str]:
    """The first lines, the last of which says that there is more."""
    *first, last = lines[:most]
    while last and width_of(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*first, last.rstrip(" ,.:;-、。") + ELLIPSIS]
