"""Tries every state of the guides: its checks, its migrations, its tests. Starts processes.

What passed is remembered by the hash of the tree and of all that it ran with, and not tried again.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from os import cpu_count
from pathlib import Path
from time import sleep

from chronicles import sandbox
from chronicles.disk.cache import Store
from chronicles.environments.missing_modules import missing_mend
from chronicles.guides.project_layout import MANAGE
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Series
from chronicles.guides.trial_commands import PROMPT, TrialCommand, is_tried, trial_commands
from chronicles.problems import Place, Problem, Refused
from chronicles.sandbox import Interpreter
from chronicles.sandbox.scratch import scratch_folder

VERSION = "1"  # of what a trial does


@dataclass(frozen=True, slots=True)
class Trial:
    """A state that can be tried, its Python, and under which key it is remembered that it passed."""

    name: str
    place: Place
    key: str
    interpreter: Interpreter


def trials(
    series: Series, names: Iterable[str], interpreter: Callable[[str], Interpreter]
) -> tuple[list[Trial], list[Problem]]:
    """Return the trials of those states among `names` that can be tried, and why some have none.

    `interpreter` gives the Python of a state, or raises `Refused`.
    """
    wanted = set(names)
    trees, managed = series.trees(""), series.trees(MANAGE)
    found: list[Trial] = []
    problems: list[Problem] = []
    for patch in series.patches:
        name, place = patch.step.name, Place(patch.path)
        if name not in wanted or not (tree := trees.get(name)):
            continue
        if name not in managed and not is_tried(series.paths(name)):
            continue
        try:
            python = interpreter(name)
        except Refused as refused:
            problems.append(Problem(place, f"after this step, {refused.message}", refused.mend))
            continue
        key = sha256(f"{VERSION} {python.packages} {tree}".encode()).hexdigest()
        found.append(Trial(name, place, key, python))
    return found, problems


def undone(trials: Iterable[Trial], store: Store) -> list[Trial]:
    """Return those that are not known to pass; equal states are tried once."""
    found: dict[str, Trial] = {}
    for trial in trials:
        if store.get(trial.key) is None:
            found.setdefault(trial.key, trial)
    return list(found.values())


def attempt(
    series: Series,
    trials: Iterable[Trial],
    store: Store,
    logs: Path,
    tell: Callable[[Trial], None],
    project: str = "",
) -> list[Problem]:
    """Run the trials side by side and return what failed; `tell` hears of each that is over.

    What passed is kept in the store, all that one which fails has said in a file of the folder `logs`.
    `project` is the path of the project as seen from the journal.
    """
    problems: list[Problem] = []
    pool = ThreadPoolExecutor(cpu_count() or 1)
    futures: dict[Future[list[Problem]], Trial] = {}
    try:
        for trial in trials:
            futures[pool.submit(_attempt, series, trial, store, logs, project)] = trial
        for future in as_completed(futures):
            problems += future.result()
            tell(futures[future])
    finally:  # where all is well, nothing is left to stop
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):
            sandbox.stop_all()
            sleep(0.05)
        pool.shutdown()
    return sorted(problems)


def _attempt(series: Series, trial: Trial, store: Store, logs: Path, project: str) -> list[Problem]:
    try:
        trial.interpreter.make_ready()
    except Refused as refused:
        return [Problem(trial.place, f"after this step, {refused.message}", refused.mend)]
    log = logs / f"{trial.name.replace('/', '-')}.txt"
    with scratch_folder("chronicles-state-") as scratch:
        folder = scratch / "project"
        files = series.files(trial.name)
        write_files(files, folder)
        said = ""
        for command in trial_commands({file.path: file.data for file in files}):
            outcome = sandbox.run(
                [trial.interpreter.program, *command.words], folder, interpreter=trial.interpreter
            )
            said += f"{command.shown}\n{outcome.output}" if command.shown else outcome.output
            if outcome.status not in command.good:
                logs.mkdir(parents=True, exist_ok=True)
                log.write_text(said, "utf-8")
                return [_failed(trial, command, outcome, said, log, project)]
    store.put(trial.key, f"{trial.name}\n".encode())
    return []


def _failed(
    trial: Trial, command: TrialCommand, outcome: sandbox.Outcome, said: str, log: Path, project: str
) -> Problem:
    lines = said.splitlines()
    shown = next((line for line in reversed(lines) if line.startswith(f"{PROMPT}{MANAGE} ")), "")
    typed = (command.shown or shown or f"{PROMPT}{MANAGE} check").removeprefix("$ ")
    told = [line for line in lines if line.startswith(command.failures)]
    last = told[:3] or [line for line in lines if line.strip()][-1:]
    how = f"is stopped, since {outcome.excess}" if outcome.excess else "fails"
    mend = (
        f"All that it said is in {log.parent.parent.name}/{log.parent.name}/{log.name}. To try it yourself: "
        f"python3 build.py step checkout {trial.name} FOLDER"
    )
    return Problem(
        trial.place,
        f"after this step, '{typed}' {how}: {'; '.join(last)}",
        missing_mend(outcome.output, project, mend),
    )
