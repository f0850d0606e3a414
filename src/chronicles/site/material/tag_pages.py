"""The tags: a page each in the place of one page with all entries under each of their tags."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from types import SimpleNamespace
from typing import Any

from material.plugins.blog.structure import Post
from material.plugins.tags.plugin import TagsPlugin
from material.plugins.tags.structure.listing.tree import ListingTree
from material.plugins.tags.structure.mapping.manager import MappingManager
from material.utilities.filter import Filter
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link
from mkdocs.structure.pages import Page

from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.pages.slugs import LONGEST_SLUG
from chronicles.site.features.placing import AddToContents
from chronicles.site.material.archive import is_own
from chronicles.site.material.dated_pages import DatedPage, dated_pages
from chronicles.site.material.page_parts import add_part, part_of
from chronicles.site.render.ids import apart, free_id_in
from chronicles.site.render.own_addresses import own_addresses

NAME = "chronicles/tags"
MARKER = f"<!-- {NAME} -->"
FOLDER_PAGES = ("index", "readme")  # which have the address of their folder


@dataclass(frozen=True, slots=True)
class TagPages:
    """The pages of the tags by their names, and the page that lists all tags; none where no page does.

    `plugin` is Material's, which knows what has which tag once it has seen all pages.
    """

    files: Mapping[str, File] = field(default_factory=dict)
    index: File | None = None
    plugin: Any = None

    def marked(self, markdown: str) -> str:
        """Return the Markdown of a page with a mark where it asks for the list of all tags.

        Material would put everything that has a tag there.
        """
        return _directive(self.plugin).sub(MARKER, markdown) if self.index else markdown

    def linked(self, context: Any) -> None:
        """Let the tags of a page that is about to be shown lead to their own pages."""
        for tag in (context.get(self.plugin.config.tags_name_variable) or ()) if self.index else ():
            if file := self.files.get(tag.name):
                tag.links.insert(0, Link(tag.name, file.url))


@dataclass(frozen=True, slots=True)
class Tagged:
    """What has a tag: its name, its id in the list of all tags, and the pages; `page` is its own, if any."""

    name: str
    id: str
    pages: Sequence[Page]
    page: Any = None

    @property
    def dated(self) -> list[DatedPage]:
        """Return those that say when they were written, the newest first."""
        return dated_pages(self.pages)

    @property
    def undated(self) -> list[Page]:
        """Return the others, by their titles."""
        dated = {one.page.url for one in self.dated}
        others = (page for page in self.pages if page.url not in dated)
        return sorted(others, key=lambda page: (str(page.title).casefold(), page.url))


def add_tag_pages(files: Files, config: MkDocsConfig, readings: Mapping[str, Reading]) -> TagPages:
    """Put a page a tag among the files, if a page lists them all. To be called behind the blog.

    `readings` has all pages by their path below `docs/`, the oldest first: no newer tag takes the address of
    an older one. A page that somebody wrote at the address becomes the page of the tag.
    """
    tags = config.plugins.get("material/tags")
    if not isinstance(tags, TagsPlugin) or not tags.config.enabled or not tags.config.listings:
        return TagPages()
    lists = [uri for uri, one in readings.items() if _lists_tags(tags, uri, one) and uri in files.src_uris]
    if not lists:
        return TagPages()
    index = files.src_uris[min(lists, key=lambda uri: (uri.count("/"), uri))]
    there = {file.dest_uri.casefold(): file for file in files}
    make = partial(_file, config, _folder(index.src_uri))
    wanted = {name: _address(tags, name) for name in _names(files, tags, readings)}
    taken = [one for one in wanted.values() if not _is_free(there.get(make(one).dest_uri.casefold()))]
    found = {}
    for name, address in own_addresses(wanted, wanted.__getitem__, [*FOLDER_PAGES, *taken]).items():
        file = make(address, name)
        found[name] = there.get(file.dest_uri.casefold()) or file
        if found[name] is file:
            files.append(file)
    return TagPages(found, index, tags)


def introduce_tags(env: Any, files: Files, tags: TagPages, add_to_contents: AddToContents) -> None:
    """Write into the pages of the tags what has them, and the list of all tags where pages ask for it."""
    if tags.index is None:
        return
    found = list(_tagged(tags))
    index: Any = tags.index.page
    template = env.get_template("partials/chronicles-tag.html")
    for one in found:
        if one.page:
            years = {str(entry.day.year): None for entry in one.dated}
            names = {free_id_in(f"year-{year}", one.page.content): year for year in years}
            add_part(one.page, template, tag=one, index=index)
            one.page.parent = one.page.parent or index
            add_to_contents(one.page, names)
    template = env.get_template("partials/chronicles-tags.html")
    for file in files.documentation_pages():
        if file.page and file.page.content and NAME in file.page.content:
            _list(file.page, template, tags, found)


def _list(page: Any, template: Any, tags: TagPages, found: Sequence[Tagged]) -> None:
    page.content = page.content.replace(escape(MARKER), escape(f"<!-- {_name(tags.plugin)} -->"))
    before, *others = page.content.split(MARKER)
    for other in others:
        before += apart(part_of(page, template, tags=found), before) + other
    page.content = before
    page.present_anchor_ids = (page.present_anchor_ids or set()) | {one.id for one in found}


def _tagged(tags: TagPages) -> Iterator[Tagged]:
    """What has each tag, in the order that the settings of Material's plugin ask for."""
    plugin, trees = tags.plugin, dict[Any, ListingTree]()
    for mapping in plugin.mappings:
        shown = [leaf for leaf in mapping.tags if plugin.config.shadow or not leaf.hidden]
        if isinstance(mapping.item, Page) and mapping.item.file is not tags.index:
            for tag in {tag for leaf in shown for tag in leaf}:
                trees.setdefault(tag, ListingTree(tag)).mappings.append(mapping)
    for tag, tree in plugin.listings._sort_listing_tags(trees).items():
        file = tags.files.get(tag.name)
        pages = [mapping.item for mapping in tree.mappings]
        yield Tagged(tag.name, plugin.listings._slugify(tag), pages, file.page if file else None)


