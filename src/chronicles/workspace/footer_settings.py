"""What `footer:` in `mkdocs.yml` says: what the foot of each page leads to. Pure."""

from collections.abc import Callable, Collection
from typing import Any

from chronicles.problems import Refused, nearest

Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


def read(said: Any, pages: Collection[str], wrong: Wrong) -> tuple[str, ...]:
    """Return the paths at `footer:`, and tell `wrong` which of them are not among `pages`, those of `nav`."""
    if not isinstance(said, list) or not all(isinstance(path, str) for path in said):
        wrong(Refused("'footer' is not a list of pages", "Write a list such as 'footer: [about.md]'."), ())
        return ()
    for path in said:
        if path not in pages:
            message = f"'footer' names {path[:80]!r}, which 'nav' does not have"
            wrong(Refused(message, nearest(path, pages)), ())
    return tuple(dict.fromkeys(said))
