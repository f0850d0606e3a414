"""Commands of a page: each a process, those of `manage.py` a fork of the ready Django. Starts processes."""

import os
import select
import sys
from typing import NoReturn

from . import django_project
from .capture import Capped
from .project_scripts import launcher
from .settled import sitecustomize as settled

PIECE = 1 << 16
LOOK = 0.05
PYTHONS = {"python", "python3"}
OTHERWISE = {"--settings", "--pythonpath"}  # what a Django that is ready has settled


def run(
    words: list[str], variables: dict[str, str], seed: str, room: int, *, is_ready: bool
) -> tuple[str, int]:
    """Run a command; return what it printed and its exit status, as a shell counts it."""
    django_project.close_connections()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _act(words, variables, seed, writing, is_ready=is_ready)
    os.close(writing)
    said = Capped(room)
    status = _listen(process, reading, said)
    os.close(reading)
    code = os.waitstatus_to_exitcode(status)
    return said.text(), code if code >= 0 else 128 - code


def _listen(process: int, reading: int, said: Capped) -> int:
    """Read until the process has ended: one that it left behind may hold the pipe open."""
    while True:
        if select.select([reading], [], [], LOOK)[0]:
            if piece := os.read(reading, PIECE):
                said.add(piece)
                continue
            return os.waitpid(process, 0)[1]
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            while select.select([reading], [], [], 0)[0] and (piece := os.read(reading, PIECE)):
                said.add(piece)
            return status


def _act(words: list[str], variables: dict[str, str], seed: str, writing: int, *, is_ready: bool) -> NoReturn:
    status = 1
    try:
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        settled.seed_all(seed)
        if is_ready and not variables and is_managing(words):
            status = _manage(words[2:])
        else:
            os.environ.update(variables)
            program, *given = _resolved(words)
            os.execvp(program, [program, *given])  # noqa: S606  # there is no shell
    except FileNotFoundError:
        os.write(2, f"{words[0]}: command not found\n".encode())
        status = 127
    finally:
        os._exit(status)


def _resolved(words: list[str]) -> list[str]:
    """The words as they are started: by which Python, and what runs a command of the project's own."""
    if words[0] in PYTHONS:
        return [sys.executable, *words[1:]]
    source = launcher(words[0])
    return [sys.executable, "-c", source, *words[1:]] if source else words


def is_managing(words: list[str]) -> bool:
    """Whether the ready Django can run this: it has the settings of `manage.py`, and no others.

    The settings may look for the word `test`.
    """
    is_ours = words[0] in PYTHONS and words[1:2] == [django_project.MANAGE] and words[2:3] != ["test"]
    return is_ours and not any(word.partition("=")[0] in OTHERWISE for word in words[2:])


def _manage(words: list[str]) -> int:
    """Run `manage.py` here, and end as a Python would."""
    try:
        django_project.manage(words)
        status = 0
    except SystemExit as end:
        status = _exit_status(end.code)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    import atexit

    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return status & 0xFF


def _exit_status(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    print(code, file=sys.stderr)
    return 1
