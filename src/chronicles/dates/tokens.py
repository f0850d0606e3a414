"""A line as a row of tokens, and a cursor that reads them."""

import re
from collections.abc import Callable, Collection
from typing import TypeVar

T = TypeVar("T")
TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)


class Cursor:
    """Reads a text token by token: numbers, words, runs of white space, single signs.

    What a method does not find it leaves in place, and returns an empty value. `at` is the number of the
    next token, from 0.
    """

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text)
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
