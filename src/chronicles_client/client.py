"""The one who sends a page's requests, from block to block, to the project's real application."""

from dataclasses import dataclass, replace

from .cookies import CookieJar
from .raw_requests import AnswerNames, RawRequest, read_request
from .wsgi import Headers

ORIGIN = "http://127.0.0.1:8000"  # where a page's requests go, as `runserver` says it
FAILED_LINE = "500 Internal Server Error"


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer: `line` is the status with its reason, `body` is bytes as they came.

    `error` says what the application raised over it, on one line; `""` where that is nothing, or not known.
    """

    line: str
    headers: Headers
    body: bytes
    error: str = ""

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.line.split()[0])

    @property
    def text(self) -> str:
        """The raw answer, with LF alone; a body that is no UTF-8 has U+FFFD where it is none."""
        head = "".join(f"{name}: {value}\n" for name, value in self.headers)
        return f"HTTP/1.1 {self.line}\n{head}\n{self.body.decode('utf-8', 'replace')}"


def failed_response(error: str) -> RawResponse:
    """Return what a server answers for an application that raised `error` and had not answered yet."""
    kind = ("content-type", "text/plain; charset=utf-8")
    return RawResponse(FAILED_LINE, [kind], b"Internal Server Error", error)


class Client:
    """What every client does, whatever the application speaks: it reads requests and keeps what was answered.

    The application stands at `origin`, below the path `script`. The cookies are in a jar that others may
    share; the names are those of what was answered.
    """

    def __init__(self, origin: str = ORIGIN, script: str = "", cookies: CookieJar | None = None) -> None:
        self.origin = origin
        self.script = script
        self.cookies = CookieJar() if cookies is None else cookies
        self._names = AnswerNames()

    def read(self, text: str) -> RawRequest:
        """Read a raw request, with what earlier answers gave in it; raises `Unreadable`."""
        return read_request(self._names.fill(text, self.cookies.values()))

    def with_cookies(self, request: RawRequest) -> RawRequest:
        """Return a request with the cookies that belong to it, unless it has a `Cookie` header."""
        cookies = self.cookies.header(request.path)
        if not cookies or "cookie" in dict(request.headers):
            return request
        return replace(request, headers=[*request.headers, ("cookie", cookies)])

    def keep(self, response: RawResponse) -> RawResponse:
        """Keep the cookies and the names of an answer, and return it."""
        self.cookies.absorb(response.headers, self.script)
        self._names.remember(response.headers, response.body)
        return response
