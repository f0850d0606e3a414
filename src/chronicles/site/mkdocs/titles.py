"""What pages say of themselves, as themes can bear it: titles as text, templates that are there."""

from collections.abc import Iterable, MutableMapping
from typing import Any

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.pages import Page

from chronicles.workspace.theme_files import ENTRY, ThemeFiles

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


def drop_unknown(page: Page, theme: ThemeFiles) -> None:
    """Take from a page what it names and the theme has not, which is a problem: it gets the usual then."""
    meta = page.meta
    template, icon = meta.get("template"), meta.get("icon")
    is_entry = hasattr(page, "config")
    is_usual = template == ENTRY and is_entry  # which the blog gives to each, and is a file of ours
    if template is not None and not is_usual and theme.wrong_template(template, is_entry=is_entry):
        del meta["template"]
    if icon and theme.wrong_icon(icon):
        del meta["icon"]
