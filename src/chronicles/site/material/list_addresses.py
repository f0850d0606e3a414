"""Addresses of the lists that Material makes: pages of categories and authors, headings of tags.

Each is made of a name, in which marks and capitals are lost: `C++` and `C#` would be one list, with one name.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from types import SimpleNamespace
from typing import Any

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Archive, Category, Profile, View
from material.plugins.tags.plugin import TagsPlugin
from material.plugins.tags.structure.listing.manager import ListingManager
from material.plugins.tags.structure.tag import Tag
from mkdocs.config.defaults import MkDocsConfig

from chronicles.dates.instants import in_zone, order
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.site.material.archive import year_uri
from chronicles.site.render.own_addresses import own_addresses

PAGE = ".md"


def set_list_addresses(
    config: MkDocsConfig, readings: Iterable[Reading], entries: Iterable[Reading], zone: tzinfo
) -> None:
    """Let no two categories, authors or tags have one address.

    The name of the oldest entry, or of the first page, keeps what it shrinks to. To be called before the blog
    makes its pages; `zone` is that of the days of `entries`, which are among `readings`.
    """
    for plugin in config.plugins.values():
        if isinstance(plugin, BlogPlugin) and plugin.config.enabled:
            _set_blog(plugin, config, oldest_first(entries), zone)
        elif isinstance(plugin, TagsPlugin) and plugin.config.enabled:
            _set_tags(plugin, oldest_first(readings))


def heading(page: Any, markdown: str) -> str:
    """Return the text of a page; where the blog made it of a name alone, the name is shown as it is.

    In Markdown, `# C#` is a heading that says `C`.
    """
    if isinstance(page, View):
        name = (page.pages[0] if page.pages else page).name
        if name and markdown.strip() == f"# {name}":
            return "# " + escaped(name).replace("#", "\\#")
    return markdown


def name_of(page: Any) -> str:
    """Return what a page is that the blog made, in words."""
    view = page.pages[0] if isinstance(page, View) and page.pages else page
    kinds = {Category: "the category", Archive: "the archive of", Profile: "the author"}
    kind = next((words for kind, words in kinds.items() if isinstance(view, kind)), "")
    return f"{kind} {view.name!r}" if kind else "a page that the build makes"


def oldest_first(readings: Iterable[Reading]) -> list[Reading]:
    """Return pages in the order in which they were written; those without a day come last."""
    return sorted(readings, key=lambda one: (order(one.front_matter.moment or date.max), one.page.path))


def _set_blog(blog: Any, config: MkDocsConfig, entries: Sequence[Reading], zone: tzinfo) -> None:
    months = _archive(blog, config, entries, zone) if blog.config.archive else {}
    years = {entry.front_matter.date.year for entry in entries if months and entry.front_matter.date}
    taken = [*months, *(year_uri(year, blog) for year in sorted(years))]
    of_category = partial(BlogPlugin._format_path_for_category, blog)
    names = (name for one in entries for name in one.front_matter.words("categories"))
    categories = _paths(names, of_category, taken)
    blog._format_path_for_category = lambda name: categories.get(name) or of_category(name)
    of_date = partial(BlogPlugin._format_date_for_archive, blog)
    blog._format_date_for_archive = lambda day, config: (
        months.get(_archive_path(blog, config, day)) or of_date(day, config)
    )
    if blog.config.authors and blog.config.authors_profiles:
        of_author = partial(BlogPlugin._format_path_for_profile, blog)
        authors = _paths(blog.authors, lambda name: of_author(name, blog.authors[name]), taken)
        blog._format_path_for_profile = lambda name, author: authors.get(name) or of_author(name, author)


def _archive(
    blog: BlogPlugin, config: MkDocsConfig, entries: Iterable[Reading], zone: tzinfo
) -> dict[str, str]:
    """The names of the pages of the archive, by their paths; one of several months says from when to when."""
    names: dict[str, list[str]] = {}
    for entry in entries:
        if moment := entry.front_matter.moment:
            day = in_zone(moment, zone)
            own = names.setdefault(_archive_path(blog, config, day), [])
            name = str(BlogPlugin._format_date_for_archive(blog, day, config))
            own += [name] if name not in own else []
    return {path: own[0] if len(own) == 1 else f"{own[0]} \u2013 {own[-1]}" for path, own in names.items()}


def _archive_path(blog: BlogPlugin, config: MkDocsConfig, day: datetime) -> str:
    """Where the blog puts a day; it asks an entry for it."""
    entry = SimpleNamespace(config=SimpleNamespace(date=SimpleNamespace(created=day)))
    return str(BlogPlugin._format_path_for_archive(blog, entry, config))


def _paths(names: Iterable[str], path: Callable[[str], str], taken: Iterable[str]) -> dict[str, str]:
    """A path for each name: the number stands before the `.md`."""
    without = [one.removesuffix(PAGE) for one in taken]
    found = own_addresses(names, lambda name: path(name).removesuffix(PAGE), without)
    return {name: f"{own}{PAGE}" for name, own in found.items()}


def _set_tags(tags: TagsPlugin, readings: Iterable[Reading]) -> None:
    slugify = partial(ListingManager._slugify, tags.listings)
    words = (name for one in readings for name in one.front_matter.words("tags"))
    names = (part for name in words for part in _hierarchy(tags, name))
    known = own_addresses(names, lambda name: str(slugify(Tag(name))))
    tags.listings._slugify = lambda tag: known.get(tag.name) or slugify(tag)


def _hierarchy(tags: TagsPlugin, name: str) -> list[str]:
    """A tag, and before it those that it stands below."""
    if not tags.config.tags_hierarchy:
        return [name]
    separator = tags.config.tags_hierarchy_separator
    parts = name.split(separator)
    return [separator.join(parts[:end]) for end in range(1, len(parts) + 1)]
