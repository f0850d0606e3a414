"""Lists of pages that find one at once: they say what any list says."""

from pathlib import Path
from typing import Any

import pytest
from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import View
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from chronicles.site.material.page_lists import PageList, quicken_page_lists

quicken_page_lists()


@pytest.fixture
def page(tmp_path: Path) -> Any:
    """Make a page of a file, as MkDocs does."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins: []\n")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    names = ("a.md", "b.md", "c.md")
    files = {name: File(name, str(tmp_path / "docs"), str(tmp_path / "site"), True) for name in names}
    return lambda name: Page(None, files[name], config)


def test_a_page_is_found_and_so_is_another_of_its_file(page: Any) -> None:
    pages = PageList([page("a.md"), page("b.md")])
    assert pages[1] in pages
    assert page("a.md") in pages
    assert page("c.md") not in pages
    assert "a.md" not in pages


def test_a_page_of_the_same_file_with_another_title_is_another(page: Any) -> None:
    other, pages = page("a.md"), PageList([page("a.md")])
    other.markdown, other.meta = "", {"title": "Other"}
    assert other not in pages
    assert other not in list(pages)


def test_what_becomes_of_the_list_is_known(page: Any) -> None:
    a, b, c = page("a.md"), page("b.md"), page("c.md")
    pages = PageList([a])
    assert b not in pages
    pages.append(b)
    assert b in pages
    pages.remove(a)
    pages.append(c)
    assert (a in pages, b in pages, c in pages) == (False, True, True)
    pages[0] = a
    assert (a in pages, b in pages) == (True, False)
    pages += [b]
    assert b in pages
    del pages[:]
    assert a not in pages
    pages.extend([a])
    pages.insert(0, b)
    assert (a in pages, b in pages) == (True, True)
    assert pages.pop() is a
    assert a not in pages
    pages.clear()
    assert b not in pages


def test_views_keep_their_entries_in_such_lists() -> None:
    view: Any = View.__new__(View)
    view.posts = ["a"]
    view.posts.append("b")
    assert type(view.posts) is PageList
    assert view.posts == ["a", "b"]


def test_the_views_of_a_blog_are_found_with_those_in_them() -> None:
    root, one, leaf, two = (View.__new__(View) for _ in range(4))
    root.views, one.views, leaf.views, two.views = [one, two], [leaf], [], []
    found = BlogPlugin.__new__(BlogPlugin)._resolve_views(root)
    assert [*map(id, found)] == [*map(id, (root, one, leaf, two))]
