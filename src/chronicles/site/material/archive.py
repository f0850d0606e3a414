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

from chronicles.language.site_language import SiteLanguage
from chronicles.site.features.placing import AddToContents
from chronicles.site.material.page_parts import add_part
from chronicles.site.render.ids import free_id_in

MOST = 100  # entries of a month that the page of its year lists


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, the newest first, and the page that has just these, if there is one.

    `name` is in the language of the site (Unicode CLDR), `anchor` such as `2025-08`.
    """

    name: str
    anchor: str
    entries: Sequence[Any]
    page: Any = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether the page of its year only leads to its own page, since it has very many entries."""
        return bool(self.page) and len(self.entries) > MOST


@dataclass(frozen=True, slots=True)
class Year:
    """A year that has a page of its own: its number, that page, and its months, the newest first."""

    number: int
    page: Any
    months: Sequence[Month]

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(len(month.entries) for month in self.months)


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
        elif not is_own(other):
            continue
        taken[file.dest_uri.casefold()] = found[number] = other or file
    return found


def introduce_years(
    env: Any,
    config: MkDocsConfig,
    files: Mapping[int, File],
    add_to_contents: AddToContents,
    language: SiteLanguage,
) -> Sequence[Year]:
    """Write what is in them into the pages of the years, and the way there into those of the blog.

    Returns the years, the newest first, with their months in `language`.
    """
    if not files:
        return ()
    blog: Any = config.plugins["material/blog"]
    archives = [view for view in blog.blog.views if isinstance(view, Archive)]
    years = _years(blog, archives, files, language)
    template = env.get_template("partials/chronicles-year.html")
    for year, later, earlier in zip(years, (None, *years), (*years[1:], None), strict=False):
        names = {free_id_in(month.anchor, year.page.content): month.name for month in year.months}
        add_part(year.page, template, months=year.months, journal=blog.blog, earlier=earlier, later=later)
        year.page.parent = year.page.parent or blog.blog
        add_to_contents(year.page, names)
    template = env.get_template("partials/chronicles-years.html")
    for page, own in _ways(blog.blog, archives, years):
        add_part(page, template, years=own, journal=None if page is blog.blog else blog.blog)
    return years


def _years(
    blog: Any, archives: Sequence[View], files: Mapping[int, File], language: SiteLanguage
) -> list[Year]:
    posts = sorted(blog.blog.posts, key=written, reverse=True)
    found = groupby(posts, lambda post: int(_day(post).year))
    return [
        Year(one, files[one].page, [*_months(own, archives, language)]) for one, own in found if one in files
    ]


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


def is_own(file: File) -> bool:
    """Return whether a person wrote a page, which is shown: by now, only the blog has made its pages."""
    is_shown: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]
    return is_shown and file.is_documentation_page() and file.page is None


def _months(posts: Iterable[Any], archives: Iterable[View], language: SiteLanguage) -> Iterator[Month]:
    for (year, month), own in groupby(posts, lambda post: (_day(post).year, _day(post).month)):
        entries = list(own)
        name = format_date(_day(entries[0]), "LLLL", locale=language.locale)
        uris = {post.file.src_uri for post in entries}
        page = next((view for view in archives if {post.file.src_uri for post in view.posts} == uris), None)
        yield Month(name, f"{year}-{month:02}", entries, page)


def _ways(blog: View, archives: Iterable[View], years: Sequence[Year]) -> Iterator[tuple[View, list[Year]]]:
    """The pages of the blog that lead to years, and to which: the newest first."""
    for view in (blog, *archives):
        numbers = {_day(post).year for post in view.posts}
        if own := [year for year in years if year.number in numbers]:
            yield view, own


def _day(post: Any) -> Any:
    return post.config.date.created.date()


def written(post: Any) -> tuple[Any, str]:
    """Return what the order of entries goes by: when one was written, and of equal ones their path."""
    return post.config.date.created, post.file.src_uri
