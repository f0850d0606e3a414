"""Requests from the page as conversations with an ASGI application, one after the other."""

import traceback
from collections.abc import Coroutine
from contextvars import copy_context
from dataclasses import replace
from typing import Any, TypeVar

from chronicles_client.asgi import asgi3
from chronicles_client.asgi_client import AsgiClient
from chronicles_client.client import RawResponse
from chronicles_client.raw_requests import RawRequest
from chronicles_client.served_application import ServedApplication

from .blocking_loop import BlockingLoop
from .project_server import Framing, ProjectRequest, ProjectResponse, came_from, raised
from .raised import RAISED

T = TypeVar("T")


class AsgiServer:
    """Serves an ASGI application below `script` of the site at `origin`, in an event loop of its own.

    It is started with the server; raises `Unserved` where it says that it cannot.
    """

    def __init__(self, application: ServedApplication, script: str, origin: str, inside: str) -> None:
        self.client = AsgiClient(application, origin, script)
        self.asker = AsgiClient(application, cookies=self.client.cookies, lifespan=self.client.lifespan)
        self._application = asgi3(application)
        self._framing = Framing(self.client, inside)
        self._loop = BlockingLoop()
        self._run(self.client.start())

    def answer(self, asked: ProjectRequest) -> ProjectResponse:
        """Let the project answer a request of the browser's; where it raises, the answer says what."""
        try:
            return self._run(self._answer(asked))
        except RAISED:
            return raised()

    async def _answer(self, asked: ProjectRequest) -> ProjectResponse:
        request = self._as_of_browser(asked)
        parts: list[bytes] = []
        exchange = self.client.exchange(request, parts.append)
        try:
            await exchange.run(self._application)
        except Exception:
            if not exchange.line:
                raise
            traceback.print_exc()  # it has a page for that, and tells the server besides
        if not exchange.line:
            raise RuntimeError("the application has not answered")
        if asked.with_cookies:
            self.client.cookies.absorb(exchange.headers, self.client.script)
        return self._framing.response(int(exchange.line.split()[0]), exchange.headers, b"".join(parts))

    def _as_of_browser(self, asked: ProjectRequest) -> RawRequest:
        """The request with what a browser adds to it."""
        request, own = asked.raw, f"{self.client.origin}{self.client.script}/"
        said = dict(request.headers)
        added = came_from(request.method, said, own)
        headers = [*request.headers, *(pair for pair in added.items() if pair[0] not in said)]
        request = replace(request, headers=headers)
        return self.client.with_cookies(request) if asked.with_cookies else request

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request of the page's as `check` sends it: to the root of a server, by no browser."""
        return self._run(self.asker.ask(request))

    def close(self) -> None:
        """Let the application end; raises `Unserved` where it says that it cannot."""
        self._run(self.client.stop())

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run it in a context of its own, as a server does: no request sees the variables of another."""
        return copy_context().run(self._loop.run_until_complete, coroutine)
