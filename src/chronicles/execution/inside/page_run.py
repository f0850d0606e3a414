"""One page, run from top to bottom in a process of its own."""

import os

from chronicles_client.client import RawResponse, WsgiClient
from chronicles_client.project import project_application
from chronicles_client.python_console import PythonConsole
from chronicles_client.query_recording import recorded_queries
from chronicles_client.raw_requests import Unreadable

from . import page_commands
from .capture import captured
from .pipes import Message, Wire
from .settled import sitecustomize as settled


class PageRun:
    """What lives from block to block: the console, the client, the randomness."""

    def __init__(self, wire: Wire, room: int, *, is_ready: bool) -> None:
        self._wire = wire
        self._room = room
        self._is_ready = is_ready
        self._console: PythonConsole | None = None
        self._client: WsgiClient | None = None

    def run(self, clock: float, blocks: list[Message]) -> None:
        """Run the blocks, and report each output as it comes."""
        settled.settle(clock, "page")
        for number, block in enumerate(blocks):
            if why := self._run(number, block):
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
        self._wire.report("output", output=said, status=status, queries=[])
        if status and said.endswith("MemoryError\n"):
            return "memory"
        return "left" if self._console is None and has_children() else ""

    def _enter(self, source: str) -> str:
        console = self._console = self._console or PythonConsole()
        with recorded_queries() as queries:
            said, status = captured(lambda: console.enter(source), self._room)
        self._wire.report("output", output=said, status=status, queries=queries)
        return "memory" if console.out_of_memory else ""

    def _send(self, text: str) -> str:
        if not self._is_ready:
            return "there is no Django here that could answer"
        responses: list[RawResponse] = []

        def send() -> int:
            client = self._client = self._client or WsgiClient(project_application())
            responses.append(client.send(client.read(text)))
            return responses[0].status

        try:
            with recorded_queries() as queries:
                status = captured(send, 0)[1]
        except Unreadable as error:
            return str(error)
        self._wire.report("output", output=responses[0].text, status=status, queries=queries)
        return ""


def has_children() -> bool:
    """Whether a process below this one still runs; those that have ended are forgotten."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
