"""Landlock: a process closes the file system to itself and to all that it starts. Linux only.

https://docs.kernel.org/userspace-api/landlock.html and landlock(7), which says what each version adds.
"""

import os
import stat
import struct
from collections.abc import Iterable

from chronicles.sandbox.confinement.system import call, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG, PATH_BENEATH = 1, 1
NO_NEW_PRIVILEGES = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEVICE = 1 << 14, 1 << 15
READING = EXECUTE | READ_FILE | READ_DIR
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE
ALL_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}  # by version
NEWEST_RIGHTS = (1 << 16) - 1
NO_TCP = 0b11  # binding and connecting
ALONE = 0b11  # no signal and no abstract socket leaves the domain

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def version() -> int:
    """Return which version of Landlock's ABI the kernel has, from 1 on; 0 where it has none.

    See landlock_create_ruleset(2), LANDLOCK_CREATE_RULESET_VERSION.
    """
    try:
        return system_call(CREATE_RULESET, None, 0, VERSION_FLAG)
    except OSError:
        return 0


def close_files(readable: Iterable[str], writable: Iterable[str], *, is_offline: bool) -> None:
    """Let this process read only below `readable` and `writable`, and write only below `writable`.

    With `is_offline`, it gets no TCP either (from version 4 on). Paths that are not there are
    left out. Raises `OSError` without Landlock.
    """
    known = version()
    rights = ALL_RIGHTS.get(known, NEWEST_RIGHTS)
    values = (rights, NO_TCP if is_offline and known >= 4 else 0, ALONE)
    size = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}.get(known, 24)
    rules = system_call(CREATE_RULESET, struct.pack("=QQQ", *values), size, 0)
    for paths, granted in (
        (readable, READING),
        (writable, rights),
        (DEVICES, READ_FILE | WRITE_FILE | IOCTL_DEVICE),
    ):
        for path in paths:
            _grant(rules, path, granted & rights)
    call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system_call(RESTRICT_SELF, rules, 0)
    os.close(rules)


def _grant(rules: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no right
    try:
        granted = rights if stat.S_ISDIR(os.fstat(handle).st_mode) else rights & OF_FILES
        system_call(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", granted, handle), 0)
    finally:
        os.close(handle)
