"""A page as its bytes say it, and its lines as Markdown counts them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from chronicles.problems import Refused

BOM = "\ufeff"
# Line endings as Python-Markdown knows them: a lone CR ends a line too.
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
# C0 controls but white space. They have no place in HTML, so they have none in a page.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file: its path below the root, and its text with every byte accounted for."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines without their endings, the byte order mark left out."""
        return self.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def decode(data: bytes) -> str:
    """Return the text of a page from its bytes (UTF-8, with or without a byte order mark).

    Raises `Refused` for another encoding or a control character, and says where it stands.
    """
    if data.startswith(UTF16):
        raise Refused("the page is UTF-16", "Save it as UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(
            f"byte {error.start} (line {_line_of(data, error.start)}) is not UTF-8", "Save the page as UTF-8."
        ) from None
    if found := CONTROL.search(text):
        line = len(split_lines(text[: found.start()]))
        raise Refused(
            f"line {line} holds the control character U+{ord(found[0]):04X}", "Delete that character."
        )
    return text


def _line_of(data: bytes, offset: int) -> int:
    return len(split_lines(data[:offset].decode("utf-8")))


def split_lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of `text`, each with its ending; joined they are `text` again.

    As with `str.split`, a text that ends with a line end has an empty last line.
    """
    return list(_split(text))


@lru_cache(4)  # whoever reads a page asks for its lines a dozen times
def _split(text: str) -> tuple[tuple[str, str], ...]:
    if "\r" not in text:
        *ended, last = text.split("\n")
        return (*((line, "\n") for line in ended), (last, ""))
    found = [(match[1], match[2]) for match in LINE.finditer(text)]
    # The pattern matches once more, emptily, after a last line that has no ending.
    if len(found) > 1 and found[-1] == ("", "") and found[-2][1] == "":
        found.pop()
    return tuple(found)
