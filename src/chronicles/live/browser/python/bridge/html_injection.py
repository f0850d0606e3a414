"""The script that every page of the project gets: its cookies, and links that begin with `/`."""

import json
import re
from html import escape

HEAD = re.compile(rb"<head[^>]*>|<html[^>]*>|<!doctype[^>]*>", re.IGNORECASE)


def with_script(body: bytes, address: str, script: str, cookies: object) -> bytes:
    """Return the page `body` with a script element at the start of its head.

    A file of the site, not text in the page: the project may have a Content-Security-Policy of
    its own. It must run before the page's scripts, so it is neither a module nor deferred.
    """
    place = _place(body)
    attributes = {"src": address, "data-script": script, "data-cookies": json.dumps(cookies)}
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return body[:place] + f"<script {inside}></script>".encode() + body[place:]


def _place(body: bytes) -> int:
    """After the opening tag of the head; without one, after that of the page, or at the start."""
    best = 0
    for found in HEAD.finditer(body[:4096]):
        best = found.end()
        if found.group()[:5].lower() == b"<head":
            break
    return best
