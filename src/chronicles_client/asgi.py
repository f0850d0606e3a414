"""Requests as conversations with an ASGI application (ASGI 3.0, "HTTP" and "Lifespan").

Nothing here knows who runs the event loop: `check` has one of its own, a browser has one already.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from .served_application import ServedApplication, Unserved, said, seen_from_here
from .wsgi import PORTS, Headers

Message = MutableMapping[str, Any]
Scope = dict[str, Any]
AsgiApplication = Callable[
    [Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Any
]
VERSIONS = {"version": "3.0", "spec_version": "2.3"}
ASKING = ("127.0.0.1", 50000)  # who sends the requests of a page; any free port may be one's own


def asgi3(application: ServedApplication) -> AsgiApplication:
    """Return an ASGI application in the form of version 3, whichever of the two it has."""
    if application.interface == "asgi":
        return application.call

    async def call(scope: Scope, receive: object, send: object) -> None:
        await application.call(scope)(receive, send)

    return call


def http_scope(
    method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes, origin: str, script: str = ""
) -> Scope:
    """Return the scope of a request for `target` (a path, perhaps with a query), percent-encoded.

    `origin` is the server's (`http://127.0.0.1:8000`), `script` the path below which the application stands
    (`root_path`). A `Host` among the headers stands before the origin's; the length is that of the body.
    """
    path, _, query = target.partition("?")
    server = urlsplit(origin)
    fields = [(name.lower(), value) for name, value in headers if name.lower() != "content-length"]
    if all(name != "host" for name, _ in fields):
        fields.insert(0, ("host", server.netloc))
    if body:
        fields.append(("content-length", str(len(body))))
    return {
        "type": "http",
        "asgi": VERSIONS,
        "http_version": "1.1",
        "method": method,
        "scheme": server.scheme,
        "path": script + unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": (script + path).encode("ascii", "replace"),
        "query_string": query.encode("utf-8"),
        "root_path": script,
        "headers": [(name.encode("latin-1", "replace"), value.encode("utf-8")) for name, value in fields],
        "client": ASKING,
        "server": (server.hostname or "", server.port or PORTS[server.scheme]),
        "extensions": {},
    }


class AsgiExchange:
    """One request and its answer: `line` is the status with its reason (`404 Not Found`).

    Both it and `headers` are known before the first of the body is given to `part`, piece by piece.
    """

    def __init__(self, scope: Scope, body: bytes, part: Callable[[bytes], None]) -> None:
        self.line = ""
        self.headers: Headers = []
        self._scope = scope
        self._body: bytes | None = body
        self._part = part
        self._is_over = asyncio.Event()

    async def run(self, application: AsgiApplication) -> None:
        """Let the application answer; what it raises goes through, however much of the answer came before."""
        try:
            await application(self._scope, self._receive, self._send)
        finally:
            self._is_over.set()

    async def _receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._is_over.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self._is_over.is_set():
            return  # as a server does with what is sent to a connection that is closed
        match message["type"]:
            case "http.response.start" if not self.line:
                self.line = _status_line(message["status"])
                self.headers = [
                    (bytes(name).decode("latin-1"), bytes(value).decode("latin-1").strip())
                    for name, value in message.get("headers", ())
                ]
            case "http.response.body" if self.line:
                body = bytes(message.get("body", b""))
                self._part(b"" if self._scope["method"] == "HEAD" else body)
                if not message.get("more_body", False):
                    self._is_over.set()
            case kind:
                raise RuntimeError(f"the ASGI message {kind!r} has no place here")


def _status_line(status: int) -> str:
    """The status with the reason of RFC 9110, as far as Python knows it."""
    try:
        return f"{int(status)} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{int(status)} "


class Lifespan:
    """The time from an application's start to its end, which it is told of if it wants to be.

    One that raises when it is asked does not want to be, and is served all the same. `state` is what it keeps
    for its requests, `None` where it does not take part.
    """

    def __init__(self, application: AsgiApplication) -> None:
        self._application = application
        self._told: asyncio.Queue[Message] = asyncio.Queue()
        self._is_started = asyncio.Event()
        self._is_stopped = asyncio.Event()
        self._failed = ""
        self._task: asyncio.Task[None] | None = None
        self.state: dict[str, Any] | None = {}

    async def start(self) -> None:
        """Tell the application to start; raises `Unserved` where it says that it cannot."""
        self._told.put_nowait({"type": "lifespan.startup"})
        self._task = asyncio.ensure_future(self._run())
        await self._is_started.wait()
        if self._failed:
            raise Unserved(f"the application does not start: {self._failed}")

    async def stop(self) -> None:
        """Tell it to end; raises `Unserved` where it says that it cannot, or breaks off."""
        if self._task is None or self.state is None:
            return
        self._told.put_nowait({"type": "lifespan.shutdown"})
        await self._is_stopped.wait()
        await self._task
        if self._failed:
            raise Unserved(f"the application does not end well: {self._failed}")

    async def _run(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self._application(scope, self._told.get, self._send)
        except (Exception, SystemExit, asyncio.CancelledError) as error:
            if self._is_started.is_set() or not isinstance(error, Exception):
                self._failed = self._failed or said(error)
            else:
                self.state = None
        if not self._is_started.is_set():
            self.state = None
        self._is_started.set()
        self._is_stopped.set()

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind.endswith(".failed"):
            lines = [line.strip() for line in str(message.get("message", "")).splitlines() if line.strip()]
            self._failed = seen_from_here(lines[-1]) if lines else "it does not say why"
        if kind.startswith("lifespan.startup."):
            self._is_started.set()
        elif kind.startswith("lifespan.shutdown."):
            self._is_stopped.set()
