"""Whether an address is one that readers could have. Pure."""

from urllib.parse import urlsplit

from chronicles.problems import Refused

# RFC 2606 and RFC 6761 keep these for examples and tests; the third is what this project's own settings name.
RESERVED = ("example", "test", "invalid", "localhost", "example.com", "example.net", "example.org")
EXAMPLES = frozenset({"example.github.io", "example.gitlab.io", "example.codeberg.page"})


def unreal(url: str) -> Refused | None:
    """Return why no reader can have the site at `url`, which is `site_url`; `None` where it can be."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        host = ""
    mend = "Write the address where readers will find the site."
    if not host:
        return Refused("'site_url' has no address, and feeds and shared links need it", mend)
    if host in EXAMPLES or any(host == name or host.endswith(f".{name}") for name in RESERVED):
        return Refused(f"'site_url' is an example, {url!r}, and feeds and shared links lead there", mend)
    return None
