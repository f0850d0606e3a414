"""How long the lists of Material's blog are: one page each, on which the newest entries begin.

The blog goes on in numbered pages, counted from the newest: a new entry moves another across each of them. At
a thousand entries it changes a hundred pages, and no link to one of them keeps its meaning. Here the entries
that do not fit have a line each on the same page, or are on the pages of the years and months.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Archive, View
from mkdocs.config.defaults import MkDocsConfig

from chronicles.site.material.archive import Year
from chronicles.site.material.dated_pages import DatedPage, dated_pages

WITHOUT_BLOG = (
    "Without Material's blog, the entries are pages and no more: they have no list, no archive and no feeds. "
    "With 'theme: material' in mkdocs.yml, add '- blog' below plugins."
)


@dataclass(frozen=True, slots=True)
class Older:
    """Where the entries are that do not fit on a page, the newest first: in one of the three.

    `years` and `lists` (pages of the archive) have all entries, `entries` those that the page does not begin.
    """

    years: Sequence[Year] = ()
    lists: Sequence[Any] = ()
    entries: Sequence[DatedPage] = ()


def missing_blog(entries: Collection[Any], config: MkDocsConfig) -> list[str]:
    """Return what a site with entries lacks without the blog, in words; nothing where it is there."""
    return [WITHOUT_BLOG] if entries and "material/blog" not in config.plugins else []


def end_numbered_pages(config: MkDocsConfig) -> None:
    """Let no list of a blog go on in numbered pages. To be called before the blog makes its pages."""
    for blog in _blogs(config):
        blog._generate_pages = lambda view, config, files: [view]
        blog._render_pagination = lambda view, of: None


def numbered_pages(config: MkDocsConfig) -> Iterator[tuple[str, View]]:
    """Yield the paths below `docs/` of the pages that the blog would have made, each with its list.

    A journal of before had them, and somebody may have linked to them.
    """
    for blog in _blogs(config):
        for view in blog._resolve_views(blog.blog):
            step = _fitting(blog, view)
            for number in range(2, len(view.posts) // step + 2) if step else ():
                if (number - 1) * step < len(view.posts):
                    yield blog._format_path_for_pagination(view, number), view


def older_entries(config: MkDocsConfig, years: Sequence[Year]) -> Callable[[Any], Older | None]:
    """Return a function that tells templates where the entries are that do not fit on a page of the blog.

    It returns `None` for a page that begins all of its entries, and for any other page. `years` are the pages
    of the years that there are, the newest first.
    """

    def older(page: Any) -> Older | None:
        blog = _blog_of(page, config)
        step = _fitting(blog, page) if blog else 0
        if not step or len(page.posts) <= step:
            return None
        if page is blog.blog and (found := _archive(blog, years)):
            return found
        return Older(entries=dated_pages(page.posts[step:]))

    return older


def _blogs(config: MkDocsConfig) -> list[Any]:
    return [one for one in config.plugins.values() if isinstance(one, BlogPlugin) and one.config.enabled]


def _blog_of(page: Any, config: MkDocsConfig) -> Any:
    """The blog that has a page among its lists, or `None`."""
    return next((one for one in _blogs(config) if any(page is v for v in one._resolve_views(one.blog))), None)


def _fitting(blog: Any, view: View) -> int:
    """How many entries begin on a page; 0 where it is to be all of them."""
    return int(blog._config_pagination_per_page(view)) if blog._config_pagination(view) else 0


def _archive(blog: Any, years: Sequence[Year]) -> Older | None:
    """The years, if each entry is in one of them, or else the blog's own archive, if it has one."""
    if years and {post.config.date.created.year for post in blog.blog.posts} <= {
        year.number for year in years
    }:
        return Older(years=years)
    archives = [view for view in blog.blog.views if isinstance(view, Archive)]
    return Older(lists=archives) if archives else None
