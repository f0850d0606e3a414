"""The running project, as the worker sees it: everything that it can be asked."""

import contextlib
import json
import os
import shlex
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from chronicles_client.raw_requests import Unreadable

from . import deferred_modules, left_out_modules, missing_features, nested_json, time_formats, time_zones
from .django_site import DjangoSite
from .edits import Edits
from .project_server import ProjectRequest, Server
from .python_program import PythonProgram
from .raised import RAISED
from .sent_letters import recorded_letters
from .snapshot import Kept
from .statements import Statements


class RunningProject:
    """One project in one interpreter. Values cross the border to JavaScript as JSON and bytes."""

    def __init__(
        self,
        options: str,
        fetch: Callable[[str], None],
        set_zone: Callable[[str, str, str], None],
        show_letter: Callable[[str], None],
    ) -> None:
        self.options = json.loads(options)
        self.root = self.options["root"]
        self._later = deferred_modules.install(self.options["later"], fetch)
        time_zones.install(set_zone, self._later.fetch_pack)
        left_out_modules.install(self.options["leftOut"])
        nested_json.install()
        time_formats.install()
        _explain_limits()
        self.kept = Kept(self.root)
        kind = DjangoSite if self.options["settings"] else PythonProgram
        self.framework: DjangoSite | PythonProgram = kind(self.options)
        self._show_letter = show_letter
        self.edits = Edits(self.root, self.framework)
        self.console = Statements()

    def restore(self, jar: str, gone: str, files: Any) -> None:
        """Put in place what the reader had made before; `files` are pairs of a name and bytes."""
        data = {name: value.to_bytes() for name, value in files}
        for name in data:
            self.edits.remember(name)
        self.kept.restore(data, json.loads(gone))
        self._jar = json.loads(jar)

    _jar: list[dict[str, object]] = []  # noqa: RUF012 - replaced, never changed

    def start(self) -> None:
        """Set the framework up, such that the project can be imported."""
        with _no_loop():
            self.framework.start()
            self.framework.send_letters(self._show_letter)

    def preload(self) -> None:
        """Do of `serve` what does not depend on the place in the site."""
        with _no_loop():
            self.framework.preload()

    def resume(self, options: dict[str, Any]) -> None:
        """Go on as started with other options, and with the files as they came."""
        self.options.update(options)  # the framework has the same ones
        self._later.expect(options["later"])
        self.kept = Kept(self.root)
        os.chdir(self.root)

    def serve(self) -> None:
        """Import what answers requests; raises whatever that raises."""
        with _no_loop():
            self.framework.serve()
        self.server.client.cookies.load(self._jar)

    @property
    def server(self) -> Server:
        """Who answers, now."""
        return self.framework.server

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
            answer = self.framework.static(asked) or self.server.answer(asked)
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
            except RAISED:
                traceback.print_exc()  # the answer breaks off, as on a server
            finally:
                answer.done()

    def send(self, text: str) -> str:
        """Send a raw request of the page's, and return the answer as JSON, or under `refused` why not."""
        with _no_loop():
            try:
                request = self.server.asker.read(text)
                with recorded_letters() as letters:
                    response = self.server.send(request)
            except Unreadable as error:
                return json.dumps({"refused": str(error)})
        return json.dumps(
            {
                "method": request.method,
                "path": request.target,
                "line": response.line,
                "status": response.status,
                "headers": response.headers,
                "body": response.body.decode("utf-8", "replace"),
                "cookies": self.server.client.cookies.visible(),
                "letters": letters,
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
        """Run what follows `python` on a command line, such as `manage.py check` or `-m shop.cli`.

        Where it says `separate` instead of the `output` and the `status`, only `run_separately` can run it.
        """
        try:
            words = shlex.split(line)
        except ValueError as error:
            said = f"The line cannot be read: {error}.\n"
            return json.dumps({"output": said, "status": 1, "letters": []})
        if self.framework.is_separate(words):
            return json.dumps({"separate": True})
        with _no_loop():
            return json.dumps(self.framework.command(words))

    def run_separately(self, line: str) -> str:
        """Run a command in this interpreter, which does nothing else: in the place of `start` and `serve`."""
        with _no_loop():
            return json.dumps(self.framework.run_separately(shlex.split(line)))

    def differing(self, kind: Any, printed: str, answers: str) -> str:
        """Return, as JSON, which inputs of a block were answered otherwise than it prints.

        `answers` is a JSON list of pairs: an input as it was run, and its output.
        """
        try:
            from .printed_answers import differing  # seldom the first thing that a reader does

            return json.dumps(differing(kind, printed, json.loads(answers), self.root))
        except (ImportError, RecursionError):  # the project has a package of that name, or JSON that is deep
            return "[]"

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
                self.console = Statements()
        return json.dumps(outcome)

    def edited(self) -> str:
        """Return, as JSON, the names of the files that the reader has changed."""
        return json.dumps(self.edits.edited())

    def archive(self) -> bytes:
        """Return the project as it is now, with its database, as the bytes of a ZIP file."""
        from .project_archive import project_archive  # the module of ZIP files is fetched when it is wanted

        with _no_loop():
            self.framework.rest()
        return project_archive(self.root)

    def save(self, each: Callable[[str, bytes], None]) -> str:
        """Give every file that is not as it came to `each`; return the rest as JSON."""
        with _no_loop():
            self.framework.rest()
        changed, gone = self.kept.changes()
        for name, data in changed.items():
            each(name, data)
        return json.dumps({"gone": gone, "jar": self.server.client.cookies.dump()})


def _explain_limits() -> None:
    """Let what a project cannot have in a browser be refused with the reason."""
    import socket

    missing_features.refuse_threads(RuntimeError)
    missing_features.refuse_network(socket)
    missing_features.pass_breakpoints()
    missing_features.refuse_input()


@contextlib.contextmanager
def _no_loop() -> Iterator[None]:
    """Hide Pyodide's running event loop.

    Django refuses to touch the database inside of one, and no other loop runs until something is done.
    """
    import asyncio

    loop = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    try:
        yield
    finally:
        asyncio.events._set_running_loop(loop)
