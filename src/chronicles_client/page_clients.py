"""Which client sends the requests of a page. Imports the project."""

from typing import Protocol

from .application_name import ApplicationName
from .client import RawResponse
from .project import project_application
from .raw_requests import RawRequest
from .served_application import load_application
from .wsgi_client import WsgiClient


class PageClient(Protocol):
    """Whoever sends the requests of a page, one after the other, until it is closed."""

    def read(self, text: str) -> RawRequest:
        """Read a raw request, with what earlier answers gave in it; raises `Unreadable`."""
        ...

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request, whatever the application raises over it."""
        ...

    def close(self) -> None:
        """Let the application end; raises `Unserved` where it cannot."""
        ...


def open_client(name: ApplicationName | None) -> PageClient:
    """Return the client of the application of that name, `None` for Django's own.

    Raises `Unserved` where it cannot be had, and whatever Django says of its own.
    """
    if name is None:
        return WsgiClient(project_application())
    application = load_application(name)
    if application.interface == "wsgi":
        return WsgiClient(application.call)
    from .event_loop_client import EventLoopClient  # asyncio takes longer to import than a page to answer

    return EventLoopClient(application)
