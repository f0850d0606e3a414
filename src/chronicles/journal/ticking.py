"""A goal ticked in its page, with its evidence behind it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from chronicles.pages.page import BOM, split_lines

BOX = re.compile(r"(?P<before>[ \t]*[-*+][ \t]+)\[ \]")
DAY = re.compile(r"[ \t]*\(\d{4}-\d{2}-\d{2}\)\W*$")  # as `goals` reads it
WORD = re.compile(r"[^\W_]{3,}")
COMMON = frozenset({"and", "the", "for", "with", "into", "from", "that", "what", "its", "one", "has", "how"})


def ticked(text: str, first: int, last: int, links: Sequence[str], day: date | None) -> str:
    """Return the page with the goal at its lines `first` to `last` (from 1) ticked on `day`.

    `links`, which are Markdown, are put behind what is there, and before the day of a goal that is ticked
    already, which keeps it; all other bytes stay. With `None`, no day is added.
    """
    bom = BOM if text.startswith(BOM) else ""
    lines = split_lines(text.removeprefix(BOM))
    at = first - 1
    lines[at] = BOX.sub(r"\g<before>[x]", lines[at][0], count=1), lines[at][1]
    words = "".join(line for line, _ in lines[first - 1 : last])
    end, ending = lines[last - 1]
    known = DAY.search(end)
    end, said = (end[: known.start()], known[0]) if known else (end, f" ({day})" if day else "")
    end = end.rstrip()
    joint = "," if "](" in words else "" if end.endswith(":") else ":"
    end = end.removesuffix(".") if links else end
    lines[last - 1] = end + (f"{joint} {', '.join(links)}" if links else "") + said, ending
    return bom + "".join(map("".join, lines))


def related(goal: str, names: Iterable[tuple[str, str]], most: int = 8) -> list[str]:
    """Return those of `names`, each a key and the words about it, that speak of `goal`; the nearest first."""
    wanted = _words(goal)
    ranked = [(len(wanted & _words(about)), key) for key, about in names]
    return [key for shared, key in sorted(ranked, key=lambda one: -one[0]) if shared][:most]


def _words(text: str) -> set[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return {_stem(word) for word in WORD.findall(apart.lower())} - COMMON


def _stem(word: str) -> str:
    """Models, model: one word; enough to tell what is worth offering."""
    return word.removesuffix("s") if len(word) > 3 else word
