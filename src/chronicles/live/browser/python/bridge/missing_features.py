"""What Python in a browser cannot do, said in words in the place where a project asks for it."""

import errno
import io
import os
import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import NoReturn

THREADS = "can't start new thread: Python in a browser has one, and no more"
PROCESSES = "can't start a process: Python in a browser is the only one"
NETWORK = "Python in a browser has no sockets, and reaches no network"
DEBUGGER = "breakpoint() in {place}: a page has no terminal for a debugger, so the program goes on"
INPUT = "a page has no terminal that could be asked: write the answer into the code or the command"
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


def refuse_network(socket: ModuleType, *kinds: type[Exception]) -> None:
    """Let whoever asks for an address or connects get an `OSError` with the reason, as on a machine offline.

    The engine's own sockets find an address for each name, and connect to nobody. The error is one of the
    `kinds` as well.
    """
    unknown = type("UnknownHostError", (socket.gaierror, *kinds), {}) if kinds else socket.gaierror
    unreachable = type("UnreachableError", (OSError, *kinds), {}) if kinds else OSError

    def resolve(*words: object, **options: object) -> NoReturn:
        raise unknown(socket.EAI_AGAIN, NETWORK)

    def connect(self: object, *words: object) -> NoReturn:
        raise unreachable(errno.ENETUNREACH, f"{os.strerror(errno.ENETUNREACH)}: {NETWORK}")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, name, resolve)
    for name in ("connect", "connect_ex", "listen", "sendto"):
        setattr(socket.socket, name, connect)


def pass_breakpoints() -> None:
    """Let `breakpoint()` say where it was met, and go on: nobody could answer a debugger's prompt."""

    def tell(*words: object, **options: object) -> None:
        code, line = sys._getframe(1).f_code, sys._getframe(1).f_lineno
        print(DEBUGGER.format(place=f"{code.co_filename}, line {line}"), file=sys.stderr)

    sys.breakpointhook = tell


class NoTerminal(io.TextIOBase):
    """A standard input that gives the reason why nothing comes. `exit()` closes it, which changes nothing."""

    def readable(self) -> bool:
        return True

    def readline(self, *size: object) -> NoReturn:
        raise EOFError(INPUT)

    read = readline

    def close(self) -> None:
        """Stay as it is."""


def refuse_input() -> None:
    """Let whoever reads what is typed, such as `input()`, get an `EOFError` with the reason."""
    sys.stdin = NoTerminal()
