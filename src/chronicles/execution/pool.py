"""Runs scripts: a confined process for each state, a fork of it for each page. Starts processes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from os import cpu_count
from threading import Event
from types import MappingProxyType

from chronicles.disk.cache import Store
from chronicles.execution.command_lines import PROGRAMS
from chronicles.execution.databases import Databases
from chronicles.execution.protocol import block_script
from chronicles.execution.script_runs import NOT_RUN, BlockResult, RunResults, ScriptRun
from chronicles.execution.session import CannotSetUp, Session
from chronicles.execution.worker import open_worker
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.problems import Refused
from chronicles.sandbox import Interpreter, Limits, own_interpreter, stop_all
from chronicles.sandbox.scratch import scratch_folder

Files = Callable[[], Sequence[Stored]]
Tell = Callable[[ScriptRun, bool], None]


@dataclass
class _Shared:
    """What the threads of one call share."""

    states: Mapping[str, Files]
    store: Store
    limits: Limits
    programs: Collection[str]
    tell: Tell
    interpreters: Mapping[str, Interpreter]
    results: dict[ScriptRun, tuple[BlockResult, ...]] = field(default_factory=dict)
    folders: dict[ScriptRun, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    is_over: Event = field(default_factory=Event)

    def interpreter(self, state: str) -> Interpreter:
        """The Python that runs a state."""
        return self.interpreters.get(state) or own_interpreter()


def run(
    script_runs: Sequence[ScriptRun],
    states: Mapping[str, Files],
    store: Store,
    limits: Limits,
    tell: Tell,
    programs: Collection[str] = PROGRAMS,
    interpreters: Mapping[str, Interpreter] = MappingProxyType({}),
) -> RunResults:
    """Run all scripts; `tell` hears of each when it begins and when it is over.

    `states` gives the files of each state, `store` keeps the databases that they begin with. A state runs
    with its Python among `interpreters`, which is ready, else with the one that runs Chronicles. Whatever
    happens, also Ctrl-C, nothing that was started goes on, and no folder stays.
    """
    shared = _Shared(states, store, limits, programs, tell, interpreters)
    by_state: dict[str, list[ScriptRun]] = {}
    for script_run in dict.fromkeys(script_runs):
        by_state.setdefault(script_run.state, []).append(script_run)
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        futures = [pool.submit(_run_state, shared, state, asked) for state, asked in by_state.items()]
        try:
            for future in futures:
                future.result()
        except BaseException:
            _end(shared, futures)
            raise
    results = {
        script_run: shared.results[script_run] for script_run in script_runs if script_run in shared.results
    }
    return RunResults(results, shared.folders, shared.failed)


def _end(shared: _Shared, futures: Sequence[Future[None]]) -> None:
    """End what runs; a process that was just being started is ended a moment later."""
    shared.is_over.set()
    for future in futures:
        future.cancel()
    while wait(futures, timeout=0.1).not_done:
        stop_all()


def _run_state(shared: _Shared, state: str, script_runs: list[ScriptRun]) -> None:
    """Run the scripts of a state one after the other; a worker that is lost is followed by another."""
    allowed = [script_run for script_run in script_runs if not _is_refused(shared, script_run)]
    if not allowed:
        return
    files = shared.states[state]()
    interpreter = shared.interpreter(state)
    databases = Databases(shared.store, files, interpreter)
    packs = _packs(shared, allowed)
    while state not in shared.failed and not shared.is_over.is_set():
        left = [script_run for script_run in allowed if script_run not in shared.results]
        if not left:
            return
        with scratch_folder("chronicles-run-") as scratch:
            folder = scratch / "project"
            write_files(files, folder)
            with open_worker(folder, shared.limits, (databases.folder,), interpreter) as worker:
                _run_on(shared, Session(worker, databases, shared.limits), state, left, packs)


def _packs(shared: _Shared, script_runs: Sequence[ScriptRun]) -> dict[ScriptRun, str]:
    """The databases that states before leave; a script that cannot have its own gets its result: why."""
    packs: dict[ScriptRun, str] = {}
    for script_run in script_runs:
        if script_run.database == "before":
            try:
                packs[script_run] = _before(shared, script_run)
            except CannotSetUp as failed:
                shared.results[script_run] = (BlockResult((), str(failed)),)
    return packs


def _before(shared: _Shared, script_run: ScriptRun) -> str:
    """The database that the state before leaves, made by that state's own code; none before the first."""
    if not script_run.before:
        return ""
    files = shared.states[script_run.before]()
    interpreter = shared.interpreter(script_run.before)
    databases = Databases(shared.store, files, interpreter)
    kept = databases.path("empty", script_run)
    if databases.is_there(kept):
        return str(kept)
    with scratch_folder("chronicles-run-") as scratch:
        folder = scratch / "project"
        write_files(files, folder)
        with open_worker(folder, shared.limits, (databases.folder,), interpreter) as worker:
            session = Session(worker, databases, shared.limits)
            session.begin()
            return session.pack("empty", script_run)


def _run_on(
    shared: _Shared,
    session: Session,
    state: str,
    script_runs: Sequence[ScriptRun],
    packs: Mapping[ScriptRun, str],
) -> None:
    """Run scripts of a state on one worker, until it is lost or all of them have their results."""
    try:
        session.begin()
    except CannotSetUp as failed:
        shared.failed[state] = str(failed)
        return
    for script_run in script_runs:
        if session.is_lost or shared.is_over.is_set():
            return
        shared.tell(script_run, False)
        shared.folders[script_run] = session.folder
        blocks = [block_script(block, shared.programs) for block in script_run.blocks]
        shared.results[script_run] = session.run(script_run, blocks, packs.get(script_run, ""))
        shared.tell(script_run, True)


def _is_refused(shared: _Shared, script_run: ScriptRun) -> bool:
    """Whether a command of the script may not run: then none of it does, and its result says why."""
    results: list[BlockResult] = []
    for block in script_run.blocks:
        try:
            block_script(block, shared.programs)
        except Refused as refused:
            shared.results[script_run] = (*results, BlockResult((), f"{NOT_RUN}: {refused.message}"))
            return True
        results.append(BlockResult((), NOT_RUN))
    return False
