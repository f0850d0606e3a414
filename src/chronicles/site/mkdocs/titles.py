"""Titles and descriptions are text; themes print them as HTML."""

from collections.abc import Iterable, MutableMapping
from typing import Any

from markupsafe import escape
from mkdocs.structure import StructureItem

PRINTED = ("title", "description")


def escape_menu(items: Iterable[StructureItem]) -> None:
    """Escape the titles of a menu, as deep as it goes."""
    for item in items:
        if "title" in vars(item) and isinstance(item.title, str):
            item.title = escape(item.title)
        escape_menu(getattr(item, "children", None) or [])


def escape_meta(meta: MutableMapping[str, Any]) -> None:
    """Escape what a page's front matter says of it."""
    for key in PRINTED:
        if isinstance(meta.get(key), str):
            meta[key] = escape(meta[key])
