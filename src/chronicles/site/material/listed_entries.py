"""Which entries a list of the blog shows."""

from collections.abc import Sequence
from typing import Any

from material.plugins.blog.structure import View


def is_list(page: Any) -> bool:
    """Whether a page is one of the blog's lists: the newest, a month, a category, an author."""
    return isinstance(page, View)


def listed_entries(view: Any, blog: Any) -> Sequence[Any]:
    """Return the entries that a page of a list shows, as Material's blog takes them from all of the list."""
    if not blog._config_pagination(view):
        entries: Sequence[Any] = view.posts
        return entries
    at, step = view.pages.index(view), blog._config_pagination_per_page(view)
    entries = view.posts[at * step : at * step + step]
    return entries
