"""How far a long command is: a bar at a terminal, elsewhere a line every few seconds."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from chronicles.cli.output import err

PAUSE = "CHRONICLES_PROGRESS"  # seconds between two lines, 0 for none
SECONDS = 5.0


class HasLine(Protocol):
    """Something that can be told in a line."""

    @property
    def line(self) -> str:
        """How far it is, in words."""


class Task:
    """What a command does now; `total` is how many of it there are."""

    def __init__(self, name: str, total: int, bar: Progress) -> None:
        self._name, self._total, self._done = name, total, 0
        self._now = name
        self._bar = bar
        self._task = bar.add_task(name, total=total, visible=total > 0)

    def tell(self, now: str, *, done: int = 0) -> None:
        """Say what is done now, `""` for nothing in particular, and how many are over since the last time."""
        self._done += done
        self._now = now or self._name
        self._bar.update(self._task, advance=done, description=self._now)

    @property
    def line(self) -> str:
        """The same in words: how many of how many are over, and what is done now."""
        now = f", {self._now}" if self._now != self._name else ""
        return f"{self._name}: {self._done} of {self._total}{now}"


@contextmanager
def progress(name: str, total: int) -> Iterator[Task]:
    """Show how far a task is while it is under way; nothing where there is nothing to do."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    hidden = not total or not err.is_terminal  # a bar would leave an empty line in a file
    with Progress(*columns, console=err, transient=True, disable=hidden) as bar:
        task = Task(name, total, bar)
        if not total or err.is_terminal or not (pause := pause_between()):
            yield task
            return
        with told(task, pause):
            yield task


@contextmanager
def told(task: HasLine, pause: float) -> Iterator[None]:
    """Print the line of a task every `pause` seconds, in the block of `with`."""
    is_over = threading.Event()

    def tell() -> None:
        while not is_over.wait(pause):
            err.print(Text(task.line, style="dim"))

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def pause_between() -> float:
    """Return the seconds between two lines that the environment asks for, 0 for no lines."""
    try:
        return max(0.0, float(os.environ.get(PAUSE, SECONDS)))
    except ValueError:
        return SECONDS
