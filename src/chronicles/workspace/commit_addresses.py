"""Where a commit can be read, by the address of its repository."""

import re
from urllib.parse import quote, urlsplit

# How each of these hosts writes the address of a commit, as its own pages link to it.
PLACES = (
    (re.compile(r"github\.com|codeberg\.org|gitea\.com|(?:gitea|forgejo|github)\..+"), "commit"),
    (re.compile(r"gitlab\.com|gitlab\..+"), "-/commit"),
    (re.compile(r"bitbucket\.org"), "commits"),
)


def commit_address(repository: str, commit: str) -> str:
    """Return the address of the commit with the hash `commit`; `""` for a host whose form is not known.

    >>> commit_address("https://gitlab.com/ada/journal/", "12ab")
    'https://gitlab.com/ada/journal/-/commit/12ab'
    """
    try:
        parts = urlsplit(repository)
    except ValueError:  # as of a wrong address in brackets (RFC 3986, section 3.2.2)
        return ""
    path = parts.path.removesuffix("/").removesuffix(".git")
    place = next((place for host, place in PLACES if host.fullmatch(parts.hostname or "")), "")
    if parts.scheme not in ("https", "http") or not place or path.count("/") < 2:
        return ""
    return f"{parts.scheme}://{quote(parts.netloc, safe=':')}{quote(path, safe='/%')}/{place}/{commit}"
