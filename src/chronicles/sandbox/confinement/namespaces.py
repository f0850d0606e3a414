"""Namespaces: a process gets a system of its own, without other processes and without network. Linux only.

namespaces(7), user_namespaces(7) and pid_namespaces(7); the flags are those of unshare(2), mount(2),
mount_setattr(2) and netdevice(7).
"""

import fcntl
import os
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

from chronicles.sandbox.confinement.system import call, system_call

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
EVERYTHING = NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_PROCESSES | NEW_NETWORK

BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
NO_SETUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
MOUNT_SETATTR, HERE, ALL_BELOW, READ_ONLY = 442, -100, 0x8000, 1

SET_FLAGS, IS_UP, IS_RUNNING = 0x8914, 0x1, 0x40  # of a network interface

RUNTIME = "/run"  # where the sockets of the machine's services lie
SHARED_MEMORY = "/dev/shm"  # noqa: S108  # the one of the namespace


def separate() -> bool:
    """Leave the machine's processes, network and mounts; as an ordinary user, through a user namespace.

    The next process that is forked is the first of the new namespace; when it ends, all of it does
    (pid_namespaces(7)). Return whether that could be done; raises `OSError` where the user's number cannot
    be written into the new namespace.
    """
    user, group = os.getuid(), os.getgid()
    try:
        call("unshare", EVERYTHING if user == 0 else EVERYTHING | NEW_USER)
    except OSError:
        return False
    if user:
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    return True


def raise_loopback() -> None:
    """Let 127.0.0.1 answer: tests of a project may start a server, and here it reaches nobody else.

    Raises `OSError` where the interface cannot be raised (SIOCSIFFLAGS, netdevice(7)).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", IS_UP | IS_RUNNING))


def freeze_files(writable: Iterable[str]) -> None:
    """Make every mount read-only except those folders, and put empty ones over the services' sockets.

    This is the second lock besides Landlock, which does not keep anybody from changing rights and times.
    Raises `OSError` where the kernel refuses, such as one before 5.12, without mount_setattr(2).
    """
    call("mount", "none", "/", None, RECURSIVE | PRIVATE, None)
    call("mount", "none", RUNTIME, "tmpfs", NO_SETUID | NO_DEVICES | NO_PROGRAMS, "size=0")
    call("mount", "none", SHARED_MEMORY, "tmpfs", NO_SETUID | NO_DEVICES | NO_PROGRAMS, "size=64m,mode=1777")
    for folder in writable:
        call("mount", folder, folder, None, BIND, None)
    _set_read_only("/", ALL_BELOW, is_read_only=True)
    for folder in (*writable, SHARED_MEMORY):
        _set_read_only(folder, 0, is_read_only=False)


def _set_read_only(folder: str, flags: int, *, is_read_only: bool) -> None:
    change = (READ_ONLY, 0) if is_read_only else (0, READ_ONLY)
    attributes = struct.pack("=QQQQ", *change, 0, 0)
    system_call(MOUNT_SETATTR, HERE, folder, flags, attributes, len(attributes))
