"""A line as a row of tokens, and a cursor that reads them."""

import re
from collections.abc import Callable, Collection
from typing import TypeVar

T = TypeVar("T")
# Vowel signs of the scripts of India stand at the same places in each of their blocks (Unicode, chapter 12);
# then the marks of Latin, Arabic and Thai. `re` takes none of them for a part of a word.
INDIC = "".join(
    f"{chr(block + first)}-{chr(block + last)}"
    for block in range(0x0900, 0x0E00, 0x80)
    for first, last in ((0x00, 0x03), (0x3A, 0x3C), (0x3E, 0x4F), (0x51, 0x57), (0x62, 0x63))
)
MARKS = INDIC + "\u0300-\u036f\u064b-\u065f\u0670\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
# In Chinese, Japanese and Korean what a number counts stands behind it, and a word may follow at once.
CJK = "\u2e80"  # from here on, words stand side by side without a space
COUNTED = "年月日號号년월일"
TOKEN = re.compile(rf"\d+|(?<=\d)[{COUNTED}]|[^\W\d_](?:[^\W\d_]|[{MARKS}])*|\s+|.", re.DOTALL)
# They only say in which direction a text runs.
DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


class Cursor:
    """Reads a text token by token: numbers, words, runs of white space, single signs.

    What a method does not find it leaves in place, and returns an empty value. `at` is the number of the
    next token, from 0. Marks of direction are no part of the text.
    """

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text.translate(DIRECTIONS))
        self.at = 0

    @property
    def token(self) -> str:
        """The token that comes next; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    @property
    def rest(self) -> str:
        """What was not read yet."""
        return "".join(self.tokens[self.at :])

    @property
    def is_inside_word(self) -> bool:
        """Whether a letter or a digit follows with nothing between."""
        return self.token[:1].isalnum()

    def take(self) -> str:
        """Read one token, whatever it is."""
        token = self.token
        self.at += 1
        return token

    def space(self) -> bool:
        """Read white space, if there is any."""
        found = self.token.isspace()
        self.at += found
        return found

    def number(self, *widths: int) -> str:
        """Read a number of so many digits."""
        token = self.token
        return self.take() if token[:1].isdecimal() and len(token) in widths else ""

    def sign(self, signs: Collection[str]) -> str:
        """Read one of the signs."""
        return self.take() if self.token and self.token in signs else ""

    def word(self, words: Collection[str]) -> str:
        """Read one of the words, in capitals or not; `words` are in lower case."""
        return self.take() if self.token and self.token.casefold() in words else ""

    def attempt(self, form: Callable[["Cursor"], T | None]) -> T | None:
        """Read a form, all of it or nothing; `None` is nothing."""
        at = self.at
        found = form(self)
        if found is None:
            self.at = at
        return found
