"""Puts a page at each address that a page had once, which leads to where it is now."""

import posixpath
from collections.abc import Iterator, Sequence
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

from chronicles.problems import Place, Problem, Refused
from chronicles.site.features.former_addresses import (
    FormerAddress,
    LeadingPage,
    former_file,
    leading_pages,
)
from chronicles.site.mkdocs.moved_files import is_published, leading
from chronicles.site.render.served_names import served
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.publication import Published
from chronicles.workspace.settings import Settings, line_of

KEY = "redirect_from"
OF_FILE = "{file}"  # what an entry's address has to be made of, or nobody knows that of then


def lead_from_former(
    files: Files, settings: Settings, published: Published, config: MkDocsConfig
) -> tuple[Sequence[LeadingPage], Sequence[Problem]]:
    """Add what leads on from the addresses that pages and settings name; return it, and what is wrong there.

    To be called when every page has the address that it will have.
    """
    shown = [file for file in files if file.is_documentation_page() and is_published(file)]
    pages = {file.src_uri: file.dest_uri for file in shown}
    said = [*_of_settings(settings), *_of_pages(published, pages)]
    if not said:
        return (), ()
    file_of = partial(_file_of, published, config)
    found, problems = leading_pages(said, pages, [file.dest_uri for file in files], file_of)
    for one in found:
        files.append(leading(one.path, *_target(one, files, config), _title(one.path), config))
    return found, problems


def wrong_parts(leads: Sequence[LeadingPage], files: Files) -> list[Problem]:
    """Return a problem for each one that leads to a part of a page which is not there; all are rendered."""
    problems = []
    for one in leads:
        file = files.get_file_from_path(one.uri) if one.anchor else None
        known = (file.page.present_anchor_ids if file and file.page else None) or ()
        if file and one.anchor not in known:
            what = f"the page {one.uri} has no part {one.anchor[:80]!r} to lead to"
            problems.append(Problem(one.place, what, "Write the id of one of its headings, or leave it out."))
    return problems


def _of_settings(settings: Settings) -> Iterator[FormerAddress]:
    for old, new in settings.redirects.items():
        line = line_of(settings.root, "chronicles:", "redirects:", f"{old}:")
        yield FormerAddress(old, new, Place(CONFIG, line))


def _of_pages(published: Published, pages: dict[str, str]) -> Iterator[FormerAddress]:
    for reading in published.readings:
        values = reading.front_matter.values
        if (uri := published.uri(reading)) not in pages or not values.get(KEY):
            continue
        place = Place(reading.page.path, reading.front_matter.places[KEY])
        for old in [values[KEY]] if isinstance(values[KEY], str) else values[KEY]:
            yield FormerAddress(old, uri, place, KEY)


def _file_of(published: Published, config: MkDocsConfig, said: str) -> str:
    """The file in the site of what was at an address; an entry's is where the blog puts entries."""
    posts = published.posts.removeprefix(f"{published.docs}/")
    if said.startswith(f"{posts}/") and said.endswith(".md"):
        blog = config.plugins.get("material/blog")
        form = str(blog.config.post_url_format) if blog else OF_FILE
        if form != OF_FILE:
            what = f"the address of an entry has its day or its title in it, so nobody knows that of {said!r}"
            mend = "Write the address that it had, such as 'journal/2025/08/29/a-title/'."
            raise Refused(what, mend)
        said = published.place_in_site(said)
    return served(former_file(said, has_folders=bool(config.use_directory_urls)))


def _target(one: LeadingPage, files: Files, config: MkDocsConfig) -> tuple[str, str]:
    """The address that a page leads to, as seen from it, and the whole one."""
    if one.url:
        return one.url, one.url
    file = files.get_file_from_path(one.uri)
    assert file, "it was looked for"
    place = one.path.removesuffix("index.html")
    url = get_relative_url(file.url, place or ".")
    whole = posixpath.join(config.site_url, file.url) if config.site_url else ""
    return url + (f"#{one.anchor}" if one.anchor else ""), whole


def _title(path: str) -> str:
    """What the page was called, as far as its address says it."""
    name = posixpath.dirname(path) if path.endswith("index.html") else path.removesuffix(".html")
    return posixpath.basename(name)
