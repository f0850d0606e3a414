"""The archive in the menu: a line a year, where the blog has one a month."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from material.plugins.blog.structure import Archive
from mkdocs.structure.files import File
from mkdocs.structure.nav import Section


def years_in_menu(items: Iterable[Any], years: Mapping[int, File]) -> None:
    """Put the pages of the years in the place of those of the months, which they lead to.

    Every page shows the menu: a line a month makes all pages longer with each month, and other ones. Where an
    entry is in no year that has a page, the menu stays as it is. To be called behind the blog, which puts its
    lists into the menu at `on_nav`.
    """
    for section in _archives(items):
        known = [(view, _numbers(view)) for view in section.children]
        if not all(numbers and numbers <= years.keys() for _, numbers in known):
            continue
        pages: dict[int, Any] = {number: years[number].page for _, numbers in known for number in numbers}
        for view, numbers in known:
            view.parent = pages[max(numbers)]  # which is the active one then
        section.children = [page for _, page in sorted(pages.items(), reverse=True)]
        for page in section.children:
            page.parent = page.parent or section


def _archives(items: Iterable[Any]) -> Iterator[Section]:
    for item in items:
        if not isinstance(item, Section):
            continue
        if item.children and all(isinstance(child, Archive) for child in item.children):
            yield item
        else:
            yield from _archives(item.children)


def _numbers(view: Any) -> set[int]:
    return {post.config.date.created.year for post in view.posts}
