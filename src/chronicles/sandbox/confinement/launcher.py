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

from chronicles.sandbox.confinement import landlock, namespaces, seccomp
from chronicles.sandbox.confinement.restrictions import Restrictions
from chronicles.sandbox.confinement.rights import become, go_first, limit
from chronicles.sandbox.confinement.system import call

ALONE = "CHRONICLES_ALONE"  # tells the program that all processes it can see are its own
OFFLINE = "CHRONICLES_OFFLINE"  # tells Python to refuse the network, where nobody else does
PROBE = "--probe"  # instead of a command: say what cannot be had
DEATH_SIGNAL = 1
IS_LINUX = sys.platform == "linux"

LEAVING = "a program that leaves its session can go on running after its page"
NETWORK = "a program that is not Python can use the network"
FILES = "a program can read and write whatever you can"
COUNTING = "the number of processes is not limited"
SETTINGS = "a program can change the rights and times of your files"
CALLS = "a program can use calls to the system that no page needs"
USER = "a program runs as root"
MEMORY = "the memory of a program is not limited"


def main() -> NoReturn:
    """Confine, start, watch, and end as the program ends."""
    plan, command = Restrictions.read(sys.argv[1]), sys.argv[2:]
    go_first()
    is_alone = IS_LINUX and _separate(plan)
    if is_alone:
        os.environ[ALONE] = "1"
    else:
        os.environ[OFFLINE] = "1"
    ended, ends = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(ended)
        _be_first(plan, command, is_alone=is_alone)
    os.close(ends)
    _close(plan.handles)
    if 0 in select.select([0, ended], [], [])[0]:
        os.killpg(0, signal.SIGKILL)  # the caller is gone: nobody is left to read anything
    os._exit(_status(os.waitpid(first, 0)[1]))


def _separate(plan: Restrictions) -> bool:
    if not namespaces.separate():
        return False
    with suppress(OSError):
        namespaces.raise_loopback()
    try:
        namespaces.freeze_files(plan.writable)
    except OSError:
        _lacking.append(SETTINGS)
    return True


_lacking: list[str] = []


def _be_first(plan: Restrictions, command: Sequence[str], *, is_alone: bool) -> NoReturn:
    """Start the program, and collect whatever ends until it does."""
    if IS_LINUX:
        call("prctl", DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    program = os.fork()
    if program == 0:
        try:
            _become(plan, command, is_alone=is_alone)
        except OSError as error:
            os.write(2, f"{command[0]}: {error}\n".encode())
        finally:
            os._exit(127)
    _close(plan.handles)
    while True:
        process, status = os.wait()
        if process == program:
            os._exit(_status(status))


def _become(plan: Restrictions, command: Sequence[str], *, is_alone: bool) -> NoReturn:
    os.chdir(plan.folder)
    limit(plan, is_counting=is_alone or plan.user is not None)
    if plan.user is not None:
        become(plan.user, is_searching=plan.is_searching)
    if not _close_files(plan, is_alone=is_alone):
        _lacking.append(FILES)
    if not (IS_LINUX and seccomp.refuse()):
        _lacking.append(CALLS)
    if list(command) == [PROBE]:
        _tell(plan, is_alone=is_alone)
    os.execvp(command[0], list(command))  # noqa: S606  # starting it without a shell is the point


def _close_files(plan: Restrictions, *, is_alone: bool) -> bool:
    if not (IS_LINUX and landlock.version()):
        return False
    own = (namespaces.SHARED_MEMORY,) if is_alone and SETTINGS not in _lacking else ()
    landlock.close_files(plan.readable, (*plan.writable, *own), is_offline=not is_alone)
    return True


def _tell(plan: Restrictions, *, is_alone: bool) -> NoReturn:
    """Say what could not be done here, a line each."""
    lacking = [] if is_alone else [LEAVING, NETWORK]
    if not is_alone and plan.user is None:
        lacking.append(COUNTING)
    if os.getuid() == 0:
        lacking.append(USER)
    if not IS_LINUX:
        lacking.append(MEMORY)
    os.write(1, "".join(f"{line}\n" for line in [*lacking, *_lacking]).encode())
    os._exit(0)


def _close(handles: Sequence[int]) -> None:
    for handle in handles:
        os.close(handle)


def _status(status: int) -> int:
    """The exit status, as a shell gives it: 128 and the signal's number where a signal ended it."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
