"""Tries every state of the guides: its checks, its migrations, its tests. Starts processes.

What passed is remembered by the hash of the tree and of all that it ran with, and not tried again.
"""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from os import cpu_count
from pathlib import Path
from time import sleep

from chronicles import sandbox
from chronicles.disk.cache import Store
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Series
from chronicles.problems import Place, Problem
from chronicles.sandbox.installed import installed
from chronicles.sandbox.scratch import scratch_folder

VERSION = "1"  # of what a trial does
MANAGE = "manage.py"
PROMPT = "$ python manage.py "
# In one process, since most of the time of each would go into starting Django. Each is what a person
# would type: manage.py runs as the program.
COMMANDS = (("check",), ("makemigrations", "--check", "--dry-run"), ("migrate", "--verbosity=0"))
DRIVER = """
import runpy, sys
for words in {commands!r}:
    print("$ python manage.py", *words, flush=True)
    sys.argv = ["manage.py", *words]
    try:
        runpy.run_path("manage.py", run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise
"""
TESTS = ("test", "--shuffle=1")


@dataclass(frozen=True, slots=True)
class Trial:
    """A state that can be tried, and under which key it is remembered that it passed."""

    name: str
    place: Place
    key: str


def trials(series: Series, names: Iterable[str]) -> list[Trial]:
    """Return the trials of those states among `names` that have a `manage.py`."""
    wanted = set(names)
    trees = series.trees(MANAGE)
    with_what = f"{VERSION} {installed()}"
    return [
        Trial(patch.step.name, Place(patch.path), sha256(f"{with_what} {tree}".encode()).hexdigest())
        for patch in series.patches
        if patch.step.name in wanted and (tree := trees.get(patch.step.name))
    ]


def undone(trials: Iterable[Trial], store: Store) -> list[Trial]:
    """Return those that are not known to pass; equal states are tried once."""
    found: dict[str, Trial] = {}
    for trial in trials:
        if store.get(trial.key) is None:
            found.setdefault(trial.key, trial)
    return list(found.values())


def attempt(
    series: Series, trials: Iterable[Trial], store: Store, logs: Path, tell: Callable[[Trial], None]
) -> list[Problem]:
    """Run the trials side by side and return what failed; `tell` hears of each that is over.

    What passed is kept in the store, all that one which fails has said in a file of the folder `logs`.
    """
    problems: list[Problem] = []
    pool = ThreadPoolExecutor(cpu_count() or 1)
    futures: dict[Future[list[Problem]], Trial] = {}
    try:
        for trial in trials:
            futures[pool.submit(_attempt, series, trial, store, logs)] = trial
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


def _attempt(series: Series, trial: Trial, store: Store, logs: Path) -> list[Problem]:
    log = logs / f"{trial.name.replace('/', '-')}.txt"
    with scratch_folder("chronicles-state-") as scratch:
        folder = scratch / "project"
        write_files(series.files(trial.name), folder)
        said = ""
        for words in ("-c", DRIVER.format(commands=COMMANDS)), (MANAGE, *TESTS):
            outcome = sandbox.run([sys.executable, *words], folder)
            said += outcome.output if words[0] == "-c" else f"{PROMPT}test\n{outcome.output}"
            if not outcome.is_good:
                logs.mkdir(parents=True, exist_ok=True)
                log.write_text(said, "utf-8")
                return [_failed(trial, outcome, said, log)]
    store.put(trial.key, f"{trial.name}\n".encode())
    return []


def _failed(trial: Trial, outcome: sandbox.Outcome, said: str, log: Path) -> Problem:
    lines = said.splitlines()
    command = next((line for line in reversed(lines) if line.startswith(PROMPT)), f"{PROMPT}check")[2:]
    told = [line for line in lines if line.startswith(("FAIL: ", "ERROR: ", "SystemCheckError"))]
    last = told[:3] or [line for line in lines if line.strip()][-1:]
    how = f"is stopped, since {outcome.excess}" if outcome.excess else "fails"
    return Problem(
        trial.place,
        f"after this step, '{command}' {how}: {'; '.join(last)}",
        f"All that it said is in {log.parent.parent.name}/{log.parent.name}/{log.name}. To try it yourself: "
        f"python3 build.py step checkout {trial.name} FOLDER",
    )
