"""Where the beginning of an entry ends that lists show: the separator stands between two blocks. Pure."""

import re
from collections.abc import Collection, Sequence

from chronicles.problems import Refused

SEPARATOR = "<!-- more -->"  # Material, "Built-in blog plugin", `post_excerpt_separator`
CODE = re.compile(r"(?P<ticks>`+)(?:(?!(?P=ticks)).)*(?P=ticks)")
# What Markdown goes on within: an element that asks for it (md_in_html), and pymdownx's own blocks.
ELEMENT = re.compile(r" {0,3}<(?P<name>[A-Za-z][\w-]*)\b[^>]*\bmarkdown\b[^>]*>")
END = re.compile(r".*</(?P<name>[A-Za-z][\w-]*)\s*>\s*")
BLOCK = re.compile(r" {0,3}(?P<sign>/{3,})(?P<rest>.*)")
MEND = "Put it on a line of its own, not indented, between two blocks."


def misplaced_end(
    lines: Sequence[str], hidden: Collection[int], separator: str = SEPARATOR
) -> tuple[int, Refused] | None:
    """Return the line of a separator that would leave blocks open in lists, and what to say of it.

    The first separator counts, as it does for the blog, outside of code: `hidden` has the lines of code, from
    1. `None` stands for one that is in order, or for none at all.
    """
    around: list[str] = []
    for number, line in enumerate(lines, 1):
        if number in hidden:
            continue
        if separator in CODE.sub("", line):
            return (number, refused) if (refused := _wrong(line, separator, around)) else None
        _follow(line, around)
    return None


def _wrong(line: str, separator: str, around: Sequence[str]) -> Refused | None:
    text = line.expandtabs(4)
    if text.lstrip().startswith(">"):
        where = "inside a quotation"
    elif text.strip() != separator:
        where = "in running text"
    elif around or len(text) - len(text.lstrip()) >= 4:
        where = "inside a block"
    else:
        return None
    return Refused(f"{separator!r} stands {where}, which would stay open in lists of entries", MEND)


def _follow(line: str, around: list[str]) -> None:
    """Keep what is open behind a line."""
    if block := BLOCK.fullmatch(line):
        if block["rest"].strip():
            around.append(block["sign"])
        elif block["sign"] in around:
            del around[around.index(block["sign"]) :]
        return
    if element := ELEMENT.match(line):
        around.append(element["name"])
    if (end := END.fullmatch(line)) and end["name"] in around:
        del around[len(around) - 1 - around[::-1].index(end["name"]) :]
