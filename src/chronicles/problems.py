"""Where something is, what is wrong there, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONG = 600  # characters of a message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file.

    `path` is relative to the root of the journal, with `/`; `line` counts from 1, and 0 stands
    for the file as a whole.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that a person can mend: `message` says what is wrong, `mend` how to mend it."""

    place: Place
    message: str
    mend: str

    def __str__(self) -> str:
        message, mend = self.lines
        return f"{visible(str(self.place))}: {message}\n    {mend}"

    @property
    def lines(self) -> tuple[str, str]:
        """What is wrong and how to mend it, each on one line of what can be shown."""
        return _short(visible(self.message)), visible(self.mend)


def _short(message: str) -> str:
    """What a page says, such as the address of a link, may be as long as the page: the middle is left out."""
    return message if len(message) <= LONG else f"{message[: LONG // 2]} … {message[-LONG // 2 :]}"


class Refused(Exception):
    """An input that cannot be used, before it is known where it was written.

    The pure core raises it with what is wrong and how to mend it; whoever knows the place turns
    it into a `Problem` with `at`. Where the mend takes long to find, a function finds it once
    somebody reads it. `line` is the line of the input, from 1, where that is known and not the whole of it.
    """

    def __init__(self, message: str, mend: str | Callable[[], str], line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self._mend = mend

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self._mend if isinstance(self._mend, str) else self._mend()

    def at(self, place: Place) -> Problem:
        """Return the problem that this refusal is at `place`; of a whole file, at its own line there."""
        return Problem(Place(place.path, place.line or self.line), self.message, self.mend)


class Absent(Refused):
    """What was asked for is simply not there, which one end of a difference may well be."""


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a sentence that names the known word that `word` was probably meant to be.

    Without a near one, `otherwise`, or the known words themselves (twelve at most).
    """
    names = sorted(set(known))
    folded = {name.lower(): name for name in reversed(names)}
    close = get_close_matches(word.lower(), folded, n=1)
    if close:
        return f"Did you mean {folded[close[0]]!r}?"
    if otherwise or not names:
        return otherwise or "There is none to choose from."
    more = ", …" if len(names) > 12 else ""
    return f"There are: {', '.join(names[:12])}{more}."


def count(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it needs one.

    >>> count(1, "block"), count(2, "block")
    ('1 block', '2 blocks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def visible(text: str) -> str:
    """Return `text` on one line, its control characters shown as symbols.

    What a page or a file name holds reaches the terminal through here, so it can neither move
    the cursor nor pretend to be a line of its own.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or code in _BIDI or 0xD800 <= code < 0xE000:
        return f"\\u{code:04x}"
    return character


# The bidirectional controls of Unicode's UAX #9 can make a line read as another one; U+2028 and
# U+2029 end it.
_BIDI = frozenset([0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)])


class Unusable(Exception):
    """The settings cannot be used; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
