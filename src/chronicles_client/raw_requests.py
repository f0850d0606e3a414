"""Requests as a page writes them (RFC 9112), with what earlier answers gave in place of `{name}`. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .wsgi import Headers

NAME = re.compile(r"\{([A-Za-z_]\w*)\}", re.ASCII)


class Unreadable(Exception):
    """A request that cannot be sent, in words."""


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request: `target` is its path and query, percent-encoded; the names of headers are in lower case."""

    method: str
    target: str
    headers: Headers
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


def read_request(text: str) -> RawRequest:
    """Read a raw request, whose lines may end in LF alone. Raises `Unreadable` where it has no such form.

    A multipart body gets the line ends that its format asks for (RFC 2046, section 5.1.1).
    """
    head, _, body = text.replace("\r\n", "\n").strip("\n").partition("\n\n")
    first, *lines = head.split("\n")
    words = first.split()
    if not 2 <= len(words) <= 3 or not words[0].isalpha() or not words[1].startswith("/"):
        raise Unreadable(f"{first!r} is not the first line of a request: METHOD /path HTTP/1.1")
    headers = [_header(line) for line in lines]
    if any(name == "upgrade" and value.lower() == "websocket" for name, value in headers):
        raise Unreadable(
            "it asks for a WebSocket, which an http block cannot open: mark it with data-unproven"
        )
    return RawRequest(words[0].upper(), words[1], headers, _body(headers, body))


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name.strip() or " " in name:
        raise Unreadable(f"{line!r} is not a header: Name: value")
    return name.lower(), value.strip()


def _body(headers: Headers, body: str) -> bytes:
    if any(name == "content-type" and value.startswith("multipart/") for name, value in headers):
        return body.replace("\n", "\r\n").encode() + b"\r\n"
    return body.encode()


class AnswerNames:
    """What was answered down a page, by the names that later requests may write in braces."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def fill(self, text: str, cookies: Mapping[str, str]) -> str:
        """Put what earlier answers gave, or a cookie, in place of `{name}`; raises `Unreadable`."""
        values = self._texts | dict(cookies)

        def value(match: re.Match[str]) -> str:
            if match[1] in values:
                return values[match[1]]
            names = ", ".join(sorted(values)) or "none yet"
            raise Unreadable(
                f"no earlier answer of this page has a text or cookie {match[1]!r} (there is: {names})"
            )

        return NAME.sub(value, text)

    def remember(self, headers: Headers, data: bytes) -> None:
        """Take in the strings and whole numbers at the top of a JSON object."""
        if any(name.lower() == "content-type" and "json" in value for name, value in headers):
            self._texts |= _texts(data)


def _texts(data: bytes) -> dict[str, str]:
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {
        name: str(value)
        for name, value in values.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
