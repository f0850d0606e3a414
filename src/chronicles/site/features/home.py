"""What the home page shows beside its own words: the newest entries, and the guides."""

from collections.abc import Mapping, Sequence
from typing import Any

from chronicles.guides.outline import Guide

NEWEST = 3  # entries on the home page


def home(posts: Sequence[Any], pages: Mapping[str, Any], guides: Sequence[Guide]) -> dict[str, Any]:
    """Return what templates find under `chronicles`: the newest `entries` and the `guides`.

    A guide has its `page`, the pages of its `steps`, and their `names` in one text. `posts` are the pages of
    Material's blog plugin, `pages` all pages by their path below `docs/`.
    """
    return {
        "entries": sorted(posts, key=_written, reverse=True)[:NEWEST],
        "guides": [_guide(guide, pages) for guide in guides if guide.index in pages],
    }


def _guide(guide: Guide, pages: Mapping[str, Any]) -> dict[str, Any]:
    steps = [step for step in guide.steps if step.page in pages]  # one that is a draft yet has no page
    return {
        "page": pages[guide.index],
        "steps": [pages[step.page] for step in steps],
        "names": " ".join(step.name for step in steps),
    }


def _written(post: Any) -> Any:
    return post.config.date.created
