"""Where a request leads: to a file of the site, to another address, or nowhere."""

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, unquote

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class RequestedPath:
    """A file below the folder of the site, with `/`; or the address `elsewhere` that has what was asked for.

    With neither, the request is for nothing that the site can have.
    """

    file: str = ""
    elsewhere: str = ""


def requested_path(target: str, mount: str) -> RequestedPath:
    """Return where a request for `target` leads, in a site below the path `mount`, which ends with `/`.

    >>> requested_path("/journal/a%20b/?x", "/journal/")
    RequestedPath(file='a b/index.html', elsewhere='')
    >>> requested_path("/journal/../../etc/passwd", "/journal/").file
    'etc/passwd'
    """
    path = unquote(target.partition("?")[0].partition("#")[0])
    if path == "/" != mount:
        return RequestedPath(elsewhere=quote(mount))
    if path == mount[:-1]:
        return RequestedPath(elsewhere=quote(mount) + _query(target))
    if not path.startswith(mount):
        return RequestedPath()
    below = path.removeprefix(mount)
    if not below or below.endswith("/"):
        below += INDEX
    return RequestedPath(posixpath.normpath(f"/{below}").lstrip("/"))


def with_slash(target: str) -> str:
    """Return the address of the folder that was asked for as if it were a file."""
    path = unquote(target.partition("?")[0])
    return "/" + quote(path.strip("/")) + "/" + _query(target)


def _query(target: str) -> str:
    _, mark, query = target.partition("?")
    return mark + query
