"""Namespaces: a process gets a system of its own, without other processes and without network. Linux only.

namespaces(7), user_namespaces(7) and pid_namespaces(7); the flags are those of unshare(2) and netdevice(7).
"""

import fcntl
import os
import socket
import struct
from pathlib import Path

from chronicles.sandbox.confinement.system import call

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
EVERYTHING = NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_PROCESSES | NEW_NETWORK

SET_FLAGS, IS_UP, IS_RUNNING = 0x8914, 0x1, 0x40  # of a network interface


def separate() -> bool:
    """Leave the machine's processes, network and mounts; as an ordinary user, through a user namespace.

    The next process that is forked is the first of the new namespace; when it ends, all of it does
    (pid_namespaces(7)). Return whether that could be done; where it cannot, nothing has changed.
    """
    process = os.fork()  # for who has left, there is no way back: where a part is refused, this one stays
    if process == 0:
        try:
            _leave()
            os._exit(0)
        finally:
            os._exit(1)
    if os.waitpid(process, 0)[1]:
        return False
    try:
        _leave()
    except OSError:
        return False
    return True


def _leave() -> None:
    user, group = os.getuid(), os.getgid()
    call("unshare", EVERYTHING if user == 0 else EVERYTHING | NEW_USER)
    if user:
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")


def raise_loopback() -> None:
    """Let 127.0.0.1 answer: tests of a project may start a server, and here it reaches nobody else.

    Raises `OSError` where the interface cannot be raised (SIOCSIFFLAGS, netdevice(7)).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", IS_UP | IS_RUNNING))
