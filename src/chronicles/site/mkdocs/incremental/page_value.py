"""What Markdown has made of a page, as a value that can be kept."""

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

TocToken = dict[str, Any]  # of Python-Markdown's extension toc: level, id, name, children


@dataclass(frozen=True, slots=True)
class PageValue:
    """The HTML of a page, its headings, and what links to it and from it need.

    `anchors` has the links to headings by the path below `docs/` of their page; `lookups` has the address
    of each file that was looked for, by that path, `None` where there was none.
    """

    html: str
    title: str | None
    contents: tuple[TocToken, ...]
    ids: frozenset[str]
    anchors: Mapping[str, Mapping[str, str]]
    lookups: Mapping[str, str | None]

    def holds(self, files: Files) -> bool:
        """Whether all that was looked for is where it was."""
        return all(address(files, uri) == url for uri, url in self.lookups.items())

    def put_into(self, page: Any, files: Files) -> None:
        """Let `page` be as if it had just been rendered."""
        page.content, page._title_from_render = self.html, self.title
        page.toc = get_toc(self.contents)  # type: ignore[arg-type]
        page.present_anchor_ids = set(self.ids)
        page.links_to_anchors = {
            file: dict(links)
            for uri, links in self.anchors.items()
            if (file := page.file if uri == page.file.src_uri else files.get_file_from_path(uri))
        }

    def to_bytes(self) -> bytes:
        """Return the value for a cache of our own."""
        fields = self.html, self.title, self.contents, self.ids, self.anchors, self.lookups
        return pickle.dumps(fields, 5)


def from_bytes(data: bytes) -> PageValue:
    """Return the value that `to_bytes` has made these of."""
    return PageValue(*pickle.loads(data))  # noqa: S301 - it is ours, and sealed


def of_page(page: Page, lookups: Mapping[str, str | None]) -> PageValue:
    """Return what a page has become that was just rendered."""
    return PageValue(
        page.content or "",
        page._title_from_render,
        tuple(_tokens(page.toc)),
        frozenset(page.present_anchor_ids or ()),
        {file.src_uri: dict(links) for file, links in (page.links_to_anchors or {}).items()},
        dict(lookups),
    )


def address(files: Files, uri: str) -> str | None:
    """Return the address of the file at a path below `docs/`, `None` where there is none."""
    file = files.get_file_from_path(uri)
    return None if file is None else file.url


def _tokens(items: Iterable[Any]) -> list[TocToken]:
    return [
        {"level": item.level, "id": item.id, "name": item.title, "children": _tokens(item.children)}
        for item in items
    ]


class RecordingFiles:
    """The files of a site, which note what is looked for: `lookups` has the addresses that were found."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.lookups: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> Any:
        """Return a file by its path below `docs/`, as MkDocs does."""
        self.lookups[path] = address(self._files, path)
        return self._files.get_file_from_path(path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)
