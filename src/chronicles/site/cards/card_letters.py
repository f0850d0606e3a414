"""Which letters a card can show, and how wide each is. Reads a file that comes with it.

It is made by bench/renew_card_fonts.py, with the font; a letter that is not there cannot be drawn.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
FONT = FOLDER / "cards.ttf"
FAMILY = "Chronicles Cards"  # as the font calls itself
EM = 1000  # in which widths are counted
ORNAMENTS = ("S", "C", "Mn", "Me")  # Unicode's general categories: signs, controls, what stands on letters


@cache
def known_letters() -> Mapping[str, int]:
    """Return the width of each letter that a card can show, in thousandths of its size."""
    table = json.loads((FOLDER / "letters.json").read_text("ascii"))
    return {letter: int(width) for width, letters in table.items() for letter in letters}


def drawable(text: str) -> str | None:
    """Return a text as a card can show it, `None` where letters of it cannot be drawn.

    Signs such as emoji are left out by themselves: the words say the same without them.
    """
    known = known_letters()
    said = "".join(
        letter
        for letter in unicodedata.normalize("NFC", " ".join(text.split()))
        if letter in known or not unicodedata.category(letter).startswith(ORNAMENTS)
    )
    return " ".join(said.split()) if all(letter in known for letter in said) else None


def width_of(text: str, size: float) -> float:
    """Return how wide a text that can be drawn is, in pixels; letters that move together count as apart."""
    known = known_letters()
    return sum(known[letter] for letter in text) * size / EM


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins at the right: by its first letter that says so (UAX #9, P2 and P3)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"
