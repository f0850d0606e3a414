"""The conversation with a worker: what is ordered for a script, and the results that its reports make."""

from collections.abc import Sequence
from pathlib import Path
from signal import Signals
from typing import Any

from chronicles.execution.databases import COMMANDS, Databases
from chronicles.execution.reports import Report
from chronicles.execution.script_runs import BlockResult, Database, ScriptRun, StepOutput
from chronicles.execution.worker import WROTE, Worker, WorkerLost
from chronicles.sandbox import Limits

Message = dict[str, Any]
MANAGE = "manage.py"
GIGABYTE = 1 << 30
LEFT = "left a process running, which was ended"


class CannotSetUp(Exception):
    """A state cannot be set up, in words."""


class Session:
    """One worker, from its start until it is lost or no longer needed."""

    def __init__(self, worker: Worker, databases: Databases, limits: Limits) -> None:
        self._worker = worker
        self._databases = databases
        self._limits = limits
        self._trouble = ""
        self.is_lost = False

    @property
    def folder(self) -> str:
        """Where the project lies, as its output may say."""
        return str(self._worker.program.folder)

    def begin(self) -> None:
        """Wait until the worker is ready; raises `CannotSetUp` where it never is."""
        try:
            report = self._worker.report()
        except WorkerLost as lost:
            raise CannotSetUp(f"the project does not start: it {lost}") from None
        if report.kind != "ready":
            raise CannotSetUp(f"the project does not start: it {WROTE}")
        if report.status:
            self._trouble = f"Django does not start: {_last_line(report)}"

    def run(self, script_run: ScriptRun, blocks: list[Message], pack: str = "") -> tuple[BlockResult, ...]:
        """Run a script; where its database cannot be had, its first result says why.

        `pack` is the database of the state before, for a script that begins with it.
        """
        try:
            pack = pack if script_run.database == "before" else self.pack(script_run.database, script_run)
            if self._trouble and any(block["kind"] == "http" for block in blocks):
                raise CannotSetUp(self._trouble)
        except CannotSetUp as failed:
            return (BlockResult((), str(failed)),)
        self._worker.order(
            "run",
            clock=script_run.clock.timestamp(),
            pack=pack,
            blocks=blocks,
            application=script_run.application,
        )
        results: list[BlockResult] = []
        outputs: list[StepOutput] = []
        try:
            self._listen(results, outputs, [len(block["inputs"]) for block in blocks])
        except WorkerLost as lost:
            self.is_lost = True
            results.append(BlockResult(tuple(outputs), str(lost)))
        return tuple(results)

    def _listen(self, results: list[BlockResult], outputs: list[StepOutput], expected: Sequence[int]) -> None:
        """Turn the reports on a script into results, until it is over.

        `expected` has the number of inputs of each block. Raises `WorkerLost` where there is more of
        anything, or something out of its order: none of our own code reports so.
        """
        is_stopped = False
        while (report := self._worker.report()).kind != "over":
            if is_stopped or len(results) == len(expected):
                raise WorkerLost(WROTE)
            match report.kind:
                case "output" if len(outputs) < expected[len(results)]:
                    outputs.append(StepOutput(report.output, report.status, report.queries, report.error))
                case "block" if len(outputs) == expected[len(results)]:
                    results.append(BlockResult(tuple(outputs)))
                    outputs.clear()
                    self._worker.allow()
                case "stop" if report.why:
                    results.append(BlockResult(tuple(outputs), self._words(report.why)))
                    outputs.clear()
                    is_stopped = True
                case _:
                    raise WorkerLost(WROTE)
        if len(results) < len(expected) and not is_stopped:
            results.append(BlockResult(tuple(outputs), _how_it_ended(report.status)))
        elif report.left and not is_stopped and results:
            results[-1] = BlockResult(results[-1].outputs, LEFT)

    def pack(self, database: Database, script_run: ScriptRun) -> str:
        """Return the path of the pack that a script starts with; it is made where it is not there.

        It is `""` for a script without a database, or a project that is not Django's. Raises `CannotSetUp`
        where it cannot be made.
        """
        if database == "none" or not Path(self.folder, MANAGE).is_file():
            return ""
        path = self._databases.path(database, script_run)
        if why := self._databases.failed.get(path):  # it would for the next page, too
            raise CannotSetUp(why)
        if not self._databases.is_there(path):
            if self._trouble:
                raise CannotSetUp(self._trouble)
            before, words = COMMANDS[database]
            try:
                self._prepare(path, self.pack(before, script_run), words, script_run)
            except CannotSetUp as failed:
                self._databases.failed[path] = str(failed)
                raise
        return str(path)

    def _prepare(self, path: Path, before: str, words: tuple[str, ...], script_run: ScriptRun) -> None:
        made = self._worker.program.scratch / "tmp" / "made.pack"
        clock = script_run.clock.timestamp()
        self._worker.order("prepare", clock=clock, pack=before, words=words, to=str(made))
        prepared = Report("prepared", status=1)
        try:
            while (report := self._worker.report()).kind != "over":
                if report.kind != "prepared":
                    raise WorkerLost(WROTE)
                prepared = report
        except WorkerLost as lost:
            self.is_lost = True
            raise CannotSetUp(f"'python manage.py {words[0]}' {lost}") from None
        if prepared.status:
            raise CannotSetUp(f"'python manage.py {words[0]}' fails: {_last_line(prepared)}")
        if not self._databases.keep(made, path, self._limits.disk):
            raise CannotSetUp(f"'python manage.py {words[0]}' makes no file in the project")

    def _words(self, why: str) -> str:
        """Say why a page stopped itself."""
        memory = f"ended by its memory limit of {self._limits.memory / GIGABYTE:g} GB"
        return {"memory": memory, "left": LEFT}.get(why, why)


def _how_it_ended(status: int) -> str:
    """Say how the process of a page ended, which should have gone on."""
    if status < 0:
        name = Signals(-status).name if -status in set(Signals) else str(-status)
        return f"ended the process that it ran in (signal {name})"
    return f"ended the process that it ran in (exit status {status})"


def _last_line(report: Report) -> str:
    lines = [line for line in report.output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it says nothing"
