"""The table of contents of a page, as MkDocs has it."""

from collections.abc import Mapping
from typing import Any

from mkdocs.structure.toc import AnchorLink


def add_to_contents(page: Any, headings: Mapping[str, str]) -> None:
    """List headings, each title by its anchor, below the heading of `page`, and make them known to links."""
    page.present_anchor_ids = (page.present_anchor_ids or set()) | headings.keys()
    items = page.toc.items
    below = items[0].children if items and items[0].level == 1 else items
    below += [AnchorLink(title, anchor, 2) for anchor, title in headings.items()]
