"""The years of the journal: a page each with its entries by month, beside the blog's pages a month."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel.dates import format_date
from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Archive, View
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from chronicles.site.features.placing import AddToContents
from chronicles.site.render.ids import apart, free_id_in


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, the newest first, and the page that has just these, if there is one.

    `name` is in the language of the site (Unicode CLDR), `anchor` such as `2025-08`.
    """

    name: str
    anchor: str
    entries: Sequence[Any]
    page: Any = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year that has a page of its own: its number, that page, and how many entries it has."""

    number: int
    page: Any
    count: int


def add_years(files: Files, config: MkDocsConfig) -> dict[int, File]:
    """Put a page a year among the files, where the blog has an archive, and return them by their year.

    An address that a page of the blog has is left to it: where it makes a page a year, ours would only
    repeat them. A page that somebody wrote there becomes the page of the year, as it does for the blog.
    """
    blog = config.plugins.get("material/blog")
    if not isinstance(blog, BlogPlugin) or not blog.config.enabled or not blog.config.archive:
        return {}
    taken = {posixpath.normpath(file.dest_uri).casefold(): file for file in files}
    found = {}
    for number in sorted({post.config.date.created.year for post in blog.blog.posts}):
        file = _file(number, blog, config)
        other = taken.get(posixpath.normpath(file.dest_uri).casefold())
        if other is None:
            files.append(file)
        elif not _is_own(other):
            continue
        taken[file.dest_uri.casefold()] = found[number] = other or file
    return found


def introduce_years(
    env: Any, config: MkDocsConfig, files: Mapping[int, File], add_to_contents: AddToContents
) -> None:
    """Write what is in them into the pages of the years, and the way there into those of the blog."""
    if not files:
        return
    blog: Any = config.plugins["material/blog"]
    posts = sorted(blog.blog.posts, key=_written, reverse=True)
    of = {number: list(own) for number, own in groupby(posts, lambda post: _day(post).year)}
    years = [Year(number, file.page, len(of[number])) for number, file in sorted(files.items())]
    archives = [view for view in blog.blog.views if isinstance(view, Archive)]
    language = str(config.theme.get("language") or "en").replace("-", "_")
    template = env.get_template("partials/chronicles-year.html")
    for at, year in enumerate(years):
        earlier, later = years[at - 1] if at else None, years[at + 1] if year is not years[-1] else None
        months = list(_months(of[year.number], archives, language))
        names = {free_id_in(month.anchor, year.page.content): month.name for month in months}
        _write(year.page, template, months=months, journal=blog.blog, earlier=earlier, later=later)
        year.page.parent = year.page.parent or blog.blog
        add_to_contents(year.page, names)
    template = env.get_template("partials/chronicles-years.html")
    for page, own in _ways(blog.blog, archives, years):
        _write(page, template, years=own, journal=None if page in _pages(blog.blog) else blog.blog)


def _file(number: int, blog: BlogPlugin, config: MkDocsConfig) -> File:
    """The page of a year."""
    uri = year_uri(number, blog)
    # Who searches is to find the entries, not the list of them.
    content = f"---\nsearch:\n  exclude: true\nhide:\n  - navigation\n---\n\n# {number}\n"
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def year_uri(number: int, blog: Any) -> str:
    """Return the path below `docs/` of the page of a year, named as the blog names those of its archive."""
    name = posixpath.normpath(blog.config.archive_url_format.format(date=number).strip("/"))
    return posixpath.normpath(posixpath.join(blog.config.blog_dir, f"{name}.md"))


def _is_own(file: File) -> bool:
    """Whether a person wrote a page, which is shown: by now, only the blog has made its pages."""
    is_shown: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]
    return is_shown and file.is_documentation_page() and file.page is None


def _months(posts: Iterable[Any], archives: Iterable[View], language: str) -> Iterator[Month]:
    for (year, month), own in groupby(posts, lambda post: (_day(post).year, _day(post).month)):
        entries = list(own)
        name = format_date(_day(entries[0]), "LLLL", locale=language)
        uris = {post.file.src_uri for post in entries}
        page = next((view for view in archives if {post.file.src_uri for post in view.posts} == uris), None)
        yield Month(name, f"{year}-{month:02}", entries, page)


def _ways(blog: View, archives: Iterable[View], years: Iterable[Year]) -> Iterator[tuple[View, list[Year]]]:
    """The pages of the blog that lead to years, and to which: the newest first."""
    newest = sorted(years, key=lambda year: year.number, reverse=True)
    for view in (blog, *archives):
        numbers = {_day(post).year for post in view.posts}
        own = [year for year in newest if year.number in numbers]
        for page in _pages(view) if own else ():
            yield page, own


def _pages(view: View) -> list[View]:
    """A view and the pages that it goes on in."""
    return view.pages or [view]


def _write(page: Page, template: Any, **values: Any) -> None:
    base = get_relative_url(".", page.url)
    part = apart(template.render(page=page, base_url=base, **values), page.content)
    page.content = f"{page.content or ''}\n{part}"


def _day(post: Any) -> Any:
    return post.config.date.created.date()


def _written(post: Any) -> tuple[Any, str]:
    return post.config.date.created, post.file.src_uri
