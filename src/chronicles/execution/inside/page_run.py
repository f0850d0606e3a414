"""One page, run from top to bottom in a process of its own."""

import os

from chronicles_client.application_name import read_application_name
from chronicles_client.client import RawResponse
from chronicles_client.page_clients import PageClient, open_client
from chronicles_client.python_console import PythonConsole
from chronicles_client.query_recording import recorded_queries
from chronicles_client.raw_requests import Unreadable
from chronicles_client.served_application import Unserved

from . import page_commands
from .capture import captured
from .pipes import Message, Wire
from .settled import sitecustomize as settled


class PageRun:
    """What lives from block to block: the console, the client, the randomness."""

    def __init__(self, wire: Wire, room: int, application: str, *, is_ready: bool) -> None:
        self._wire = wire
        self._room = room
        self._application = application
        self._is_ready = is_ready
        self._console: PythonConsole | None = None
        self._client: PageClient | None = None

    def run(self, clock: float, blocks: list[Message]) -> None:
        """Run the blocks, and report each output as it comes."""
        settled.settle(clock, "page")
        for number, block in enumerate(blocks):
            is_last = number == len(blocks) - 1
            if why := self._run(number, block) or (self._close() if is_last else ""):
                self._wire.report("stop", why=why)
                return
            self._wire.report("block")

    def _run(self, number: int, block: Message) -> str:
        for position, given in enumerate(block["inputs"]):
            match block["kind"]:
                case "console":
                    why = self._command(given, f"{number}.{position}")
                case "pycon":
                    why = self._enter(given)
                case _:
                    why = self._send(given)
            if why:
                return why
        return ""

    def _command(self, given: Message, seed: str) -> str:
        said, status = page_commands.run(
            given["words"], given["variables"], seed, self._room, is_ready=self._is_ready
        )
        self._wire.report("output", output=said, status=status, queries=[], error="")
        if status and said.endswith("MemoryError\n"):
            return "memory"
        return "left" if self._console is None and has_children() else ""

    def _enter(self, source: str) -> str:
        console = self._console = self._console or PythonConsole()
        with recorded_queries() as queries:
            said, status = captured(lambda: console.enter(source), self._room)
        self._wire.report("output", output=said, status=status, queries=queries, error="")
        return "memory" if console.out_of_memory else ""

    def _send(self, text: str) -> str:
        if not self._is_ready and not self._application:
            return "no application was named that could answer"
        responses: list[RawResponse] = []

        def send() -> int:
            name = read_application_name(self._application)
            client = self._client = self._client or open_client(name)
            responses.append(client.send(client.read(text)))
            return responses[0].status

        try:
            with recorded_queries() as queries:
                status = captured(send, 0)[1]
        except (Unreadable, Unserved) as error:
            return str(error)
        response = responses[0]
        self._wire.report(
            "output", output=response.text, status=status, queries=queries, error=response.error
        )
        return ""

    def _close(self) -> str:
        """Let the application end, where it is told of that; return why it does not end well."""
        closing = self._client
        if closing is None:
            return ""
        why = ""

        def close() -> int:
            closing.close()
            return 0

        try:
            captured(close, 0)
        except Unserved as error:
            why = str(error)
        return why


def has_children() -> bool:
    """Whether a process below this one still runs; those that have ended are forgotten."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
