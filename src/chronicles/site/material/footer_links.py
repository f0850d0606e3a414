"""The previous and the next page below a page: those of the menu, past the lists of the blog."""

from collections.abc import Iterable
from typing import Any

from material.plugins.blog.structure import Archive, Category, Profile
from mkdocs.structure.pages import Page


def pass_lists(pages: Iterable[Page]) -> None:
    """Let the pages of a menu lead to one another, past the lists that the blog has put between them.

    The blog hangs its archive, its categories and its profiles behind the last page of its section, where
    nobody who reads page by page looks for a month. These still lead to one another, and out at both ends.
    To be called behind the blog, which does that at `on_nav`.
    """
    for page in [page for page in pages if not isinstance(page, Archive | Category | Profile)]:
        page.previous_page = _past_lists(page.previous_page, "previous_page")
        page.next_page = _past_lists(page.next_page, "next_page")


def _past_lists(page: Any, way: str) -> Any:
    while isinstance(page, Archive | Category | Profile):
        page = getattr(page, way)
    return page
