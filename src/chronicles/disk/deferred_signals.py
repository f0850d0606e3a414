"""Lets Ctrl-C and TERM wait for the end of what they would be lost in.

Python calls functions of its own when it has forked, and ignores what they raise: what a signal raises there,
the end of the program, as well. A fork of a large process takes long enough for that to happen.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Deal with signals that come in the block of `with` at its end, in the process that they came to."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python deals with signals in the main thread alone
        return
    heard: list[int] = []
    process = os.getpid()
    before = {one: signal.signal(one, lambda number, _: heard.append(number)) for one in ENDING}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, signal.SIG_DFL if handler is None else handler)
    for number in heard if os.getpid() == process else ():
        signal.raise_signal(number)
