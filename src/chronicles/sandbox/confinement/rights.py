"""What a process may use up, and as whom it runs."""

import os
import resource
import struct
from contextlib import suppress
from pathlib import Path

from chronicles.sandbox.confinement.restrictions import Restrictions
from chronicles.sandbox.confinement.system import call

READ_SEARCH = 2  # the capability to pass through every folder
CAPABILITIES_VERSION = 0x20080522
KEEP_CAPABILITIES, AMBIENT, RAISE = 8, 47, 2


def limit(plan: Restrictions, *, is_counting: bool) -> None:
    """Set the limits of the plan; processes are counted only where no others of the user would be.

    getrlimit(2) says what each counts. A limit that the system refuses is left as it is.
    """
    wanted = {
        resource.RLIMIT_AS: plan.memory,
        resource.RLIMIT_FSIZE: plan.file_size,
        resource.RLIMIT_NOFILE: plan.open_files,
        resource.RLIMIT_CORE: 0,
    }
    if is_counting:
        wanted[resource.RLIMIT_NPROC] = plan.processes
    for which, most in wanted.items():
        with suppress(ValueError, OSError):  # macOS has no limit of memory
            allowed = resource.getrlimit(which)[1]
            value = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(which, (value, value))


def go_first() -> None:
    """Where the whole machine runs out of memory, let the kernel end this process before all others.

    1000 is the most that /proc/PID/oom_score_adj takes: proc_pid_oom_score_adj(5).
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def become(user: int, *, is_searching: bool) -> None:
    """Turn root into that user. `is_searching` keeps the one right to read through closed folders.

    That right is CAP_DAC_READ_SEARCH: capabilities(7). Raises `OSError` where we are not root.
    """
    if is_searching:
        call("prctl", KEEP_CAPABILITIES, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if is_searching:
        _keep_only(READ_SEARCH)


def _keep_only(capability: int) -> None:
    """Keep one capability, also over the start of a program."""
    kept = 1 << capability
    call(
        "capset",
        struct.pack("=Ii", CAPABILITIES_VERSION, 0),
        struct.pack("=IIIIII", kept, kept, kept, 0, 0, 0),
    )
    call("prctl", AMBIENT, RAISE, capability, 0, 0)
