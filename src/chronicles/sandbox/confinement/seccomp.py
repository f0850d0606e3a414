"""Calls to the kernel that a program has no need of, refused by a filter (seccomp). Linux only.

They reach past what Landlock closes: a file by its handle (for who may search folders), files by way of
io_uring, other processes' memory, and the keys of the one who started all this. How a filter is built
and set: seccomp(2), with prctl(2) for PR_SET_NO_NEW_PRIVS and PR_SET_SECCOMP.
"""

import ctypes
import errno
import platform
import struct

from chronicles.sandbox.confinement.system import call

NAMES = (
    "open_by_handle_at add_key request_key keyctl ptrace process_vm_readv process_vm_writev bpf userfaultfd "
    "perf_event_open io_uring_setup io_uring_enter io_uring_register"
)
# By machine: how the kernel calls it, and the numbers of the calls above.
MACHINES = {
    "x86_64": (0xC000003E, (304, 248, 249, 250, 101, 310, 311, 321, 323, 298, 425, 426, 427)),
    "aarch64": (0xC00000B7, (265, 217, 218, 219, 117, 270, 271, 280, 282, 241, 425, 426, 427)),
}
FOREIGN = 0x40000000  # from here on, the numbers of x32 begin
LOAD, IS_EQUAL, IS_AT_LEAST, ANSWER = 0x20, 0x15, 0x35, 0x06  # of the filter's own machine
# SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with the error in its lower 16 bits: seccomp(2).
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
NUMBER, MACHINE = 0, 4  # where in what the filter sees
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


def are_known() -> bool:
    """Whether the calls of this machine are known by their numbers."""
    return platform.machine() in MACHINES


def refuse() -> bool:
    """Refuse those calls to this process and to all that it starts; return whether that could be done."""
    if not are_known():
        return False
    machine, numbers = MACHINES[platform.machine()]
    code = b"".join(_filter(machine, numbers))
    kept = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(kept))
    try:
        call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        call("prctl", SECCOMP, FILTER, program, 0, 0)
    except OSError:
        return False
    return True


def _filter(machine: int, numbers: tuple[int, ...]) -> list[bytes]:
    """The filter: calls in the manner of another machine are refused, and those of the list."""
    count = len(numbers)
    tests = [_step(IS_EQUAL, number, count - at) for at, number in enumerate(numbers)]
    return [
        _step(LOAD, MACHINE),
        _step(IS_EQUAL, machine, 0, count + 3),
        _step(LOAD, NUMBER),
        _step(IS_AT_LEAST, FOREIGN, count + 1),
        *tests,
        _step(ANSWER, ALLOW),
        _step(ANSWER, REFUSE),
    ]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
