"""Redirects of a project that lies in a folder of the site, and believes that it lies at the root."""

from urllib.parse import urlsplit, urlunsplit


def moved(location: str, script: str, origin: str) -> str:
    """Return a redirect's address such that it stays below `script`, where it is one of this origin."""
    parts = urlsplit(location)
    own = not parts.netloc or f"{parts.scheme}://{parts.netloc}" == origin
    if not own or not parts.path.startswith("/") or parts.path.startswith(script + "/"):
        return location
    return urlunsplit(("", "", script + parts.path, parts.query, parts.fragment))
