"""Tries, as a confined program, what none may do: for each promise that is not held, its sentence.

Every promise has a bait, which the caller has laid out: a file of its own, sockets that it listens on, memory
that it shares. So what is said is what was seen here, and not what ought to be.
"""

import ctypes
import fcntl
import json
import mmap
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from chronicles.sandbox.confinement.restrictions import Restrictions

Baits = Mapping[str, Any]
Probe = Callable[[Baits, Restrictions], None]

SHORT = 2.0  # seconds for a connection to this machine
STAT = 2  # IPC_STAT of shmctl(2)
HOLDERS, SEEN = 8, 5  # processes that hold memory, and seconds for which they do
EXTRA = 16  # processes beyond the limit, which the ones that run already may use up


class Held(OSError):
    """A promise is held."""


def tell(baits: str, plan: Restrictions) -> NoReturn:
    """Print the sentence of each promise that is not held, a line each, and end.

    With the bait `hold`, a number of bytes, take that much memory instead, in several processes.
    """
    given = json.loads(baits)
    if "hold" in given:
        _hold(given["hold"])
    for sentence, probes in PROMISES.items():
        if any(_is_broken(probe, given, plan) for probe in probes):
            os.write(1, f"{sentence}\n".encode())
    os._exit(0)


def _hold(size: int) -> NoReturn:
    """Take so many bytes of memory, divided among processes, and end when they had time to be seen."""
    for _number in range(HOLDERS):
        if os.fork() == 0:
            memory = bytearray(size // HOLDERS)
            memory[:: mmap.PAGESIZE] = b"!" * len(memory[:: mmap.PAGESIZE])  # a page is there once it is used
            signal.alarm(SEEN)
            signal.pause()
    while True:
        try:
            os.wait()
        except ChildProcessError:
            os._exit(0)


def _is_broken(probe: Probe, baits: Baits, plan: Restrictions) -> bool:
    try:
        probe(baits, plan)
    except (OSError, MemoryError, AttributeError):  # AttributeError: this system has no such call
        return False
    return True


def _read(baits: Baits, _: Restrictions) -> None:
    Path(baits["file"]).read_bytes()


def _write(baits: Baits, _: Restrictions) -> None:
    new = Path(f"{baits['file']}.new")
    new.touch(exist_ok=False)
    new.unlink()


def _stat(baits: Baits, _: Restrictions) -> None:
    Path(baits["file"]).stat()


def _change_rights(baits: Baits, _: Restrictions) -> None:
    Path(baits["file"]).chmod(0o666)  # which it is


def _change_times(baits: Baits, _: Restrictions) -> None:
    os.utime(baits["file"], (0, 0))


def _connect(family: int, address: object) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(SHORT)
        client.connect(address)  # type: ignore[arg-type]


def _file_socket(baits: Baits, _: Restrictions) -> None:
    _connect(socket.AF_UNIX, baits["socket"])


def _abstract_socket(baits: Baits, _: Restrictions) -> None:
    if sys.platform != "linux":
        raise Held
    _connect(socket.AF_UNIX, f"\0{baits['abstract']}")


def _tcp(baits: Baits, _: Restrictions) -> None:
    _connect(socket.AF_INET, ("127.0.0.1", baits["tcp"]))


def _udp(baits: Baits, _: Restrictions) -> None:
    """Whether the datagram arrives, the caller's answer tells."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(SHORT)
        client.connect(("127.0.0.1", baits["udp"]))
        client.send(b"?")
        client.recv(1)


def _signal_caller(baits: Baits, _: Restrictions) -> None:
    os.kill(baits["process"], 0)


def _stay(baits: Baits, plan: Restrictions) -> None:
    """Leave a process behind, which holds a lock that the caller looks at; it ends by itself in a minute."""
    held, holds = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        signal.alarm(60)
        handle = os.open(Path(plan.folder, baits["lock"]), os.O_RDWR | os.O_CREAT, 0o666)
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.write(holds, b"!")
        for inherited in set(range(plan.open_files)) - {handle}:
            with suppress(OSError):
                os.close(inherited)  # or somebody would wait for this process
        signal.pause()
    os.close(holds)
    os.read(held, 1)
    raise Held  # so far


def _many_processes(_: Baits, plan: Restrictions) -> None:
    waits, ends = os.pipe()
    begun = []
    try:
        for _number in range(plan.processes + EXTRA):
            process = os.fork()
            if process == 0:
                os.close(ends)
                os.read(waits, 1)
                os._exit(0)
            begun.append(process)
    finally:
        os.close(ends)
        for process in begun:
            os.waitpid(process, 0)


def _much_memory(_: Baits, plan: Restrictions) -> None:
    with mmap.mmap(-1, plan.memory):
        pass


def _shared_memory(baits: Baits, _: Restrictions) -> None:
    if baits["memory"] is None:
        raise Held
    about = ctypes.create_string_buffer(512)
    if ctypes.CDLL(None).shmctl(baits["memory"], STAT, about) < 0:
        raise Held


def _needless_call(_: Baits, __: Restrictions) -> None:
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None).unshare(0) < 0:  # which changes nothing
        raise Held


def _be_root(_: Baits, __: Restrictions) -> None:
    if os.getuid():
        raise Held


TOGETHER = "the memory of all processes of a program together is not limited"
LEAVING = "a program that leaves its session can go on running after its page"
PROMISES: dict[str, tuple[Probe, ...]] = {
    "a program can read and write whatever you can": (_read, _write),
    "a program can tell which files there are, and how large": (_stat,),
    "a program can change the rights and times of your files": (_change_rights, _change_times),
    "a program can reach the sockets of your other programs": (_file_socket, _abstract_socket),
    "a program that is not Python can use the network": (_tcp, _udp),
    "a program can see and end your other programs": (_signal_caller,),
    LEAVING: (_stay,),
    "a program can use the shared memory of your other programs": (_shared_memory,),
    "the number of processes is not limited": (_many_processes,),
    "the memory of a program is not limited": (_much_memory,),
    "a program can use calls to the system that no page needs": (_needless_call,),
    "a program runs as root": (_be_root,),
}
