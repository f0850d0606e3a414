"""What kind of content a file of a site is: the same on every machine, whatever its own tables say."""

from mimetypes import MimeTypes
from pathlib import PurePath

OTHERWISE = "application/octet-stream"
# What the web uses, and Python knows differently from version to version, or not at all.
OF_THE_WEB = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
IN_UTF8 = ("text/", "application/json", "application/xml", "image/svg+xml")
KNOWN = MimeTypes()  # without the files of the system


def media_type(name: str) -> str:
    """Return the value of `Content-Type` for a file of this name.

    >>> media_type("a/index.html"), media_type("a.bin")
    ('text/html; charset=utf-8', 'application/octet-stream')
    """
    suffix = PurePath(name).suffix.lower()
    kind = OF_THE_WEB.get(suffix) or KNOWN.types_map[True].get(suffix, OTHERWISE)
    return f"{kind}; charset=utf-8" if kind.startswith(IN_UTF8) else kind
