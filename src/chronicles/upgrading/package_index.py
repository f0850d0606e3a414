"""The package indexes of this machine, as pip and uv are set up here. Asks the network, and pip."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, url2pathname, urlopen

from chronicles.problems import Refused
from chronicles.upgrading.index_page import IndexFile, index_file, read_index_page

ACCEPTED = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
SECONDS, MOST_BYTES = 60, 100_000_000


@dataclass(frozen=True, slots=True)
class PackageIndex:
    """Where packages are looked for: indexes, folders and pages with files, and whom to trust."""

    indexes: tuple[str, ...]
    links: tuple[str, ...] = ()
    certificates: str = ""

    def files(self, project: str) -> list[IndexFile]:
        """Return all files of a project, by its normalized name. Raises `Refused` without an answer."""
        found = [
            file for index in self.indexes for file in self._page(f"{index.rstrip('/')}/{project}/", project)
        ]
        return found + [file for place in self.links for file in self._linked(place, project)]

    def content(self, file: IndexFile) -> bytes:
        """Return a file as its hash says that it is. Raises `Refused` for any other, and as `files` does."""
        data, _ = self._fetched(file.url) or (b"", "")
        if sha256(data).hexdigest() != file.sha256:
            raise Refused(f"{file.name} is not the file that the index names", "Try another index.")
        return data

    def _page(self, url: str, project: str) -> list[IndexFile]:
        found = self._fetched(url)
        try:
            return read_index_page(*found, url, project) if found else []
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused(f"{_shown(url)} is no page of a package index", _MEND) from None

    def _linked(self, place: str, project: str) -> Iterator[IndexFile]:
        folder = Path(_path(place)) if place.startswith("file:") else Path(place)
        if not folder.is_dir():
            yield from self._page(place, project) if "://" in place else ()
            return
        for path in sorted(folder.iterdir()):
            if file := index_file(path.name, path.absolute().as_uri(), "", project):
                digest = sha256(path.read_bytes()).hexdigest()
                yield IndexFile(file.name, file.url, file.version, digest)

    def _fetched(self, url: str) -> tuple[bytes, str] | None:
        """What is at an address, and what it is; `None` where nothing is."""
        try:
            if url.startswith("file:"):
                path = Path(_path(url))
                return (path / "index.html" if path.is_dir() else path).read_bytes(), "text/html"
            address, headers = _with_login(url)
            trust = ssl.create_default_context(cafile=self.certificates or None)
            asked = Request(address, headers={"Accept": ACCEPTED} | headers)  # noqa: S310
            with urlopen(asked, timeout=SECONDS, context=trust) as answer:  # noqa: S310
                return answer.read(MOST_BYTES), answer.headers.get("Content-Type", "")
        except HTTPError as error:
            error.close()
            if error.code in (404, 410):
                return None
            raise Refused(f"{_shown(url)} answers with {error.code} {error.reason}", _MEND) from None
        except FileNotFoundError:
            return None
        except (URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise Refused(f"{_shown(url)} cannot be asked: {reason}", _MEND) from None


_MEND = "Check the network, and the package index or proxy in your settings, and run it again."


def _with_login(url: str) -> tuple[str, dict[str, str]]:
    """The address without name and password, and the header that has them."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, {}
    header = b64encode(unquote(login).encode()).decode()
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": f"Basic {header}"}


def _shown(url: str) -> str:
    return _with_login(url)[0]


def _path(url: str) -> str:
    return url2pathname(urlsplit(url).path)
