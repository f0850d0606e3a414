"""Calls to the kernel that a program has no need of, refused by a filter (seccomp). Linux only.

They reach past what the rest closes: a file by its handle (for who may search folders), files by way of
io_uring, other processes' memory, the keys of the one who started all this; namespaces and mounts of its
own, which would let a program act as root there; the clock, the modules and the devices of the machine;
memory that counts as nobody's; sockets of families other than those of files and of the internet. How a
filter is built and set: seccomp(2), with prctl(2) for PR_SET_NO_NEW_PRIVS and PR_SET_SECCOMP.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Iterator

from chronicles.sandbox.confinement.system import call

# By name: the numbers on x86_64 and aarch64, where both are the same only one; `None` where there is none.
CALLS: dict[str, tuple[int | None, ...]] = {
    **{"open_by_handle_at": (304, 265), "add_key": (248, 217), "request_key": (249, 218)},
    **{"keyctl": (250, 219), "ptrace": (101, 117), "process_vm_readv": (310, 270)},
    **{"process_vm_writev": (311, 271), "bpf": (321, 280), "userfaultfd": (323, 282)},
    **{"perf_event_open": (298, 241), "io_uring_setup": (425,), "io_uring_enter": (426,)},
    **{"io_uring_register": (427,), "pidfd_getfd": (438,), "process_madvise": (440,), "kcmp": (312, 272)},
    **{"unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39)},
    **{"pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428,), "move_mount": (429,)},
    **{"fsopen": (430,), "fsconfig": (431,), "fsmount": (432,), "fspick": (433,), "mount_setattr": (442,)},
    **{"swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "acct": (163, 89)},
    **{"init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106)},
    **{"kexec_load": (246, 104), "kexec_file_load": (320, 294), "quotactl": (179, 60)},
    **{"quotactl_fd": (443,), "settimeofday": (164, 170), "clock_settime": (227, 112)},
    **{"clock_adjtime": (305, 266), "adjtimex": (159, 171), "syslog": (103, 116)},
    **{"fanotify_init": (300, 262), "sethostname": (170, 161), "setdomainname": (171, 162)},
    **{"vhangup": (153, 58), "iopl": (172, None), "ioperm": (173, None), "memfd_create": (319, 279)},
    **{"memfd_secret": (447,), "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190)},
}
CLONE, CLONE3, SOCKET = (56, 220), (435,), (41, 198)
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # how the kernel calls it: AUDIT_ARCH of audit.h

FOREIGN = 0x40000000  # from here on, the numbers of x32 begin
NEW_USER = 0x10000000  # of clone(2): a namespace of its own
FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6; AF_NETLINK, by which the C library asks for addresses
# Of the filter's own machine: the instructions of linux/bpf_common.h.
LOAD, IS_EQUAL, IS_AT_LEAST, HAS_BIT, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, ARGUMENT = 0, 4, 16  # where in what the filter sees (struct seccomp_data)
# SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with the error in its lower 16 bits: seccomp(2).
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2

# An instruction, or an answer that others jump to; where a test fails, the next instruction follows.
Step = tuple[int, int, int | None]


def are_known() -> bool:
    """Whether the calls of this machine are known by their numbers."""
    return platform.machine() in MACHINES


def refuse() -> bool:
    """Refuse those calls to this process and to all that it starts; return whether that could be done."""
    if not are_known():
        return False
    code = assembled(list(_steps(platform.machine())))
    kept = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(kept))
    try:
        call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        call("prctl", SECCOMP, FILTER, program, 0, 0)
    except OSError:
        return False
    return True


def _steps(machine: str) -> Iterator[Step]:
    """The filter: what is called in the manner of another machine is refused, and the calls of the list."""
    at = list(MACHINES).index(machine)
    numbers = [number[min(at, len(number) - 1)] for number in CALLS.values()]
    clone, clone3, socket = (number[min(at, len(number) - 1)] for number in (CLONE, CLONE3, SOCKET))
    yield LOAD, MACHINE, None
    yield from _unless_equal(MACHINES[machine], [(ANSWER, REFUSE, None)])
    yield LOAD, NUMBER, None
    yield IS_AT_LEAST, FOREIGN, REFUSE
    yield from ((IS_EQUAL, number, REFUSE) for number in numbers if number is not None)
    # Its arguments are in memory, where no filter can look; without it, the C library takes clone.
    yield IS_EQUAL, clone3, UNKNOWN
    yield from _if_equal(clone, [(LOAD, ARGUMENT, None), (HAS_BIT, NEW_USER, REFUSE), (ANSWER, ALLOW, None)])
    families = [(IS_EQUAL, family, ALLOW) for family in FAMILIES]
    yield from _if_equal(socket, [(LOAD, ARGUMENT, None), *families, (ANSWER, REFUSE, None)])
    yield ANSWER, ALLOW, None


def _if_equal(value: int, then: list[Step]) -> Iterator[Step]:
    """Steps that end in an answer, passed over where the value is another."""
    yield IS_EQUAL, value, -len(then)
    yield from then


def _unless_equal(value: int, then: list[Step]) -> Iterator[Step]:
    """Steps that end in an answer, passed over where the value is this."""
    yield IS_EQUAL, value, len(then)
    yield from then


def assembled(steps: list[Step]) -> bytes:
    """Return the steps as the kernel reads them: struct sock_filter, 8 bytes each.

    The third of a test is an answer, which is given where it holds; or so many steps, which are passed over
    where it holds (above zero) or does not (below). Behind all steps stand the answers that are jumped to.
    """
    answers = [ALLOW, REFUSE, UNKNOWN]
    code = b""
    for at, (what, value, goal) in enumerate(steps):
        if_so = if_not = 0
        if goal in answers:
            if_so = len(steps) - at - 1 + answers.index(goal)
        elif goal is not None:
            if_so, if_not = max(goal, 0), max(-goal, 0)
        code += struct.pack("=HBBI", what, if_so, if_not, value)
    return code + b"".join(struct.pack("=HBBI", ANSWER, 0, 0, answer) for answer in answers)
