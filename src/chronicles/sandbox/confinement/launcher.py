"""Becomes a program that can do no harm: `python -I -S -c START PLAN COMMAND…`. Starts processes.

Three processes: the watch, which ends with its caller (its input is a pipe that nobody writes to);
the first process of the namespace, with which everything in it ends; and the program.
"""

import os
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from chronicles.sandbox.confinement import landlock, namespaces, own_root, probes, seccomp
from chronicles.sandbox.confinement.restrictions import Restrictions
from chronicles.sandbox.confinement.rights import become, go_first, limit
from chronicles.sandbox.confinement.system import call

ALONE = "CHRONICLES_ALONE"  # tells the program that all processes it can see are its own
OFFLINE = "CHRONICLES_OFFLINE"  # tells Python to refuse the network, where nobody else does
PROBE = "--probe"  # instead of a command: try what cannot be had, with the baits that follow
DEATH_SIGNAL, ADOPTS = 1, 36  # PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER of prctl(2)
IS_LINUX = sys.platform == "linux"


def main() -> NoReturn:
    """Confine, start, watch, and end as the program ends."""
    plan, command = Restrictions.read(sys.argv[1]), sys.argv[2:]
    go_first()
    is_alone = IS_LINUX and namespaces.separate()
    has_root = is_alone and _enter_root(plan)
    os.environ[ALONE if is_alone else OFFLINE] = "1"
    ended, ends = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(ended)
        _be_first(plan, command, is_alone=is_alone, has_root=has_root)
    os.close(ends)
    _close(plan.handles)
    if 0 in select.select([0, ended], [], [])[0]:
        os.killpg(0, signal.SIGKILL)  # the caller is gone: nobody is left to read anything
    os._exit(_status(os.waitpid(first, 0)[1]))


def _enter_root(plan: Restrictions) -> bool:
    """Move into a root of our own; return whether that could be done."""
    with suppress(OSError):
        namespaces.raise_loopback()
    try:
        own_root.enter(plan.readable, plan.writable, plan.root)
    except (OSError, KeyError):
        return False
    return True


def _be_first(plan: Restrictions, command: Sequence[str], *, is_alone: bool, has_root: bool) -> NoReturn:
    """Start the program, and collect whatever ends until it does."""
    if IS_LINUX:
        call("prctl", DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        call("prctl", ADOPTS, 1, 0, 0, 0)  # who is left by its parent stays below this one, and is counted
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    program = os.fork()
    if program == 0:
        try:
            _become(plan, command, is_alone=is_alone, has_root=has_root)
        except OSError as error:
            os.write(2, f"{command[0]}: {error}\n".encode())
        finally:
            os._exit(127)
    _close(plan.handles)
    while True:
        process, status = os.wait()
        if process == program:
            os._exit(_status(status))


def _become(plan: Restrictions, command: Sequence[str], *, is_alone: bool, has_root: bool) -> NoReturn:
    os.chdir(plan.folder)
    user = plan.user if not plan.is_searching or _may_search(has_root=has_root) else None
    limit(plan, is_counting=is_alone or user is not None)
    if user is not None:
        become(user, is_searching=plan.is_searching)
    if IS_LINUX and landlock.version():
        own = (own_root.SHARED_MEMORY,) if has_root else ()
        landlock.close_files(plan.readable, (*plan.writable, *own), is_offline=not is_alone)
    if IS_LINUX:
        seccomp.refuse()
    if command[0] == PROBE:
        probes.tell(command[1], plan)
    os.execvp(command[0], list(command))  # noqa: S606  # starting it without a shell is the point


def _may_search(*, has_root: bool) -> bool:
    """Whether the right to pass through closed folders may be given: only where other files stay closed."""
    return IS_LINUX and seccomp.are_known() and (has_root or landlock.version() > 0)


def _close(handles: Sequence[int]) -> None:
    for handle in handles:
        os.close(handle)


def _status(status: int) -> int:
    """The exit status, as a shell gives it: 128 and the signal's number where a signal ended it."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
