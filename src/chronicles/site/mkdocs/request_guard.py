"""Which requests the server of `serve` answers: those to this machine, for paths that a file can have.

A page elsewhere can have its own name lead to 127.0.0.1 once it is open (DNS rebinding), and would then
read drafts as its own. The name stays in the `Host` header, so a request with another name than that of this
machine is refused.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from mkdocs.livereload import LiveReloadServer

from chronicles.problems import visible

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Host and port as in RFC 9110, section 7.2; the port may be that of a tunnel.
HOST = re.compile(r"(?P<name>\[[^\]]*\]|[^:]*)(?::[0-9]*)?")
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")  # RFC 3986, section 2.1
# How a page asks whether to load itself again: MkDocs makes a number of it, Python of 4300 digits at most.
NO_NUMBER = re.compile(r"/livereload/[0-9]*[0-9]{20}")
TARGET = "REQUEST_URI"  # in the environment: the path as it was asked for

Application = Callable[[Any, Any], Iterable[bytes]]


def guard(server: LiveReloadServer) -> None:
    """Let the server answer no other requests than those of `refusal`."""
    server.RequestHandlerClass = _with_target(server.RequestHandlerClass)
    server.set_app(_guarded(server.serve_request, server.url))


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
    return ("400 Bad Request", "There is no such build.") if NO_NUMBER.match(path) else None


def _guarded(application: Application, url: str) -> Application:
    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        refused = refusal(environ.get("HTTP_HOST", ""), environ[TARGET])
        if refused is None:
            return application(environ, start_response)
        status, why = refused
        body = f"{visible(why)}\nThe site is at {url}\n".encode()
        head = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        start_response(status, [*head, ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _with_target(handler: Any) -> Any:
    """A handler of requests that also tells an application what was asked for, before it is decoded."""

    class TargetHandler(handler):  # type: ignore[misc]
        def get_environ(self) -> dict[str, Any]:
            return {**super().get_environ(), TARGET: self.path}

    return TargetHandler
