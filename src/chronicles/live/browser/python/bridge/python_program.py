"""A project that is not Django's, as the reader's browser runs it: with an application, or without."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from chronicles_client.application_name import ApplicationName, read_application_name
from chronicles_client.client import Client, RawResponse
from chronicles_client.raw_requests import RawRequest, Unreadable
from chronicles_client.served_application import Unserved, load_application

from . import blocking_loop, inline_threads, pbkdf2, python_commands
from .project_server import BROKEN, ProjectRequest, ProjectResponse, Server, WsgiServer

NOBODY = "This project has no application that could answer."


class NobodyServer:
    """Stands where a project has no application: it says so."""

    def __init__(self) -> None:
        self.client = self.asker = Client()

    def answer(self, asked: ProjectRequest) -> ProjectResponse:
        """Return a page that says so."""
        return ProjectResponse(404, BROKEN, f"{NOBODY}\n".encode())

    def send(self, request: RawRequest) -> RawResponse:
        """Raise `Unreadable`, which says so."""
        raise Unreadable(NOBODY)


class PythonProgram:
    """One of the two kinds of projects that `RunningProject` runs."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.root = str(options["root"])
        self.application: ApplicationName | None = read_application_name(options["application"] or "")
        self.server: Server = NobodyServer()

    def start(self) -> None:
        """Let Python find the project, and do without threads."""
        os.chdir(self.root)
        sources = Path(self.root, "src")
        if sources.is_dir() and not (sources / "__init__.py").exists():  # as if it were installed
            sys.path.insert(0, str(sources))
        sys.path.insert(0, self.root)
        pbkdf2.install()
        blocking_loop.install()
        inline_threads.install()

    def send_letters(self, show: Callable[[str], None]) -> None:
        """Nothing: only Django's way to send e-mail is known."""

    def preload(self) -> None:
        """Raise `RuntimeError`: what another framework than Django keeps in its memory is not known."""
        raise RuntimeError("only the memory of Django's projects is kept")

    def serve(self) -> None:
        """Import the application and let it start; raises `Unserved` where it cannot be had or start."""
        if self.application:
            self.server = self._served(self.application)

    def static(self, asked: ProjectRequest) -> ProjectResponse | None:
        """Return nothing: the application answers for its own files."""

    def command(self, words: Sequence[str]) -> dict[str, Any]:
        """Run what follows `python` on a command line."""
        return python_commands.run(self.root, words)

    def is_separate(self, words: Sequence[str]) -> bool:
        """Return false: a command begins with modules of its own as it is."""
        return False

    def run_separately(self, words: Sequence[str]) -> dict[str, Any]:
        """Run a command in an interpreter where the project has not been started."""
        self.start()
        return self.command(words)

    def stays(self, module: str) -> bool:
        """Return false: whatever was made of a module is made anew with the application."""
        return False

    is_fixed = stays

    def wrong(self, path: Path, text: str) -> dict[str, Any] | None:
        """Return the `line` and a `message` of what is wrong with the text of a template."""
        if path.suffix != ".html" or "templates" not in path.parts or "jinja2" not in sys.modules:
            return None
        from jinja2 import Environment, TemplateSyntaxError

        try:
            Environment().parse(text)  # noqa: S701  # nothing is rendered
        except TemplateSyntaxError as error:
            return {"line": error.lineno, "message": f"TemplateSyntaxError: {error.message}"}
        return None

    def reload(self) -> None:
        """Import the application again, and serve that; raises what importing it raises."""
        if not self.application:
            return
        cookies = self.server.client.cookies.dump()
        try:
            new = self._served(self.application)
        except Unserved as error:
            raise error.__cause__ or error from None
        with suppress(Exception):  # one that cannot end well is over all the same
            getattr(self.server, "close", lambda: None)()
        self.server = new
        self.server.client.cookies.load(cookies)

    def rest(self) -> None:
        """Nothing: who writes files closes them."""

    def _served(self, name: ApplicationName) -> Server:
        script, origin, inside = (self.options[each] for each in ("script", "origin", "inside"))
        application = load_application(name)
        if application.interface == "wsgi":
            return WsgiServer(application.call, script, origin, inside)
        from .asgi_server import AsgiServer

        return AsgiServer(application, script, origin, inside)
