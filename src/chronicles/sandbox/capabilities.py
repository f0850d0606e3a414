"""What this machine cannot keep a program from. Starts a process."""

import ctypes
import fcntl
import json
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from chronicles.sandbox.confinement.launcher import PROBE
from chronicles.sandbox.confinement.probes import LEAVING, TOGETHER
from chronicles.sandbox.limits import MEGABYTE, Limits
from chronicles.sandbox.outcome import Outcome
from chronicles.sandbox.runs import run

LOCK = "stays"  # the file whose lock tells that a process was left behind
HELD = 128 * MEGABYTE  # by several processes, twice what they may take together
PAGE = 4096  # bytes of shared memory
REMOVE = 0  # IPC_RMID of shmctl(2)
EVERYBODY = 0o666


@cache
def unenforced() -> tuple[str, ...]:
    """Return what cannot be enforced here, a short sentence each; each promise is tried, not guessed.

    It is empty where everything can be. The trial may take 30 seconds, and is made once a process.
    """
    with tempfile.TemporaryDirectory(prefix="chronicles-probe-") as name, ExitStack() as stack:
        folder, outside = Path(name, "inside"), Path(name, "outside")
        outside.mkdir()
        outside.chmod(0o755)
        Path(name).chmod(0o755)
        pool = stack.enter_context(ThreadPoolExecutor(1))
        holding = pool.submit(_tried, {"hold": HELD}, Path(name, "held"), Limits(memory=HELD // 2))
        outcome = _tried(_baits(outside, stack), folder, Limits())
        has_left = _is_locked(folder / LOCK)
        is_held = bool(holding.result().excess)
    if not outcome.is_good:
        return (f"nothing can run confined: {outcome.output.strip()}",)
    seen = {LEAVING: has_left, TOGETHER: not is_held}
    return (*outcome.output.splitlines(), *(promise for promise, is_broken in seen.items() if is_broken))


def _tried(baits: Mapping[str, object], folder: Path, limits: Limits) -> Outcome:
    folder.mkdir()
    return run([PROBE, json.dumps(baits)], folder, 30, limits)


def _baits(folder: Path, stack: ExitStack) -> dict[str, Any]:
    """Lay out what a program must not reach, until the stack is closed. See `confinement/probes.py`."""
    file = folder / "file"
    file.write_bytes(b"a bait")
    file.chmod(EVERYBODY)  # no right of the file's own keeps anybody from it
    folder.chmod(0o777)
    place = str(folder / "socket")
    stack.enter_context(_listening(socket.AF_UNIX, place))
    Path(place).chmod(EVERYBODY)
    abstract = f"chronicles-{os.getpid()}-{folder.parent.name}"
    if sys.platform == "linux":
        stack.enter_context(_listening(socket.AF_UNIX, f"\0{abstract}"))
    return {
        "file": str(file),
        "socket": place,
        "abstract": abstract,
        "tcp": stack.enter_context(_listening(socket.AF_INET, ("127.0.0.1", 0))).getsockname()[1],
        "udp": stack.enter_context(_answering()).getsockname()[1],
        "process": os.getpid(),
        "memory": stack.enter_context(_shared_memory()),
        "lock": LOCK,
    }


@contextmanager
def _listening(family: int, address: object) -> Iterator[socket.socket]:
    """A socket on which the kernel takes connections."""
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.bind(address)  # type: ignore[arg-type]
        server.listen()
        yield server


@contextmanager
def _answering() -> Iterator[socket.socket]:
    """A socket that answers each datagram with one."""

    def answer() -> None:
        while True:
            data, sender = server.recvfrom(1)
            if sender == own:
                return
            server.sendto(data, sender)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        own = server.getsockname()
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.sendto(b"!", own)
            thread.join()


@contextmanager
def _shared_memory() -> Iterator[int | None]:
    """The number of a segment of shared memory (shmget(2)), `None` where there is no such thing."""
    library = ctypes.CDLL(None)
    number = library.shmget(0, PAGE, 0o1000 | EVERYBODY) if hasattr(library, "shmget") else -1
    try:
        yield number if number >= 0 else None
    finally:
        if number >= 0:
            library.shmctl(number, REMOVE, None)


def _is_locked(path: Path) -> bool:
    """Whether a process still holds the lock that the program has left."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
