"""What an address names in a file: `NAME`, `NAME[2]`, `NAME[*]`, `'any name'`."""

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from chronicles.problems import Refused

MEND = "Name a class, function, variable or region; 'imports' too. Other names stand in single quotes."
QUOTED_MEND = "Put it between single quotes, and write '' for one in it."
REGION = re.compile(r"[\w-]+(?:\.[\w-]+)*")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
# One of several selectors, up to the comma or the '@' behind it; between quotes, both belong to the name.
ONE = re.compile(r"\s*'(?:[^']|'')*+'[^,@]*|[^,@]*")
FORM = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'\[\]][^\[\]]*))(?:\[(?P<which>\*|[1-9][0-9]{0,5})\])?"
)


@dataclass(frozen=True, slots=True)
class Selector:
    """A name in a file; `which` of several things of that name, from 1, `*` for all, 0 for the only one."""

    name: str
    which: int | Literal["*"] = 0

    def __str__(self) -> str:
        return spelled(self.name) + (f"[{self.which}]" if self.which else "")


def can_select(name: str) -> bool:
    """Whether `name` needs no quotes: a region's, or whatever Python takes for a name."""
    return bool(REGION.fullmatch(name)) or all(part.isidentifier() for part in name.split("."))


def spelled(name: str) -> str:
    """Return `name` as an address writes it, between quotes where it needs them.

    >>> spelled("Student.save"), spelled("a[href='x']")
    ('Student.save', "'a[href=''x'']'")
    """
    # Python reads names in this form of Unicode, so plain ones are looked up in it.
    is_plain = can_select(name) and normalize("NFKC", name) == name
    return name if is_plain else "'" + name.replace("'", "''") + "'"


def split_selectors(text: str) -> tuple[list[str], str]:
    """Return the selectors that `text` begins with, as they stand there, and the `@…` behind them."""
    found, end = [], -1
    while end < 0 or text[end : end + 1] == ",":
        match = ONE.match(text, end + 1)
        assert match is not None, "it takes the empty text, too"
        found.append(match[0].strip())
        end = match.end()
    return found, text[end:]


def read_selector(text: str) -> Selector:
    """Return the selector that `text` spells; raises `Refused` and says what is wrong with it."""
    match = FORM.fullmatch(text)
    if match is None or UNSEEN.search(text):
        raise Refused(f"{text!r} is not a selector", QUOTED_MEND if text.startswith("'") else MEND)
    name = match["quoted"].replace("''", "'") if match["quoted"] else normalize("NFKC", match["plain"])
    if match["plain"] and not can_select(name):
        raise Refused(f"{name!r} is not a selector", MEND)
    which = match["which"] or 0
    return Selector(name, "*" if which == "*" else int(which))
