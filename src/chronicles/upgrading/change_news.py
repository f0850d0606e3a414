"""What a changelog has that an older one has not: news, and settings that mean something else. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SETTINGS = "Settings"  # the heading of level three below which a version tells of them


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """An item of a changelog, with the version that it is of; whether it tells of a setting."""

    version: str
    text: str
    is_setting: bool


def change_news(before: str, after: str) -> list[ChangeNews]:
    """Return the items that `after` has and `before` has not, in their order."""
    known = {item.text for item in _items(before)}
    return [item for item in _items(after) if item.text not in known]


def _items(text: str) -> Iterator[ChangeNews]:
    """The items of all versions: those at the margin, with the lines that belong to them."""
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        version, _, below = part.partition("\n")
        kind = ""
        for block in re.split(r"^(?=- |### )", below, flags=re.MULTILINE):
            if block.startswith("### "):
                kind = block.removeprefix("### ").partition("\n")[0].strip()
            elif block.startswith("- "):
                yield ChangeNews(version.strip(), block.rstrip(), kind == SETTINGS)
