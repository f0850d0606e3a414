"""The client of an ASGI application, for whoever has an event loop."""

from collections.abc import Callable

from .application_errors import noted_errors
from .asgi import AsgiExchange, Lifespan, asgi3, http_scope
from .client import ORIGIN, Client, RawResponse, failed_response
from .cookies import CookieJar
from .raw_requests import RawRequest
from .served_application import ServedApplication


class AsgiClient(Client):
    """Sends requests to an ASGI application: `start` comes before the first, `stop` after the last.

    An application that others send requests to as well is started once, with the `lifespan` of the first.
    """

    def __init__(
        self,
        application: ServedApplication,
        origin: str = ORIGIN,
        script: str = "",
        cookies: CookieJar | None = None,
        lifespan: Lifespan | None = None,
    ) -> None:
        super().__init__(origin, script, cookies)
        self._application = asgi3(application)
        self.lifespan = lifespan or Lifespan(self._application)

    async def start(self) -> None:
        """Let the application start; raises `Unserved` where it says that it cannot."""
        await self.lifespan.start()

    async def stop(self) -> None:
        """Let it end; raises `Unserved` where it says that it cannot."""
        await self.lifespan.stop()

    async def ask(self, request: RawRequest) -> RawResponse:
        """Send a request; where the application raises, the answer is its own or a server's, and says so."""
        parts: list[bytes] = []
        exchange = self.exchange(self.with_cookies(request), parts.append)
        with noted_errors() as errors:
            try:
                await exchange.run(self._application)
            except (Exception, SystemExit) as error:  # as what is asked by WSGI
                errors.note(error)
        if not exchange.line:
            errors.note(RuntimeError("the application has not answered"))
            return self.keep(failed_response(errors.said))
        return self.keep(RawResponse(exchange.line, exchange.headers, b"".join(parts), errors.said))

    def exchange(self, request: RawRequest, part: Callable[[bytes], None]) -> AsgiExchange:
        """Return a request as it is sent, headers and all, before the application is asked.

        `part` gets the body of the answer as it comes.
        """
        scope = http_scope(
            request.method, request.target, request.headers, request.body, self.origin, self.script
        )
        if self.lifespan.state is not None:
            scope["state"] = self.lifespan.state.copy()
        return AsgiExchange(scope, request.body, part)
