"""What `host:` in `mkdocs.yml` says: which host shows the site, where it reads files for that. Pure."""

from collections.abc import Callable
from typing import Any

from chronicles.problems import Refused, nearest

HOSTS = ("netlify", "cloudflare")  # that read `_headers` and `_redirects`
Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


def read(said: Any, wrong: Wrong) -> str:
    """Return the host at `host:`, `""` for none, and tell `wrong` of one that reads no files of a site."""
    if said is None or said in HOSTS:
        return said or ""
    message = f"{str(said)[:80]!r} is no host that reads files of a site for its headers"
    wrong(Refused(message, nearest(str(said), HOSTS)), ())
    return ""
