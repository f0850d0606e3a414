"""The client of a WSGI application."""

from collections.abc import Callable
from typing import Any

from .application_errors import noted_errors
from .client import ORIGIN, Client, RawResponse, failed_response
from .cookies import CookieJar
from .raw_requests import RawRequest
from .wsgi import Application, WsgiResponse, wsgi_environ

Added = Callable[[dict[str, Any]], dict[str, str]]


class WsgiClient(Client):
    """Sends requests to a WSGI application.

    `added` gives what else is in an environment, such as what a browser adds.
    """

    def __init__(
        self,
        application: Application,
        origin: str = ORIGIN,
        script: str = "",
        added: Added = lambda environ: {},
        cookies: CookieJar | None = None,
    ) -> None:
        super().__init__(origin, script, cookies)
        self.application = application
        self._added = added

    def environ(self, request: RawRequest, *, with_cookies: bool = True) -> dict[str, Any]:
        """Return the WSGI environment of a request, with the cookies that belong to it."""
        sent = self.with_cookies(request) if with_cookies else request
        environ = wsgi_environ(sent.method, sent.target, sent.headers, sent.body, self.origin, self.script)
        return environ | self._added(environ)

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request; where the application raises, the answer is a server's, and says what."""
        with noted_errors() as errors:
            try:
                response = WsgiResponse(self.application, self.environ(request))
                body = response.read()
            except (Exception, SystemExit) as error:  # a server outlives a view that ends Python
                errors.note(error)
                return self.keep(failed_response(errors.said))
        return self.keep(RawResponse(response.line, response.headers, body, errors.said))

    def close(self) -> None:
        """Nothing has to be ended: WSGI knows no end of an application."""
