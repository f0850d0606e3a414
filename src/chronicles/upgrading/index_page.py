"""A page of a package index: the files of one project. Pure.

Its forms are those of the Python Packaging User Guide, "Simple repository API": HTML and JSON.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

DIGEST = re.compile(r"sha256=(?P<digest>[0-9a-f]{64})")
WHEEL = ".whl"


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of a project: where it is, and its hash, `""` where the page does not say it.

    `python` is the range of Pythons that it is for, `""` for any.
    """

    name: str
    url: str
    version: Version
    sha256: str
    python: str = ""
    is_yanked: bool = False

    @property
    def is_wheel(self) -> bool:
        """Whether it is installed as it is."""
        return self.name.endswith(WHEEL)


def read_index_page(data: bytes, content_type: str, url: str, project: str) -> list[IndexFile]:
    """Return the files of `project` on a page that came from `url`; what is none of them is passed over."""
    if "json" in content_type:
        return list(_of_json(json.loads(data), url, project))
    page = _LinkReader()
    page.feed(data.decode("utf-8", "replace"))
    return [file for link in page.links if (file := _of_link(link, url, project))]


def index_file(name: str, url: str, sha256: str, project: str) -> IndexFile | None:
    """Return a file of `project` by its name; `None` for one that is none of its packages."""
    found = version_of(name, project)
    return IndexFile(name, url, found, sha256) if found else None


def version_of(name: str, project: str) -> Version | None:
    """Return which version of `project` a file of this name is of; `None` where it is none of it."""
    try:
        if name.endswith(WHEEL):
            known, version, *_ = parse_wheel_filename(name)
        else:
            known, version = parse_sdist_filename(name)
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None
    return version if known == canonicalize_name(project) else None


def _of_json(said: Any, url: str, project: str) -> Iterator[IndexFile]:
    for one in said["files"]:
        name, version = str(one["filename"]), version_of(str(one["filename"]), project)
        if version:
            digest = str(one.get("hashes", {}).get("sha256", ""))
            python, yanked = str(one.get("requires-python") or ""), bool(one.get("yanked"))
            yield IndexFile(name, urljoin(url, str(one["url"])), version, digest, python, yanked)


def _of_link(link: dict[str, str], url: str, project: str) -> IndexFile | None:
    address, fragment = urldefrag(urljoin(url, link.get("href", "")))
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    version, digest = version_of(name, project), DIGEST.fullmatch(fragment)
    if version is None:
        return None
    python, is_yanked = link.get("data-requires-python", ""), "data-yanked" in link
    return IndexFile(name, address, version, digest["digest"] if digest else "", python, is_yanked)


class _LinkReader(HTMLParser):
    """Collects the attributes of all links."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append({name: value or "" for name, value in attrs})
