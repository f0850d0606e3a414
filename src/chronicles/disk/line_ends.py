"""How the lines of a file end, in a word that stands beside its text.

The word has a letter for each line: `n` LF, `w` CRLF, `r` CR, `0` none at all, as the last line of a file may
have. Where all lines have the same letter it is that letter alone, and nothing where all end in LF. A `b`
before it is a byte order mark. So the text with its word is the file, byte for byte.
"""

import re
from collections.abc import Iterable

END = re.compile(r"\r\n|\r|\n")
LETTERS = {"\n": "n", "\r\n": "w", "\r": "r"}
NAMES = {"n": "LF", "w": "CRLF", "r": "CR", "0": "no newline"}
BOM = "\ufeff"


def parted(raw: str) -> tuple[str, str]:
    """Return the text of a file with LF between its lines, none behind the last, and the word of its ends.

    >>> parted("a\\r\\nb"), parted("a\\n")
    (('a\\nb', 'w0'), ('a', ''))
    """
    mark, raw = ("b", raw[1:]) if raw.startswith(BOM) else ("", raw)
    letters = [LETTERS[end] for end in END.findall(raw)]
    text = END.sub("\n", raw)
    if text.endswith("\n"):
        return text[:-1], mark + word(letters)
    return text, mark + word([*letters, "0"])


def word(letters: Iterable[str]) -> str:
    """Return the word of lines that end so, without a byte order mark."""
    joined = "".join(letters)
    if len(set(joined)) > 1:
        return joined
    return "" if joined[:1] == "n" else joined[:1]


def letters(ends: str, number: int) -> str:
    """Return the letters of so many lines, one for each, from the word of their ends."""
    ends = ends.removeprefix("b") or "n"
    return ends if len(ends) > 1 else ends * number
