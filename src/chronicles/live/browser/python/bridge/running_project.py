"""The running project, as the worker sees it: everything that it can be asked."""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from chronicles_client.project import project_application
from chronicles_client.raw_requests import Unreadable

from . import deferred_modules, management, statics
from .edits import Edits
from .project_server import ProjectRequest, ProjectResponse, Server
from .snapshot import Kept
from .statements import Statements


class RunningProject:
    """One project in one interpreter. Values cross the border to JavaScript as JSON and bytes."""

    def __init__(self, options: str, fetch: Callable[[str], None]) -> None:
        self.options = json.loads(options)
        self.root = self.options["root"]
        deferred_modules.install(self.options["later"], fetch)
        self.kept = Kept(self.root)
        self.edits = Edits(self.root, self.options["settings"])
        self.console = Statements()
        self.server: Server

    def restore(self, jar: str, gone: str, files: Any) -> None:
        """Put in place what the reader had made before; `files` are pairs of a name and bytes."""
        data = {name: value.to_bytes() for name, value in files}
        for name in data:
            self.edits.remember(name)
        self.kept.restore(data, json.loads(gone))
        self._jar = json.loads(jar)

    _jar: list[dict[str, object]] = []  # noqa: RUF012 - replaced, never changed

    def start(self) -> None:
        """Set Django up, such that it can answer."""
        import hashlib

        os.environ["DJANGO_SETTINGS_MODULE"] = self.options["settings"]
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        os.chdir(self.root)
        sys.path.insert(0, self.root)
        if not hasattr(hashlib, "pbkdf2_hmac"):
            hashlib.pbkdf2_hmac = _pbkdf2_hmac
        import django
        from django.conf import settings

        settings.ALLOWED_HOSTS = allowed_hosts(
            settings.ALLOWED_HOSTS, self.options["origin"], is_debugging=settings.DEBUG
        )
        settings.PASSWORD_HASHERS = ["bridge.hashers.DemoHasher", *settings.PASSWORD_HASHERS]
        django.setup(set_prefix=False)

    def serve(self) -> None:
        """Move the project to its place in the site and import its addresses."""
        from .prefix import move_under

        move_under(self.options["script"])
        self.server = Server(
            project_application(), self.options["script"], self.options["origin"], self.options["inside"]
        )
        self.server.client.cookies.load(self._jar)

    def answer(self, request: str, body: Any, head: Callable[..., None], part: Callable[..., None]) -> None:
        """Answer a request: `head` gets the first part as well, `part` what a stream brings later."""
        values = json.loads(request)
        asked = ProjectRequest(
            values["method"],
            values["path"],
            values["query"],
            [tuple(pair) for pair in values["headers"]],
            body.to_bytes() if body is not None else b"",
            values["withCookies"],
        )
        with _no_loop():
            answer = self._static(asked) or self.server.answer(asked)
            said = {
                "status": answer.status,
                "headers": answer.headers,
                "streams": answer.parts is not None,
                "cookies": self.server.client.cookies.visible(),
            }
            head(json.dumps(said), answer.body)
            try:
                for piece in answer.parts or ():
                    part(piece if isinstance(piece, bytes) else str(piece).encode())
            finally:
                answer.done()

    def _static(self, asked: ProjectRequest) -> ProjectResponse | None:
        prefix = self.options["static"]
        if not prefix or not asked.path.startswith(prefix) or asked.method not in ("GET", "HEAD"):
            return None
        found = statics.find(unquote(asked.path).removeprefix(prefix))
        return (
            ProjectResponse(200, [("Content-Type", found[0]), ("Cache-Control", "no-cache")], found[1])
            if found
            else None
        )

    def send(self, text: str) -> str:
        """Send a raw request of the page's, and return the answer as JSON, or under `refused` why not."""
        with _no_loop():
            try:
                request = self.server.asker.read(text)
            except Unreadable as error:
                return json.dumps({"refused": str(error)})
            response = self.server.send(request)
        return json.dumps(
            {
                "method": request.method,
                "path": request.target,
                "line": response.line,
                "status": response.status,
                "headers": response.headers,
                "body": response.body.decode("utf-8", "replace"),
                "cookies": self.server.client.cookies.visible(),
            }
        )

    def run(self, source: str) -> str:
        """Run the statements of a typed source in the console."""
        with _no_loop():
            return json.dumps(self.console.run(source))

    def enter(self, statements: str) -> str:
        """Enter the statements of a block, a JSON list, into the console."""
        with _no_loop():
            return json.dumps(self.console.enter(json.loads(statements)))

    def command(self, line: str) -> str:
        """Run a command of `manage.py`."""
        with _no_loop():
            return json.dumps(management.run(line))

    def files(self) -> str:
        """Return the names of the files that can be edited."""
        return json.dumps(self.edits.files())

    def read(self, name: str) -> str:
        """Return, as JSON, the text of a file (`text`), and the one that it had at first (`first`)."""
        return json.dumps(self.edits.read(name))

    def edit(self, name: str, text: str) -> str:
        """Take over a file's new text."""
        with _no_loop():
            outcome = self.edits.apply(name, text)
            if outcome["outcome"] == "done":
                self.server.replace(project_application())
                self.console = Statements()
        return json.dumps(outcome)

    def save(self, each: Callable[[str, bytes], None]) -> str:
        """Give every file that is not as it came to `each`; return the rest as JSON."""
        from django.db import connections

        connections.close_all()
        changed, gone = self.kept.changes()
        for name, data in changed.items():
            each(name, data)
        return json.dumps({"gone": gone, "jar": self.server.client.cookies.dump()})


def allowed_hosts(own: Sequence[str], origin: str, *, is_debugging: bool) -> list[str]:
    """Return the project's ALLOWED_HOSTS, or what Django takes where there are none, and the page's host."""
    local = [".localhost", "127.0.0.1", "[::1]"] if is_debugging and not own else []
    host = urlsplit(origin).hostname or ""
    return [*own, *local, f"[{host}]" if ":" in host else host]


def _pbkdf2_hmac(*arguments: Any, **named: Any) -> bytes:
    """Import the hasher at its first use only: it needs Django's settings."""
    function = importlib.import_module("bridge.hashers").pbkdf2_hmac
    return function(*arguments, **named)  # type: ignore[no-any-return]


@contextlib.contextmanager
def _no_loop() -> Iterator[None]:
    """Hide Pyodide's running event loop: Django refuses to touch the database inside of one."""
    import asyncio

    loop = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    try:
        yield
    finally:
        asyncio.events._set_running_loop(loop)
