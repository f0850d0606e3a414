"""The guides: folders of numbered steps under `steps/`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

STEP = re.compile(r"steps/(?P<guide>[\w-]+)/(?P<number>\d{2})-[^/]+\.md")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide's name, the page that introduces it, and the pages of its steps in order."""

    name: str
    index: str
    steps: tuple[str, ...]


def guides(pages: Iterable[str]) -> list[Guide]:
    """Return the guides among `pages` (paths below `docs/`), in the order of their names."""
    found: dict[str, list[str]] = {}
    for page in sorted(pages):
        if match := STEP.fullmatch(page):
            found.setdefault(match["guide"], []).append(page)
    return [Guide(name, f"steps/{name}/index.md", tuple(steps)) for name, steps in found.items()]
