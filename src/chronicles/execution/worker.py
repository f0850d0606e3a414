"""The process of a state, as its caller has it: orders out, reports in. Starts processes."""

import json
import os
import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import monotonic

import chronicles_client
from chronicles.disk.cache import key
from chronicles.execution.reports import Report, read_report
from chronicles.sandbox import Interpreter, Limits, Program
from chronicles.sandbox.meter import LOOK, Meter
from chronicles.sandbox.program import start
from chronicles.sandbox.untrusted import Untrusted

INSIDE = Path(__file__).parent / "inside"
SETTLED = INSIDE / "settled"
CLIENT = Path(chronicles_client.__file__).parent
# Both packages are loaded by their paths: the sandbox shows the program nothing else of Chronicles.
START = f"""
import sys, importlib.util as u
for name, folder in {{"chronicles_client": {str(CLIENT)!r}, "chronicles_inside": {str(INSIDE)!r}}}.items():
    s = u.spec_from_file_location(name, folder + "/__init__.py", submodule_search_locations=[folder])
    m = sys.modules[name] = u.module_from_spec(s)
    s.loader.exec_module(m)
from chronicles_inside.fork_server import main
main()
"""
# The clock is stopped by a package that has a plugin of pytest's, which pytest would warn of on every page.
LOADED = (
    "ignore:Module already imported so cannot be rewritten; time_machine:pytest.PytestAssertRewriteWarning"
)
PIECE = 1 << 16
MOST_BYTES = 1 << 26  # of one report
WROTE = "wrote into what reports on it"  # said of a page whose reports none of our own code has written


@cache
def runner_hash() -> str:
    """The hash of what runs the pages: what another one has made is not what this one would make."""
    files = sorted(path for folder in (CLIENT, INSIDE) for path in folder.rglob("*.py"))
    return key(*(path.read_bytes() for path in files))


class WorkerLost(Exception):
    """The worker does not answer any more, in words: it can only be ended."""


class Worker:
    """One process of a state, confined."""

    def __init__(self, program: Program, orders: int, reports: int, limits: Limits) -> None:
        self.program = program
        self._orders = orders
        self._reports = reports
        self._limits = limits
        self._meter = Meter(program, limits)
        self._data = bytearray()
        self._end = 0.0
        self.allow()

    def allow(self) -> None:
        """Let the time of the next block begin."""
        self._end = monotonic() + self._limits.seconds

    def order(self, what: str, **values: object) -> None:
        """Order something; whether it is done, the reports say."""
        with suppress(BrokenPipeError):
            os.write(self._orders, json.dumps({"do": what, **values}).encode() + b"\n")
        self.allow()

    def report(self) -> Report:
        """Return the next report; raises `WorkerLost` where none comes."""
        while (at := self._data.find(b"\n")) < 0:
            if monotonic() > self._end:
                raise WorkerLost(f"stopped after {self._limits.seconds:g} seconds")
            if excess := self._meter.excess():
                raise WorkerLost(f"stopped, since {excess}")
            self._read()
        line = self._data[:at]
        del self._data[: at + 1]
        try:
            return read_report(line)
        except Untrusted:
            raise WorkerLost(WROTE) from None

    def _read(self) -> None:
        """Read what is there, wait a little where nothing is; what the worker itself prints is let go."""
        assert self.program.process.stdout
        printed = self.program.process.stdout.fileno()
        readable = select.select([self._reports, printed], [], [], LOOK)[0]
        if self._reports in readable:
            piece = os.read(self._reports, PIECE)
            if not piece or len(self._data) > MOST_BYTES:
                raise WorkerLost("ended the process that it ran in")
            self._data += piece
        elif printed in readable:
            os.read(printed, PIECE)


@contextmanager
def open_worker(
    folder: Path, limits: Limits, readable: tuple[Path, ...], interpreter: Interpreter
) -> Iterator[Worker]:
    """Start the process of the state whose files are in `folder`, with the Python that it asks for."""
    orders, give = os.pipe()
    take, reports = os.pipe()
    python = [interpreter.program, "-s", "-P", "-X", "utf8", "-c", START]
    try:
        with start(
            [*python, str(orders), str(reports), str(limits.output)],
            folder,
            limits,
            readable=(str(CLIENT), str(INSIDE), *map(str, readable)),
            variables=_variables(),
            handles=(orders, reports),
            interpreter=interpreter,
        ) as program:
            for handle in orders, reports:
                os.close(handle)
            yield Worker(program, give, take, limits)
    finally:
        for handle in give, take:
            os.close(handle)


def _variables() -> Mapping[str, str]:
    return {"PYTHONPATH": str(SETTLED), "PYTHONUNBUFFERED": "1", "PYTEST_ADDOPTS": f"-W '{LOADED}'"}
