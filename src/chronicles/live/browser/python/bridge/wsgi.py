"""Requests from the page as WSGI calls, and what comes of them."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from .cookies import Jar
from .html_injection import with_script
from .prefix import moved

Headers = list[tuple[str, str]]

# X-Frame-Options would leave the frame empty, the opener policy would cut off the admin's pop-ups,
# the length changes with the script, and cookies are kept in the jar.
LEFT_OUT = {"x-frame-options", "cross-origin-opener-policy", "content-length", "set-cookie"}
OWN = {"CONTENT_LENGTH", "HOST", "COOKIE"}
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def framed(policy: str) -> str:
    """Return a Content-Security-Policy without what it says of frames: here the page is in one.

    >>> framed("default-src 'self'; frame-ancestors 'none'")
    "default-src 'self'"
    """
    rules = [rule.strip() for rule in policy.split(";")]
    return "; ".join(rule for rule in rules if not rule.lower().startswith("frame-ancestors"))


@dataclass(frozen=True, slots=True)
class ProjectRequest:
    """A request as the service worker saw it; `path` is the project's, without the prefix."""

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes
    with_cookies: bool = True


@dataclass(slots=True)
class ProjectResponse:
    """What the project answered: either a whole body, or parts that come one after the other."""

    status: int
    headers: Headers
    body: bytes
    parts: Iterator[bytes] | None = None
    done: Callable[[], None] = lambda: None


class Server:
    """Serves the project's WSGI application below `script` of the site at `origin`."""

    def __init__(self, application: Callable[..., Any], script: str, origin: str, inside: str) -> None:
        self.application = application
        self.script = script
        self.origin = origin
        self.inside = inside
        self.jar = Jar()

    def answer(self, asked: ProjectRequest, *, whole: bool = False) -> ProjectResponse:
        """Let the project answer. With `whole`, a body that it would stream is read to its end."""
        head: dict[str, Any] = {}

        def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
            head.update(status=int(status.split()[0]), headers=headers)

        response = self.application(self.environ(asked), start_response)
        if asked.with_cookies:
            self.jar.absorb(head["headers"], self.script)
        return self._answer(head["status"], head["headers"], response, whole)

    def _answer(self, status: int, headers: Headers, response: Any, whole: bool) -> ProjectResponse:
        kept = [self._header(*header) for header in headers if header[0].lower() not in LEFT_OUT]
        close = getattr(response, "close", lambda: None)
        if getattr(response, "streaming", False) and not whole:
            return ProjectResponse(status, kept, b"", iter(response), close)
        body = _read(response)
        close()
        if _is_html(kept):
            body = with_script(body, self.inside, self.script, self.jar.visible())
        return ProjectResponse(status, kept, body)

    def _header(self, name: str, value: str) -> tuple[str, str]:
        if name.lower() == "location":
            value = moved(value, self.script, self.origin)
        if name.lower() == "content-security-policy":
            value = framed(value)
        return name, value

    def environ(self, asked: ProjectRequest) -> dict[str, Any]:
        """Return the WSGI environment of a request."""
        origin = urlsplit(self.origin)
        port = origin.port or (443 if origin.scheme == "https" else 80)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": asked.method,
            "SCRIPT_NAME": self.script,
            "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),
            "QUERY_STRING": asked.query,
            "CONTENT_LENGTH": str(len(asked.body)),
            "SERVER_NAME": origin.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": origin.netloc,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": origin.scheme,
            "wsgi.input": io.BytesIO(asked.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        environ.update(_sent(asked.headers))
        environ.update(self._missing(asked, environ))
        return environ

    def _missing(self, asked: ProjectRequest, environ: dict[str, Any]) -> dict[str, str]:
        """Return the headers that browsers add only on the way to a network."""
        added = {}
        if asked.with_cookies and (cookies := self.jar.header(asked.path)):
            added["HTTP_COOKIE"] = cookies
        if asked.method not in SAFE:
            # Who comes from elsewhere says so in the Referer, and Django shall refuse that.
            added["HTTP_REFERER"] = environ.get("HTTP_REFERER", f"{self.origin}{self.script}/")
            came_from = urlsplit(added["HTTP_REFERER"])
            added["HTTP_ORIGIN"] = f"{came_from.scheme}://{came_from.netloc}"
        return added


def _sent(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    sent = {}
    for name, value in headers:
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            sent[key] = value
        elif key not in OWN:
            sent[f"HTTP_{key}"] = value
    return sent


def _read(response: Iterable[bytes]) -> bytes:
    return b"".join(response)


def _is_html(headers: Headers) -> bool:
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)
