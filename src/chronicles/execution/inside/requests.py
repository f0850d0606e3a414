"""Requests to the project's real application, in process, with cookies kept down the page.

A request is written as RFC 9112 has it, and handed over as PEP 3333 (WSGI) has it.
"""

import io
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import unquote_to_bytes

HOST = "127.0.0.1:8000"
NAME = re.compile(r"\{([A-Za-z_]\w*)\}", re.ASCII)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Unreadable(Exception):
    """A request that cannot be sent, in words."""


class Client:
    """The one who asks, down a page: what was answered to it may be named in later requests."""

    def __init__(self) -> None:
        self._application: Application | None = None
        self._cookies: dict[str, str] = {}
        self._answers: dict[str, str] = {}

    def send(self, text: str) -> tuple[str, int]:
        """Send a raw request and return the raw answer and its status.

        Lines may end in LF alone, as those of the answer's head do, and Content-Length is set anew. The
        answer's body is read as UTF-8, with U+FFFD for what is none. Raises `Unreadable` where the request
        has no such form, or names what no answer gave; what the application raises goes through.
        """
        application = self._application or _application()
        self._application = application
        environ = _environ(*_parse(self._fill(text)), self._cookie_header())
        answer = _Answer()
        body = application(environ, answer.start)
        try:
            data = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        self._remember(answer.headers, data)
        return answer.text(data), answer.status

    def _fill(self, text: str) -> str:
        """Put what earlier answers gave in place of `{name}`."""
        known = self._answers | self._cookies

        def value(found: re.Match[str]) -> str:
            if found[1] in known:
                return known[found[1]]
            names = ", ".join(sorted(known)) or "none yet"
            raise Unreadable(
                f"no earlier answer of this page has a text or cookie {found[1]!r} (there is: {names})"
            )

        return NAME.sub(value, text)

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _remember(self, headers: list[tuple[str, str]], data: bytes) -> None:
        for name, value in headers:
            if name.lower() == "set-cookie":
                self._keep_cookies(value)
        if any(name.lower() == "content-type" and "json" in value for name, value in headers):
            self._answers |= _texts(data)

    def _keep_cookies(self, header: str) -> None:
        pair, _, rest = header.partition(";")
        words = (word.partition("=") for word in rest.lower().split(";"))
        said = {name.strip(): value.strip() for name, _, value in words}
        try:
            # Without the rest: a word in it that Python does not know yet, and it would read nothing.
            found = SimpleCookie(pair)
        except CookieError:
            return
        for name, cookie in found.items():
            if _is_over(said):
                self._cookies.pop(name, None)
            else:
                self._cookies[name] = cookie.value


def _is_over(attributes: Mapping[str, str]) -> bool:
    """Whether a cookie goes at once; what is no number or date counts as not said (RFC 6265, 5.2)."""
    with suppress(ValueError):
        return int(attributes.get("max-age", "")) <= 0
    with suppress(ValueError):
        return parsedate_to_datetime(attributes.get("expires", "")).timestamp() <= time.time()
    return False


class _Answer:
    """What an application answers with."""

    def __init__(self) -> None:
        self.status = 0
        self.line = ""
        self.headers: list[tuple[str, str]] = []

    def start(
        self, line: str, headers: list[tuple[str, str]], error: object = None
    ) -> Callable[[bytes], None]:
        self.line = line
        self.headers = [(name, value.strip()) for name, value in headers]  # Django leaves a space in a cookie
        self.status = int(line.split()[0])
        return lambda data: None

    def text(self, data: bytes) -> str:
        head = "".join(f"{name}: {value}\n" for name, value in self.headers)
        return f"HTTP/1.1 {self.line}\n{head}\n{data.decode('utf-8', 'replace')}"


def _application() -> Application:
    from django.core.servers.basehttp import get_internal_wsgi_application

    application: Application = get_internal_wsgi_application()
    return application


def _texts(data: bytes) -> dict[str, str]:
    """The strings and whole numbers at the top of a JSON object."""
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: str(value)
        for name, value in found.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


def _parse(text: str) -> tuple[str, str, dict[str, str], bytes]:
    """The method, the target, the headers and the body of a raw request."""
    head, _, body = text.replace("\r\n", "\n").strip("\n").partition("\n\n")
    first, *lines = head.split("\n")
    words = first.split()
    if not 2 <= len(words) <= 3 or not words[0].isalpha() or not words[1].startswith("/"):
        raise Unreadable(f"{first!r} is not the first line of a request: METHOD /path HTTP/1.1")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or " " in name:
            raise Unreadable(f"{line!r} is not a header: Name: value")
        headers[name.lower()] = value.strip()
    return words[0].upper(), words[1], headers, _body(headers, body)


def _body(headers: Mapping[str, str], body: str) -> bytes:
    """The bytes of a body; a multipart one has the line ends that its format asks for."""
    if headers.get("content-type", "").startswith("multipart/"):
        return body.replace("\n", "\r\n").encode() + b"\r\n"
    return body.encode()


def _environ(
    method: str, target: str, headers: Mapping[str, str], body: bytes, cookies: str
) -> dict[str, Any]:
    path, _, query = target.partition("?")
    named = {"host": HOST, **({"cookie": cookies} if cookies else {}), **headers}
    host, _, port = named["host"].partition(":")
    special = {"content-type", "content-length"}
    # PEP 3333, "environ Variables"; text in it is bytes read as Latin-1 ("Unicode Issues").
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": named.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in named.items()
            if name not in special
        },
    }
