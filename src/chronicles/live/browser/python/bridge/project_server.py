"""Requests from the page as calls of the project's application, and what comes of them."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from chronicles_client.client import Client, RawResponse
from chronicles_client.raw_requests import RawRequest
from chronicles_client.wsgi import Application, Headers, WsgiResponse
from chronicles_client.wsgi_client import WsgiClient

from .html_injection import with_script
from .moved_locations import moved
from .raised import RAISED

# X-Frame-Options would leave the frame empty, the opener policy would cut off the admin's pop-ups,
# the length changes with the script, and cookies are kept in the jar.
LEFT_OUT = {"x-frame-options", "cross-origin-opener-policy", "content-length", "set-cookie"}
OWN = {"content-length", "host", "cookie"}  # the browser's to say
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
BROKEN: Headers = [("Content-Type", "text/plain; charset=utf-8")]


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

    @property
    def raw(self) -> RawRequest:
        """The request as clients send it, without what is the browser's to say."""
        headers = [(name.lower(), value) for name, value in self.headers if name.lower() not in OWN]
        return RawRequest(self.method, f"{self.path}?{self.query}", headers, self.body)


@dataclass(slots=True)
class ProjectResponse:
    """What the project answered: either a whole body, or parts that come one after the other."""

    status: int
    headers: Headers
    body: bytes
    parts: Iterator[bytes] | None = None
    done: Callable[[], None] = lambda: None


class Server(Protocol):
    """Serves an application below a path of the site. Its clients share their cookies."""

    @property
    def client(self) -> Client:
        """Who sends what the reader's browser asks."""
        ...

    @property
    def asker(self) -> Client:
        """Who sends the requests of a page."""
        ...

    def answer(self, asked: ProjectRequest) -> ProjectResponse:
        """Let the project answer a request of the browser's."""
        ...

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request of the page's as `check` sends it: to the root of a server, by no browser."""
        ...


class Framing:
    """What a page of the project needs to lie in a frame at its place in the site."""

    def __init__(self, client: Client, inside: str) -> None:
        self.client = client
        self.inside = inside

    def response(self, status: int, headers: Headers, body: bytes) -> ProjectResponse:
        """Return a whole answer as it reaches the frame."""
        kept = self.headers(headers)
        if _is_html(kept):
            body = with_script(body, self.inside, self.client.script, self.client.cookies.visible())
        return ProjectResponse(status, kept, body)

    def headers(self, headers: Headers) -> Headers:
        """Return the headers that reach the frame."""
        return [self._header(*header) for header in headers if header[0].lower() not in LEFT_OUT]

    def _header(self, name: str, value: str) -> tuple[str, str]:
        if name.lower() == "location":
            value = moved(value, self.client.script, self.client.origin)
        if name.lower() == "content-security-policy":
            value = framed(value)
        return name, value


class WsgiServer:
    """Serves a WSGI application below `script` of the site at `origin`."""

    def __init__(self, application: Application, script: str, origin: str, inside: str) -> None:
        self.client = WsgiClient(application, origin, script, _added)
        self.asker = WsgiClient(application, cookies=self.client.cookies)
        self._framing = Framing(self.client, inside)

    def replace(self, application: Application) -> None:
        """Serve another application from now on."""
        self.client.application = self.asker.application = application

    def answer(self, asked: ProjectRequest) -> ProjectResponse:
        """Let the project answer a request of the browser's; where it raises, the answer says what."""
        try:
            return self._answer(asked)
        except RAISED:
            return raised()

    def _answer(self, asked: ProjectRequest) -> ProjectResponse:
        response = WsgiResponse(self.client.application, self.environ(asked))
        if asked.with_cookies:
            self.client.cookies.absorb(response.headers, self.client.script)
        if response.streams:
            kept = self._framing.headers(response.headers)
            return ProjectResponse(response.status, kept, b"", iter(response.parts), response.close)
        body = response.read()
        return self._framing.response(response.status, response.headers, body)

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request of the page's as `check` sends it: to the root of a server, by no browser."""
        return self.asker.send(request)

    def environ(self, asked: ProjectRequest) -> dict[str, Any]:
        """Return the WSGI environment of a request."""
        return self.client.environ(asked.raw, with_cookies=asked.with_cookies)


def raised() -> ProjectResponse:
    """Return a page with what the application raised just now, which is told to the terminal as well."""
    traceback.print_exc()
    return ProjectResponse(500, BROKEN, traceback.format_exc().encode())


def came_from(method: str, headers: Mapping[str, str], own: str) -> dict[str, str]:
    """Return the headers that browsers add only on the way to a network; `own` is the site's address."""
    if method in SAFE:
        return {}
    # Who comes from elsewhere says so in the Referer, and the project shall refuse that.
    referer = headers.get("referer", own)
    site = urlsplit(referer)
    return {"referer": referer, "origin": f"{site.scheme}://{site.netloc}"}


def _added(environ: dict[str, Any]) -> dict[str, str]:
    own = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}{environ['SCRIPT_NAME']}/"
    said = {"referer": environ["HTTP_REFERER"]} if "HTTP_REFERER" in environ else {}
    found = came_from(environ["REQUEST_METHOD"], said, own)
    return {f"HTTP_{name.upper()}": value for name, value in found.items()}


def _is_html(headers: Headers) -> bool:
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)
