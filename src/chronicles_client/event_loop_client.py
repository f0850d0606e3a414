"""The client of an ASGI application, for whoever has no event loop: it brings one, and keeps it."""

import asyncio
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any, TypeVar

from .asgi_client import AsgiClient
from .client import RawResponse
from .raw_requests import RawRequest
from .served_application import ServedApplication

T = TypeVar("T")


class EventLoopClient(AsgiClient):
    """Sends requests to an ASGI application that lives in a loop of its own, from the first to the last.

    It is started with the client; raises `Unserved` as `start` does.
    """

    def __init__(self, application: ServedApplication) -> None:
        super().__init__(application)
        self._loop = asyncio.Runner()
        try:
            self._run(self.start())
        except BaseException:
            self._loop.close()
            raise

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request, as `ask` does."""
        return self._run(self.ask(request))

    def close(self) -> None:
        """Let the application and the loop end; raises `Unserved` where the application cannot."""
        try:
            self._run(self.stop())
        finally:
            self._loop.close()

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run it in a context of its own, as a server does: no request sees the variables of another."""
        return self._loop.run(coroutine, context=copy_context())
