"""What Python in a browser cannot do, said in words in the place where a project asks for it."""

import threading
from collections.abc import Callable
from typing import NoReturn

THREADS = "can't start new thread: Python in a browser has one, and no more"
PROCESSES = "can't start a process: Python in a browser is the only one"
Failure = Callable[[str], BaseException]


def refuse_threads(failure: Failure) -> None:
    """Let whoever starts a thread get a `failure` with the reason. Python's own is a `RuntimeError`."""

    def start(self: threading.Thread) -> NoReturn:
        raise failure(THREADS)

    threading.Thread.start = start  # type: ignore[method-assign]


def refuse_processes(failure: Failure) -> None:
    """Let whoever starts a process get a `failure` with the reason. Python's own is an `OSError`."""
    import subprocess  # fetched when it is wanted

    def begin(self: object, *words: object, **options: object) -> NoReturn:
        raise failure(PROCESSES)

    subprocess.Popen.__init__ = begin  # type: ignore[method-assign]
