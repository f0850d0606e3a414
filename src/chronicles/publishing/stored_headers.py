"""The headers that a store keeps with a file and sends to readers: its kind, how long it is kept. Pure."""

import re

# Said here and not by a table of the machine, which rclone and Python would read: the same on every one.
KINDS = {
    "atom": "application/atom+xml; charset=utf-8",
    "avif": "image/avif",
    "bin": "application/octet-stream",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "patch": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "py": "text/plain; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
}
# What has the hash of its content in its name: the manual, "Publish", names the same for nginx.
HASHED = re.compile(r"assets/live/.*\.(?:bin|wasm|mjs|js|css)|.*\.[0-9a-f]{8}\.min\.(?:js|css)")
FOREVER = "public, max-age=31536000, immutable"
ASKED = "no-cache"  # a browser asks each time whether it has changed


def headers_of(name: str) -> tuple[str, ...]:
    """Return the headers of a file of a site, by its path there, such as `Cache-Control: no-cache`.

    What kind a file is, whose ending is unknown, is left to the store.
    """
    kind = KINDS.get(name.rpartition("/")[2].rpartition(".")[2].lower())
    kept = f"Cache-Control: {FOREVER if HASHED.fullmatch(name) else ASKED}"
    return (f"Content-Type: {kind}", kept) if kind else (kept,)
