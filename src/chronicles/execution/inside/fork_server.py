"""The process of a state: it imports Django once, and forks for each page. Starts processes."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from . import django_project, project_folder
from .capture import captured
from .page_run import PageRun, has_children
from .pipes import Message, Wire
from .project_folder import Folder
from .settled import sitecustomize as settled

ALONE = "CHRONICLES_ALONE"
CHILD_SUBREAPER = 36


class ForkServer:
    """What the process of a state holds: the folder as it was, and Django, if the state has one."""

    def __init__(self, wire: Wire, room: int) -> None:
        self._wire = wire
        self._room = room
        self._is_alone = os.environ.pop(ALONE, "") == "1"
        self._folder = Folder(os.getcwd())
        self._is_ready = False

    def serve(self) -> None:
        """Get ready, and do what is ordered until there are no more orders."""
        said, status = captured(self._set_up, self._room)
        self._wire.report("ready", output=said, status=status)
        gc.freeze()
        while order := self._wire.order():
            match order["do"]:
                case "prepare":
                    self._prepare(order)
                case _:
                    self._run(order)

    def _set_up(self) -> int:
        adopt_orphans()
        sys.path.insert(0, os.getcwd())
        project_folder.show_sources()
        if not os.path.isfile(django_project.MANAGE):
            return 0
        settled.seed_all("host")
        try:
            django_project.set_up()
        except BaseException:  # whatever the project does, it is reported
            traceback.print_exc()
            return 1
        self._is_ready = True
        return 0

    def _prepare(self, order: Message) -> None:
        """Let one of the project's own commands make a database, and pack what came of it."""

        def make() -> None:
            settled.settle(order["clock"], "database")
            said, status = captured(
                lambda: _status(lambda: django_project.manage(order["words"])), self._room
            )
            django_project.close_connections()
            if status == 0:
                self._folder.pack(order["to"])
            self._wire.report("prepared", output=said, status=status)

        self._folder.restore(order["pack"], order["clock"])
        self._fork(make)

    def _run(self, order: Message) -> None:
        self._folder.restore(order["pack"], order["clock"])
        page = PageRun(self._wire, self._room, order["application"], is_ready=self._is_ready)
        self._fork(lambda: page.run(order["clock"], order["blocks"]))

    def _fork(self, work: Callable[[], None]) -> None:
        """Do the work in a process of its own, and end all that it leaves."""
        django_project.close_connections()
        process = os.fork()
        if process == 0:
            _work(self._wire, work)
        status = os.waitpid(process, 0)[1]
        left = has_children()
        while self._is_alone and has_children():
            with suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)  # everything in this namespace but its first process and us
        self._wire.report("over", status=os.waitstatus_to_exitcode(status), left=left)


def adopt_orphans() -> None:
    """Let what a page leaves behind become a child of this process, so that it is noticed. Linux only."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)


def main() -> None:
    """Run what is ordered: the arguments are the two pipes, and how much output is kept."""
    orders, reports, room = map(int, sys.argv[1:4])
    for handle in orders, reports:
        os.set_inheritable(handle, False)  # programs that a page starts have no part in it
    for stream in sys.stdout, sys.stderr:
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    ForkServer(Wire(orders, reports), room).serve()


def _work(wire: Wire, work: Callable[[], None]) -> None:
    try:
        wire.leave_orders()
        adopt_orphans()
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
        status = 1
    finally:
        os._exit(status)


def _status(call: Callable[[], None]) -> int:
    try:
        call()
    except SystemExit as end:
        return 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0
