"""Files of a site that get another address than MkDocs would give them, with a page at the old one."""

import posixpath
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from chronicles.site.render.attributes import each_attribute
from chronicles.site.render.redirects import redirect
from chronicles.site.render.served_names import served

LINKS = frozenset({"href", "src", "poster"})
# What may name such a file; few pages have it, and to look at all their attributes takes time.
OLD = re.compile(r"""(?:href|src|poster)\s*=\s*["']?(?:[^"'>\s]*/)?[._~][^./"'>\s]""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MovedFiles:
    """What is elsewhere than its name says: new addresses by the old ones, and files that lie at both.

    Addresses are as `_address` has them.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, File] = field(default_factory=dict)

    def followed(self, html: str, url: str) -> str:
        """Return the HTML of the page at `url` with new addresses where somebody wrote old ones into it."""
        if not (self.addresses and OLD.search(html)):
            return html

        def follow(key: str, value: str) -> str:
            path, rest = re.fullmatch(r"([^?#]*)(.*)", value, re.DOTALL).groups()  # type: ignore[union-attr]
            if key not in LINKS or not path or ":" in path or path.startswith("/"):
                return value
            old = posixpath.join(url if url.endswith("/") else posixpath.dirname(url), unquote(path))
            new = self.addresses.get(_address(old))
            return value if new is None else get_relative_url(new, url) + rest

        return each_attribute(html, follow)


def serve_all(files: Files, moved: Mapping[str, str], config: MkDocsConfig) -> MovedFiles:
    """Give each file whose name hosts leave out an address that they publish, and return what that are.

    A page is redirected to from the address that it would have had, and from the one that it had once:
    `moved` has the path below `docs/` of such pages by the path of then. Other files are to lie at the old
    address as well, for the styles that name it.
    """
    _in_config(config, files)
    addresses, copies = {}, {}
    for file in list(files):
        old = file.dest_uri
        if not is_published(file) or ".." in old.split("/") or (new := served(old)) == old:
            continue
        _move(file, new, config)
        addresses[_address(old)] = file.url
        if file.is_documentation_page():
            _redirect(files, old, file, _name(file.src_uri), config)
        else:
            copies[old] = file
    for once, now in moved.items():
        former = File(once, None, config.site_dir, config.use_directory_urls)
        if target := files.get_file_from_path(now):
            addresses.setdefault(_address(former.dest_uri), target.url)
            _redirect(files, former.dest_uri, target, _name(once), config)
    return MovedFiles(addresses, copies)


def lead_on(files: Files, former: Iterable[tuple[str, Any]], config: MkDocsConfig) -> None:
    """Put a page at the address of each one that there was once, which leads to the page that it comes with.

    The former ones are named by their paths below `docs/`. What has such an address by now keeps it.
    """
    taken = {file.dest_uri for file in files}
    for path, page in former:
        old = served(File(path, None, config.site_dir, config.use_directory_urls).dest_uri)
        if old not in taken:
            title = str(page.name or _name(posixpath.dirname(page.file.src_uri)))
            files.append(_leading(old, page.file, title, config))


def copy_moved(moved: MovedFiles, site: Path) -> None:
    """Put the files also where their own names would have them, once all are written."""
    for path, file in moved.copies.items():
        target = site / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / file.dest_uri, target)


def _address(path: str) -> str:
    """A path in the site however a link names it: with `index.html` or without, from wherever."""
    return posixpath.normpath("/" + path.removesuffix("index.html"))


def _in_config(config: MkDocsConfig, files: Files) -> None:
    """Let the settings name such files where they are served: templates print what stands there."""

    def address(path: str) -> str:
        return served(path) if files.get_file_from_path(path) else path

    config.extra_css = [address(path) for path in config.extra_css]
    for at, script in enumerate(config.extra_javascript):
        if isinstance(script, str):
            config.extra_javascript[at] = address(script)
        else:
            script.path = address(script.path)
    for picture in ("logo", "favicon"):
        if isinstance(config.theme.get(picture), str):
            config.theme[picture] = address(config.theme[picture])


def is_published(file: File) -> bool:
    """Return whether a file is in the site: what has a page by now is the blog's, hidden from the menu."""
    return file.page is not None or file.inclusion.is_included()  # type: ignore[no-untyped-call]


def _move(file: File, path: str, config: MkDocsConfig) -> None:
    file.dest_uri = path
    file.abs_dest_path = str(Path(config.site_dir, path))
    file.url = file._get_url(config.use_directory_urls)
    if file.page is not None:
        file.page._set_canonical_url(config.site_url)


def _redirect(files: Files, old: str, target: File, title: str, config: MkDocsConfig) -> None:
    """Put a page that leads to `target` at a path in the site, unless something lies there by now."""
    if any(file.dest_uri == old for file in files):
        return
    files.append(_leading(old, target, title, config))


def _leading(old: str, target: File, title: str, config: MkDocsConfig) -> File:
    url = get_relative_url(target.url, posixpath.dirname(old) + "/" if old.endswith("/index.html") else old)
    canonical = posixpath.join(config.site_url, target.url) if config.site_url else ""
    return leading(old, url, canonical, title, config)


def leading(path: str, url: str, canonical: str, title: str, config: MkDocsConfig) -> File:
    """Return the file of a page at `path` that leads to `url`, as seen from there, or wholly `canonical`."""
    html = redirect(url, title, canonical)
    return File.generated(config, path, content=html, inclusion=InclusionLevel.NOT_IN_NAV)


def _name(uri: str) -> str:
    return posixpath.basename(uri).removesuffix(".md")
