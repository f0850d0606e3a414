"""Where the engine puts the lines of a page that were numbered: in which list, heading or table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from chronicles.pages.markdown.elements import ElementTree
from chronicles.pages.markdown.locator import placeholders

LISTS = ("ol", "ul")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class SitePlace:
    """What a text is in: so many list items and quotations, the list of the innermost, a heading, a table.

    `before` is what stands on its line before the number, where that is known.
    """

    depth: int = 0
    quotes: int = 0
    tag: str = ""
    number: int = 1
    heading: str = ""
    is_table: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class SitePlaces:
    """The places of numbers, and of blocks by their placeholders; `raw` has the numbers that are in HTML."""

    numbers: Mapping[int, SitePlace]
    blocks: Mapping[str, SitePlace]
    raw: frozenset[int]


def site_places(tree: ElementTree, word: str) -> SitePlaces:
    """Return where in `tree` the numbers are that stand between two `word`s; footnotes are left out."""
    pattern = re.compile(f"{word}([0-9]+){word}")
    numbers, blocks = dict[int, SitePlace](), dict[str, SitePlace]()
    waiting = [(tree.root, SitePlace())]
    while waiting:
        element, around = waiting.pop()
        if element.get("class") == "footnote":
            continue
        place = _inside(element, around)
        waiting += [(child, place) for child in element]
        for text, at in [(element.text, place), *((child.tail, place) for child in element)]:
            blocks |= dict.fromkeys(placeholders(text or ""), at)
            for match in pattern.finditer(text or ""):
                begin = match.string.rfind("\n", 0, match.start()) + 1
                is_known = begin > 0 or text is element.text
                before = match.string[begin : match.start()] if is_known else ""
                numbers[int(match[1])] = replace(at, before=before)
    raw = "".join(item for item in tree.stash if isinstance(item, str))
    shown = re.sub(r"<!--.*?(?:-->|\Z)", "", raw, flags=re.DOTALL)
    return SitePlaces(numbers, blocks, frozenset(int(match[1]) for match in pattern.finditer(shown)))


def _inside(element: Element, around: SitePlace) -> SitePlace:
    """The place of what stands in `element`, itself at the place `around`."""
    if element.tag in LISTS:
        return replace(around, tag=element.tag, number=int(element.get("start", "1")))
    if element.tag == "li":
        return replace(around, depth=around.depth + 1)
    if element.tag == "blockquote":
        return replace(around, quotes=around.quotes + 1)
    if element.tag in HEADINGS:
        return replace(around, heading=element.tag)
    return replace(around, is_table=True) if element.tag == "table" else around
