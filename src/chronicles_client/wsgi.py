"""Requests as calls of a WSGI application (PEP 3333)."""

import io
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

STATUS = re.compile(r"[1-9][0-9]{2}( .*)?")  # PEP 3333, "The start_response() Callable"
PORTS = {"http": 80, "https": 443}


def wsgi_environ(
    method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes, origin: str, script: str = ""
) -> dict[str, Any]:
    """Return the environment of a request for `target` (a path, perhaps with a query), percent-encoded.

    `origin` is the server's (`http://127.0.0.1:8000`), `script` the path below which the application stands
    (SCRIPT_NAME). Fields that are repeated become one, as RFC 9110, section 5.3, has it. A `Host` among the
    headers stands before the origin's.
    """
    path, _, query = target.partition("?")
    server = urlsplit(origin)
    # PEP 3333, "environ Variables"; text in it is bytes read as Latin-1 ("Unicode Issues").
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": script,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": server.hostname or "",
        "SERVER_PORT": str(server.port or PORTS[server.scheme]),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": server.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": server.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **_fields(headers),
        "CONTENT_LENGTH": str(len(body)) if body else "",
    }


def _fields(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in headers:
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ", "
        fields[key] = f"{fields[key]}{between}{value}" if key in fields else value
    return fields


class WsgiResponse:
    """What an application answers: `line` is the status with its reason (`404 Not Found`).

    `parts` is its body as it came: a list or what streams it; whoever is done with it calls `close`.
    """

    def __init__(self, application: Application, environ: dict[str, Any]) -> None:
        self.line = ""
        self.headers: Headers = []
        self._written: list[bytes] = []
        self.parts = application(environ, self._start)

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.line.split()[0])

    @property
    def streams(self) -> bool:
        """Whether Django makes the body part by part."""
        return bool(getattr(self.parts, "streaming", False))

    def read(self) -> bytes:
        """Return the whole body, and close it; raises `TypeError` where no status came with it."""
        try:
            body = b"".join(self.parts)
            self._demand_status()
            return b"".join(self._written) + body
        finally:
            self.close()

    def close(self) -> None:
        """Tell the application that its answer was taken."""
        getattr(self.parts, "close", lambda: None)()

    def _start(self, line: str, headers: Headers, error: object = None) -> Callable[[bytes], None]:
        self.line = line
        self.headers = [(name, value.strip()) for name, value in headers]  # Django leaves a space in a cookie
        return self._written.append  # PEP 3333, "The write() Callable": it comes before what is returned

    def _demand_status(self) -> None:
        if self.line == "":
            raise TypeError("the application has not called start_response with a status")
        if not STATUS.fullmatch(str(self.line)) or not isinstance(self.line, str):
            raise TypeError(f"{self.line!r} is no status such as '200 OK'")
