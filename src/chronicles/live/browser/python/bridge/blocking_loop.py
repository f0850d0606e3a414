"""An event loop that runs until a thing is done, as on a server: a browser's own only goes on by itself.

Python in a browser has one thread, and nothing outside of it that could wake the loop. So it has no selector,
what would run in a thread runs at once, and whoever waits for what can never come is told so.
"""

import asyncio
import time
from asyncio import base_events, events, tasks
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def _swap_current_task(loop: asyncio.AbstractEventLoop, task: object) -> object:
    """Let `task` be the one that runs; before Python 3.12 each loop has its own, and none is in the way."""
    swap: Callable[..., object] | None = getattr(tasks, "_swap_current_task", None)
    return swap(loop, task) if swap else None


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
        """Call `func` here and now, and return what it gives or raises as a future that is done.

        As in a thread, no loop runs around it: it may use what refuses to work in one, and run another.
        """
        future = self.create_future()
        try:
            with self._aside():
                found = func(*args)
        except StopIteration as error:  # which no future takes
            future.set_exception(RuntimeError(f"a function for a thread raised {error!r}"))
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(found)
        return future

    @contextmanager
    def _aside(self) -> Iterator[None]:
        running = events._get_running_loop()
        task = _swap_current_task(self, None) if running is self else None
        events._set_running_loop(None)
        try:
            yield
        finally:
            events._set_running_loop(running)
            if running is self:
                _swap_current_task(self, task)

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
