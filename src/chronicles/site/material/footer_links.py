"""What the foot of a page leads to: the page before and the one behind it, and those of the whole site."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from material.plugins.blog.structure import Archive, Category, Profile
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def footer_pages(nav: Navigation, paths: Sequence[str]) -> list[Page]:
    """Return the pages of the menu that have these `paths` below the folder of pages, in their order."""
    pages = {page.file.src_uri: page for page in nav.pages}
    return [pages[path] for path in paths if path in pages]


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


def keep_apart(pages: Iterable[Page], series: Mapping[str, str]) -> None:
    """Let no page lead out of what is read from its first page to its last, nor into the middle of it.

    `series` names the guide or the journal that a page is of, by its path below the folder of pages. Pages
    that are of none still lead to one another.
    """
    for page in pages:
        own = series.get(page.file.src_uri)
        for way in ("previous_page", "next_page"):
            other = getattr(page, way)
            if other and series.get(other.file.src_uri) != own:
                setattr(page, way, None)
