"""Words, and rows of words, that mean something: found where a cursor stands, the longest first."""

from collections.abc import Mapping
from typing import Generic, TypeVar
from unicodedata import normalize

from chronicles.dates.tokens import TOKEN, Cursor

T = TypeVar("T")


class Phrases(Generic[T]):
    """What each of a number of phrases means; capitals and the width of white space make no difference.

    >>> Phrases({"week of": 1, "week": 2}).read(Cursor("Week of May"))
    1
    """

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings: dict[str, T] = {}
        self._longest: dict[str, int] = {}  # tokens of the longest phrase, by the first token
        for phrase, meaning in meanings.items():
            self._meanings.setdefault(_key(TOKEN.findall(folded(phrase))), meaning)
            for before in ("", "1"):  # behind a number, what counts it is a token of its own
                tokens = TOKEN.findall(before + folded(phrase))[len(before) :]
                self._longest[tokens[0]] = max(len(tokens), self._longest.get(tokens[0], 0))

    @property
    def begins(self) -> frozenset[str]:
        """The first tokens of all phrases, folded."""
        return frozenset(self._longest)

    def read(self, cursor: Cursor) -> T | None:
        """Return what the longest phrase means that stands next, and move behind it; `None` for none."""
        if not cursor.token or cursor.token.isspace():
            return None
        for length in range(self._longest.get(folded(cursor.token), 0), 0, -1):
            tokens = [folded(token) for token in cursor.tokens[cursor.at : cursor.at + length]]
            meaning = self._meanings.get(_key(tokens)) if len(tokens) == length else None
            if meaning is not None:
                cursor.at += length
                return meaning
        return None


def folded(text: str) -> str:
    """Return the text in lower case, its accents composed: what two ways to type a word have in common."""
    return normalize("NFC", text.casefold())


def _key(tokens: list[str]) -> str:
    return "".join(" " if token.isspace() else token for token in tokens)
