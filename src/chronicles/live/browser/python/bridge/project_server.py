"""Requests from the page as WSGI calls, and what comes of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import set_script_prefix

from chronicles_client.client import RawResponse, WsgiClient
from chronicles_client.raw_requests import RawRequest
from chronicles_client.wsgi import Application, Headers, WsgiResponse

from .html_injection import with_script
from .prefix import moved

# X-Frame-Options would leave the frame empty, the opener policy would cut off the admin's pop-ups,
# the length changes with the script, and cookies are kept in the jar.
LEFT_OUT = {"x-frame-options", "cross-origin-opener-policy", "content-length", "set-cookie"}
OWN = {"content-length", "host", "cookie"}  # the browser's to say
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
    """Serves the project's WSGI application below `script` of the site at `origin`.

    The `client` is the reader's browser, the `asker` who sends the requests that a page prints; they share
    their cookies.
    """

    def __init__(self, application: Application, script: str, origin: str, inside: str) -> None:
        self.client = WsgiClient(application, origin, script, _added)
        self.asker = WsgiClient(application, cookies=self.client.cookies)
        self.inside = inside

    def replace(self, application: Application) -> None:
        """Serve another application from now on."""
        self.client.application = self.asker.application = application

    def answer(self, asked: ProjectRequest) -> ProjectResponse:
        """Let the project answer a request of the browser's."""
        response = WsgiResponse(self.client.application, self.environ(asked))
        if asked.with_cookies:
            self.client.cookies.absorb(response.headers, self.client.script)
        kept = [self._header(*header) for header in response.headers if header[0].lower() not in LEFT_OUT]
        if response.streams:
            return ProjectResponse(response.status, kept, b"", iter(response.parts), response.close)
        body = response.read()
        if _is_html(kept):
            body = with_script(body, self.inside, self.client.script, self.client.cookies.visible())
        return ProjectResponse(response.status, kept, body)

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request of the page's as `check` sends it: to the root of a server, by no browser."""
        try:
            return self.asker.send(request)
        finally:
            set_script_prefix(f"{self.client.script}/")

    def _header(self, name: str, value: str) -> tuple[str, str]:
        if name.lower() == "location":
            value = moved(value, self.client.script, self.client.origin)
        if name.lower() == "content-security-policy":
            value = framed(value)
        return name, value

    def environ(self, asked: ProjectRequest) -> dict[str, Any]:
        """Return the WSGI environment of a request."""
        headers = [(name.lower(), value) for name, value in asked.headers if name.lower() not in OWN]
        request = RawRequest(asked.method, f"{asked.path}?{asked.query}", headers, asked.body)
        return self.client.environ(request, with_cookies=asked.with_cookies)


def _added(environ: dict[str, Any]) -> dict[str, str]:
    """Return the fields that browsers add only on the way to a network."""
    if environ["REQUEST_METHOD"] in SAFE:
        return {}
    # Who comes from elsewhere says so in the Referer, and Django shall refuse that.
    own = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}{environ['SCRIPT_NAME']}/"
    referer = environ.get("HTTP_REFERER", own)
    came_from = urlsplit(referer)
    return {"HTTP_REFERER": referer, "HTTP_ORIGIN": f"{came_from.scheme}://{came_from.netloc}"}


def _is_html(headers: Headers) -> bool:
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)
