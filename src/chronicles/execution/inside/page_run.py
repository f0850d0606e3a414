"""One page, run from top to bottom in a process of its own."""

import os

from . import django_project, page_commands
from .capture import captured
from .pipes import Message, Wire
from .prompt import Prompt
from .requests import Client, Unreadable
from .settled import sitecustomize as settled


class PageRun:
    """What lives from block to block: the prompt, the client, the randomness."""

    def __init__(self, wire: Wire, room: int, *, is_ready: bool) -> None:
        self._wire = wire
        self._room = room
        self._is_ready = is_ready
        self._prompt: Prompt | None = None
        self._client = Client()

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
        self._wire.report("output", output=said, status=status)
        if status and said.endswith("MemoryError\n"):
            return "memory"
        return "left" if self._prompt is None and has_children() else ""

    def _enter(self, source: str) -> str:
        prompt = self._prompt = self._prompt or Prompt()
        with django_project.queries() as queries:
            said, status = captured(lambda: prompt.enter(source), self._room)
        self._wire.report("output", output=said, status=status, queries=queries)
        return "memory" if prompt.out_of_memory else ""

    def _send(self, text: str) -> str:
        if not self._is_ready:
            return "there is no Django here that could answer"
        answer: list[str] = []

        def send() -> int:
            said, status = self._client.send(text)
            answer.append(said)
            return status

        try:
            with django_project.queries() as queries:
                status = captured(send, 0)[1]
        except Unreadable as error:
            return str(error)
        self._wire.report("output", output=answer[0], status=status, queries=queries)
        return ""


def has_children() -> bool:
    """Whether a process below this one still runs; those that have ended are forgotten."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
