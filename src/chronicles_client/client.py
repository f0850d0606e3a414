"""The one who sends a page's requests, from block to block, to the project's real application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .cookies import CookieJar
from .raw_requests import AnswerNames, RawRequest, read_request
from .wsgi import Application, Headers, WsgiResponse, wsgi_environ

ORIGIN = "http://127.0.0.1:8000"  # where a page's requests go, as `runserver` says it
Added = Callable[[dict[str, Any]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer: `line` is the status with its reason, `body` is bytes as they came."""

    line: str
    headers: Headers
    body: bytes

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.line.split()[0])

    @property
    def text(self) -> str:
        """The raw answer, with LF alone; a body that is no UTF-8 has U+FFFD where it is none."""
        head = "".join(f"{name}: {value}\n" for name, value in self.headers)
        return f"HTTP/1.1 {self.line}\n{head}\n{self.body.decode('utf-8', 'replace')}"


class WsgiClient:
    """Sends requests to an application that stands at `origin`, below the path `script`.

    It keeps the cookies, in a jar that others may share, and the names of what was answered. `added` gives
    what else is in an environment, such as what a browser adds.
    """

    def __init__(
        self,
        application: Application,
        origin: str = ORIGIN,
        script: str = "",
        added: Added = lambda environ: {},
        cookies: CookieJar | None = None,
    ) -> None:
        self.application = application
        self.origin = origin
        self.script = script
        self._added = added
        self.cookies = CookieJar() if cookies is None else cookies
        self._names = AnswerNames()

    def read(self, text: str) -> RawRequest:
        """Read a raw request, with what earlier answers gave in it; raises `Unreadable`."""
        return read_request(self._names.fill(text, self.cookies.values()))

    def environ(self, request: RawRequest, *, with_cookies: bool = True) -> dict[str, Any]:
        """Return the WSGI environment of a request, with the cookies that belong to it."""
        headers = request.headers
        cookies = self.cookies.header(request.path) if with_cookies else ""
        if cookies and "cookie" not in dict(headers):
            headers = [*headers, ("cookie", cookies)]
        environ = wsgi_environ(
            request.method, request.target, headers, request.body, self.origin, self.script
        )
        return environ | self._added(environ)

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request; what the application raises goes through."""
        response = WsgiResponse(self.application, self.environ(request))
        body = response.read()
        self.cookies.absorb(response.headers, self.script)
        self._names.remember(response.headers, body)
        return RawResponse(response.line, response.headers, body)
