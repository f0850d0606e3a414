"""A program that runs confined. Starts processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import chronicles
from chronicles.sandbox import environment, users
from chronicles.sandbox.confinement.restrictions import Restrictions
from chronicles.sandbox.interpreter import Interpreter, own_interpreter
from chronicles.sandbox.limits import Limits
from chronicles.sandbox.scratch import scratch_folder
from chronicles.sandbox.usage import Usage, usage

START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from chronicles.sandbox.confinement.launcher import main; main()"
)
SOURCE = Path(chronicles.__file__).parent.parent

_running: set[int] = set()


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs: its process, whose output is a pipe, and the folders that are its own."""

    process: subprocess.Popen[bytes]
    folder: Path
    scratch: Path

    def stop(self) -> None:
        """End it, and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def usage(self, limits: Limits) -> Usage:
        """What it and all that it started use up now, its folders included."""
        return usage(self.process.pid, (self.folder, self.scratch), limits)


def stop_all() -> None:
    """End every program that runs now, in whichever thread: for Ctrl-C."""
    for process in list(_running):
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)


@contextmanager
def start(
    command: Sequence[str],
    folder: Path,
    limits: Limits,
    *,
    readable: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    handles: Sequence[int] = (),
    interpreter: Interpreter | None = None,
) -> Iterator[Program]:
    """Start `command` in `folder`, which becomes its own; on leaving, all of it ends.

    It may also read what is `readable`, knows these `variables`, and keeps these file `handles` open. Of
    Pythons it finds that of the `interpreter`, without one the Python that runs Chronicles.
    Raises `OSError` where it cannot be started. `limits.seconds` and `output`, and what is for all
    processes together, are the caller's to watch: see `Meter`.
    """
    with scratch_folder("chronicles-home-") as scratch:
        for own in ("home", "tmp", "root"):
            (scratch / own).mkdir()
        python = interpreter or own_interpreter()
        shown = (*readable, *filter(None, [python.folder]))
        plan = _plan(folder.resolve(), scratch, limits, shown, handles)
        for given in (folder, scratch):
            users.give(given, plan.user)
        known = environment.variables(scratch, python.program) | dict(variables or {})
        process = _launched(plan, command, known)
        program = Program(process, folder, scratch)
        _running.add(process.pid)
        try:
            yield program
        finally:
            program.stop()
            process.wait()
            _running.discard(process.pid)
            for pipe in (process.stdin, process.stdout):
                assert pipe
                pipe.close()


def _launched(
    plan: Restrictions, command: Sequence[str], variables: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", START, str(SOURCE), plan.text(), *command],
        env=variables,
        stdin=subprocess.PIPE,  # it closes when this process ends, and the program ends with it
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=plan.handles,
    )


def _plan(
    folder: Path, scratch: Path, limits: Limits, readable: Sequence[str], handles: Sequence[int]
) -> Restrictions:
    user = users.stranger()
    own = (str(folder), str(scratch))
    needed = (*environment.readable(), *readable)
    is_searching = user is not None and users.is_searching((*needed, *own))
    return Restrictions(
        folder=str(folder),
        root=str(scratch / "root"),
        readable=needed,
        writable=own,
        user=user,
        is_searching=is_searching,
        memory=limits.memory,
        processes=limits.processes,
        file_size=limits.file_size,
        open_files=limits.open_files,
        handles=tuple(handles),
    )