def _lists_tags(tags: TagsPlugin, uri: str, reading: Reading) -> bool:
    is_theirs = uri == tags.config.tags_file  # the old setting, with which Material writes it into the page
    is_asked = not is_theirs and _directive(tags).search(reading.page.text)
    return bool(is_asked) and Filter.__call__(tags.filter, uri)


def _directive(tags: TagsPlugin) -> re.Pattern[str]:
    """What asks for all tags; with anything behind its name it asks for some, which Material lists."""
    return re.compile(rf"<!--\s*{re.escape(_name(tags))}\s*-->", re.IGNORECASE)


def _name(tags: TagsPlugin) -> str:
    return str(tags.config.listings_directive)


def _names(files: Files, tags: TagsPlugin, readings: Mapping[str, Reading]) -> Iterator[str]:
    """The names of the tags that pages show, and of those that they stand below, the oldest first."""
    manager = MappingManager(tags.config)
    for uri, reading in readings.items():
        if not (_is_shown(files.get_file_from_path(uri)) and Filter.__call__(tags.filter, uri)):
            continue
        try:
            page = SimpleNamespace(meta=reading.front_matter.values, url=uri)
            mapping = manager.add(page, "")
        except ValidationError:  # Material tells it when it reads the page
            continue
        shown = (tag for tag in (mapping.tags if mapping else ()) if tags.config.shadow or not tag.hidden)
        yield from sorted(above.name for tag in shown for above in tag)


def _is_shown(file: File | None) -> bool:
    if file is None or isinstance(file.page, Post):  # which the blog hides from the menu for now
        return file is not None
    is_shown: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]
    return is_shown


def _folder(uri: str) -> str:
    """Where the pages of the tags are, by the path of the page that lists them: below it."""
    base = uri.removesuffix(".md")
    is_folder = posixpath.basename(base).lower() in FOLDER_PAGES
    return (posixpath.dirname(base) or "tags") if is_folder else base


def _address(tags: TagsPlugin, name: str) -> str:
    """What the name of a tag shrinks to, as a path below the folder: a part for each tag that it is below."""
    config = tags.config
    parts = name.split(config.tags_hierarchy_separator) if config.tags_hierarchy else [name]
    slugs = (config.tags_slugify(part, config.tags_slugify_separator)[:LONGEST_SLUG] for part in parts)
    return "/".join(re.sub(r"[/\\]", "-", slug).strip(".") or "tag" for slug in slugs)


def _file(config: MkDocsConfig, folder: str, address: str, name: str = "") -> File:
    # Who searches is to find what has the tag, not the list of that.
    head = "---\nsearch:\n  exclude: true\nhide:\n  - navigation\n---\n\n"
    content = head + "# " + escaped(name).replace("#", "\\#") + "\n"
    uri = posixpath.join(folder, f"{address}.md")
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _is_free(file: File | None) -> bool:
    """Whether the page of a tag may have an address: nothing is there, or what a person wrote for it."""
    return file is None or is_own(file)
