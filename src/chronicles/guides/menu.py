"""The menu of the site, which is `nav` in `mkdocs.yml`: pages put into it, as text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from chronicles.pages.front_matter.quoting import quoted

BEGIN = re.compile(r"nav:\s*(?:#.*)?")
ITEM = re.compile(r"""(?P<indent>\s*)- (?:.*[:\s])?["']?(?P<page>steps/[^"'#]+\.md)["']?\s*(?:#.*)?""")


def with_pages(text: str, guide: str, title: str, pages: Sequence[str]) -> str | None:
    """Return the settings `text` with `pages` in its menu, at the end of their guide.

    A guide that the menu does not have yet comes behind the last one, below its `title`. It is `None` where
    the menu is written so that lines put into it would not do: a person has to write them.
    """
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if BEGIN.fullmatch(line.rstrip("\r"))), None)
    if first is None:
        return None
    last = _last(lines, first)
    at, new = _place(lines, first, last, guide, title, pages)
    ending = "\r" if lines[first].endswith("\r") else ""
    written = [*lines[:at], *(line + ending for line in new), *lines[at:]]
    before, after = lines[first : last + 1], written[first : last + 1 + len(new)]
    return "\n".join(written) if _is_meant(before, after, pages) else None


def menu_lines(guide_is_new: bool, title: str, pages: Sequence[str], indent: str = "") -> list[str]:
    """Return the lines of a menu that have `pages`, below the `title` of their guide where it is new."""
    if not guide_is_new:
        return [f"{indent}- {page}" for page in pages]
    return [f"{indent}- {_name(title)}:", *(f"{indent}    - {page}" for page in pages)]


def _last(lines: Sequence[str], first: int) -> int:
    """The last line of the menu: what follows is a key of its own, blank, or a comment."""
    last = first
    for at in range(first + 1, len(lines)):
        line = lines[at].strip()
        if line and not line.startswith("#"):
            if not lines[at].startswith((" ", "-")):
                break
            last = at
    return last


def _place(
    lines: Sequence[str], first: int, last: int, guide: str, title: str, pages: Sequence[str]
) -> tuple[int, list[str]]:
    """Before which line the new ones come, and these."""
    numbers = range(first + 1, last + 1)
    items = [(at, match) for at in numbers if (match := ITEM.fullmatch(lines[at].rstrip()))]
    own = [(at, match) for at, match in items if match["page"].startswith(f"steps/{guide}/")]
    if own:
        at, match = own[-1]
        return at + 1, menu_lines(False, title, pages, match["indent"])
    if items:
        at, match = items[-1]
        is_of_guide = match["page"].count("/") > 1
        indent = _group(lines, first, at) if is_of_guide else match["indent"]
        return at + 1, menu_lines(True, title, pages, indent)
    indent = re.match(r"\s*", lines[first + 1])[0] if last > first else "  "  # type: ignore[index]
    return last + 1, menu_lines(True, title, pages, indent)


def _group(lines: Sequence[str], first: int, at: int) -> str:
    """How far in the guide is whose page stands in a line."""
    own = len(lines[at]) - len(lines[at].lstrip())
    for line in reversed(lines[first + 1 : at]):
        depth = len(line) - len(line.lstrip())
        if line.lstrip().startswith("- ") and depth < own:
            return line[:depth]
    return lines[at][:own]


def _name(title: str) -> str:
    """A title as a key of YAML, in quotes where it would be read as anything else."""
    is_plain = re.fullmatch(r"[^\W\d_][\w -]*", title) and yaml.safe_load(title) == title
    return title if is_plain else quoted(title)


def _is_meant(before: Sequence[str], after: Sequence[str], pages: Sequence[str]) -> bool:
    """Whether YAML reads the new menu as the old one with `pages`, one behind the other."""
    try:
        old, new = (list(_pages(yaml.safe_load("\n".join(part))["nav"])) for part in (before, after))
    except (yaml.YAMLError, TypeError, KeyError):
        return False
    if any(page in old for page in pages) or pages[0] not in new:
        return False
    at = new.index(pages[0])
    return new[at : at + len(pages)] == list(pages) and new[:at] + new[at + len(pages) :] == old


def _pages(nav: Any) -> Iterator[str]:
    """The pages of a menu, as deep as it goes."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _pages(part)
    elif nav is not None:
        raise TypeError("no menu has such a thing")
