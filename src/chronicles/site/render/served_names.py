"""Which names in an address hosts do not publish, and what stands in their place. Pure.

GitHub's action `upload-pages-artifact` leaves out what begins with a dot; Jekyll, with which Pages builds a
branch, also what begins with `_`, `#` or `~`, or ends in `~` (its `EntryFilter`). A link to such a page works
on the machine that built it, and is dead where readers are.
"""

# What hosts read instead of showing it, and our own mark: no page links there, and no other name would do.
HOST_FILES = frozenset(
    {".nojekyll", ".well-known", ".chronicles", "_headers", "_redirects", "_routes.json", "_worker.js"}
)
LEADING = (".", "_", "#", "~")
PREFIX = "named~"


def is_left_out(path: str) -> bool:
    """Return whether a host would leave out the file of this path in the site.

    >>> is_left_out("code/now/.gitignore/index.html"), is_left_out("_headers"), is_left_out("a_b/c.html")
    (True, False, False)
    """
    parts = path.split("/")
    return parts[0] not in HOST_FILES and any(map(_is_left_out, parts))


def served(path: str) -> str:
    """Return the path at which a file is published that would have been left out at its own.

    >>> served("_drafts/a.md"), served("a.md"), served("_headers")
    ('named~_drafts/a.md', 'a.md', '_headers')
    """
    if not is_left_out(path):
        return path
    return "/".join(served_name(part) if _is_left_out(part) else part for part in path.split("/"))


def served_name(name: str) -> str:
    """Return a name as a part of an address that no host leaves out and no other name gets.

    A `~` begins an escape, since hosts and browsers do not agree on what `%` means in a file's name.

    >>> served_name("models.py"), served_name(".gitignore"), served_name("a~")
    ('models.py', 'named~.gitignore', 'a~7E')
    """
    return with_prefix(name.replace("~", "~7E"))


def with_prefix(part: str) -> str:
    """Return a part of an address that no host leaves out for its first character."""
    return PREFIX + part if part.startswith(LEADING) else part


def _is_left_out(part: str) -> bool:
    return (part.startswith(LEADING) or part.endswith("~")) and part not in (".", "..")
