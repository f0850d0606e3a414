"""An event loop that runs until a thing is done, as on a server: a browser's own only goes on by itself.

Python in a browser has one thread, and nothing outside of it that could wake the loop. So it has no selector,
what would run in a thread runs at once, and whoever waits for what can never come is told so.
"""

import asyncio
import time
from asyncio import base_events
from collections.abc import Callable
from typing import Any


class NoSelector:
    """What stands in the place of a selector: there are no sockets and no pipes to look at."""

    def select(self, timeout: float | None) -> list[object]:
        """Wait for the next thing that was put off; raises `RuntimeError` where there is none."""
        if timeout is None:
            raise RuntimeError("it waits for what cannot come: a browser has no threads and no sockets")
        if timeout > 0:
            time.sleep(timeout)
        return []

    def close(self) -> None:
        """Nothing is open."""


class BlockingLoop(base_events.BaseEventLoop):
    """An event loop in one thread, with timers and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = NoSelector()

    def run_in_executor(  # type: ignore[override]  # it returns a future as asked
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Call `func` here and now, and return what it gives or raises as a future that is done."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def _process_events(self, events: list[object]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody but the loop's own thread calls it, so it never has to be woken."""


def install() -> None:
    """Let everything that makes a loop make this one, and `asyncio.run` run it to its end again.

    Pyodide has a loop of its own there, which cannot wait.
    """
    asyncio.new_event_loop = asyncio.events.new_event_loop = BlockingLoop
    asyncio.run = asyncio.runners.run
