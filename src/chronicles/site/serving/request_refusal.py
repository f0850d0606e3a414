"""Which requests a server of this machine answers: those to its own names, for paths that a file can have.

A page elsewhere can have its own name lead to 127.0.0.1 once it is open (DNS rebinding), and would then
read drafts as its own. The name stays in the `Host` header, so a request with another name than that of this
machine is refused.
"""

import re
from urllib.parse import unquote_to_bytes

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Host and port as in RFC 9110, section 7.2; the port may be that of a tunnel.
HOST = re.compile(r"(?P<name>\[[^\]]*\]|[^:]*)(?::[0-9]*)?")
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")  # RFC 3986, section 2.1


def refusal(host: str, target: str) -> tuple[str, str] | None:
    """Return the status of a request that is refused, and why; `None` for one that is answered.

    `host` is its `Host` header, `target` the path as it was asked for; both have a character for each byte.
    """
    found = HOST.fullmatch(host)
    if found is None or found["name"].lower() not in HOSTS:
        return (
            "421 Misdirected Request",
            f"This server is for this machine alone, and not for {host[:200]!r}.",
        )
    path = target.partition("?")[0]
    if BROKEN_ESCAPE.search(path):
        return "400 Bad Request", "In an address, two hexadecimal digits follow a '%'."
    data = unquote_to_bytes(path.encode("latin-1"))
    if b"\0" in data:
        return "400 Bad Request", "No file has a NUL (%00) in its name."
    try:
        data.decode()
    except UnicodeDecodeError:
        return "400 Bad Request", "An address is written in UTF-8."
    return None
