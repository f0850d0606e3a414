"""Lists of pages in which one is found at once: Material's blog asks of each page whether it is an entry.

A list compares a page with all that it has, by their titles, which takes longer for each entry that is added.
"""

from collections.abc import Callable, Iterable
from typing import Any

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import View
from mkdocs.structure.pages import Page

from chronicles.site.material.adapters import Adapter


class PageList(list[Any]):
    """A list of pages: the same as any other, and equal pages have equal files."""

    def __init__(self, pages: Iterable[Any] = ()) -> None:
        super().__init__(pages)
        self._of_file: dict[str, list[Any]] | None = None

    def __contains__(self, page: object) -> bool:
        if not isinstance(page, Page):
            return super().__contains__(page)
        if self._of_file is None:
            self._of_file = {}
            for one in self:
                self._of_file.setdefault(one.file.src_uri, []).append(one)
        return page in self._of_file.get(page.file.src_uri, ())


def _forgetting(name: str) -> Callable[..., Any]:
    change = getattr(list, name)

    def changed(pages: PageList, *values: Any) -> Any:
        pages._of_file = None
        return change(pages, *values)

    return changed


for _name in (
    "append",
    "extend",
    "insert",
    "remove",
    "pop",
    "clear",
    "__setitem__",
    "__delitem__",
    "__iadd__",
):
    setattr(PageList, _name, _forgetting(_name))


def _posts(view: Any) -> PageList:
    return view.__dict__["posts"]  # type: ignore[no-any-return]


def _set_posts(view: Any, posts: Iterable[Any]) -> None:
    view.__dict__["posts"] = PageList(posts)


_views = BlogPlugin._resolve_views


def _found_views(blog: BlogPlugin, view: View) -> PageList:
    return PageList(_views(blog, view))


def _is_equal(page: Page, other: object) -> bool:
    """As MkDocs has it, which asks for the titles first: those are looked for in the text of a page."""
    return isinstance(other, page.__class__) and page.file == other.file and page.title == other.title


def quicken_page_lists() -> None:
    """Let the views of a blog keep their entries in such lists, and be found in one; pages are compared."""
    Page.__eq__ = _is_equal  # type: ignore[method-assign]
    View.posts = property(_posts, _set_posts)
    BlogPlugin._resolve_views = _found_views


ADAPTER = Adapter("page lists", {"mkdocs-material": "9.8.", "mkdocs": "1.6."}, quicken_page_lists)
