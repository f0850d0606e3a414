"""Lets MkDocs' own server, that of `mkdocs serve`, answer no other requests than ours does."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

from chronicles.problems import visible
from chronicles.site.serving.request_refusal import refusal

# How a page asks whether to load itself again: MkDocs makes a number of it, Python of 4300 digits at most.
NO_NUMBER = re.compile(r"/livereload/[0-9]*[0-9]{20}")
TARGET = "REQUEST_URI"  # in the environment: the path as it was asked for

Application = Callable[[Any, Any], Iterable[bytes]]


def guard(server: LiveReloadServer) -> None:
    """Let the server answer no other requests than those of `refusal`."""
    server.RequestHandlerClass = _with_target(server.RequestHandlerClass)
    server.set_app(_guarded(server.serve_request, server.url))


def _guarded(application: Application, url: str) -> Application:
    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        target = environ[TARGET]
        refused = refusal(environ.get("HTTP_HOST", ""), target)
        if refused is None and NO_NUMBER.match(target):
            refused = "400 Bad Request", "There is no such build."
        if refused is None:
            return application(environ, start_response)
        status, why = refused
        body = f"{visible(why)}\nThe site is at {url}\n".encode()
        head = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        start_response(status, [*head, ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _with_target(handler: Any) -> Any:
    """A handler of requests that also tells an application what was asked for, before it is decoded."""

    class TargetHandler(handler):  # type: ignore[misc]
        def get_environ(self) -> dict[str, Any]:
            return {**super().get_environ(), TARGET: self.path}

    return TargetHandler
