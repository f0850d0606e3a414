"""Brings together what the tasks of pages are proven by: their states, `proofs.lock`. Touches the disk."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from chronicles.problems import Refused
from chronicles.progress.passed_tests import passed
from chronicles.progress.task_trial import task_basis, try_task
from chronicles.proof.step_tasks import StepTask
from chronicles.workspace.goal_evidence import lock_text, remember_tests
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace

KEPT = "tasks"  # the part of the cache that has an empty file for each basis on which a task held here


def task_bases(workspace: Workspace, tasks: Iterable[StepTask]) -> dict[str, str]:
    """Return the hash of what it would mean now that each of these tasks is proven, by its name.

    There is none without both of its states.
    """
    found: dict[str, str] = {}
    trees, requirements = workspace.series.trees(""), workspace.settings.requirements
    with workspace.projects() as projects:
        interpreters = StateInterpreters(workspace, projects)
        for task in tasks:
            begin, end = trees.get(task.begin.name), trees.get(task.end.name)
            if begin and end:
                with suppress(Refused):
                    locked = requirements + interpreters.locked("", task.begin).encode()
                    found[task.name] = task_basis(task, begin, end, locked)
    return found


def proven_tasks(workspace: Workspace, tasks: Sequence[StepTask], *, here: bool) -> set[str]:
    """Return the names of those tasks of which `proofs.lock` says that they are proven as they are now.

    `here` leaves out those of which this machine has not seen it: the file comes with a branch or a clone.
    """
    noted = passed(lock_text(workspace.settings) or "", "task")
    now = task_bases(workspace, [task for task in tasks if task.name in noted])
    store = workspace.settings.store.part(KEPT)
    known = {name: hashed for name, hashed in now.items() if noted[name] == hashed}
    return {name for name, hashed in known.items() if not here or store.get(hashed) is not None}


def wrong_task(workspace: Workspace, task: StepTask) -> Refused | None:
    """Try a task and return what is wrong with it, `None` where nothing is. Starts processes."""
    series = workspace.series
    try:
        begin, end = ({file.path: file for file in series.files(at.name)} for at in (task.begin, task.end))
        with workspace.projects() as projects:
            interpreter = StateInterpreters(workspace, projects).of("", task.begin)
        return try_task(task, begin, end, interpreter)
    except Refused as refused:
        return refused


def remember_tasks(
    workspace: Workspace, bases: Mapping[str, str], refusals: Mapping[str, Refused | None]
) -> None:
    """Write into `proofs.lock` which of the tasks are proven on their `bases`; forget the others.

    `refusals` say why those that are not. Both are by the names of the tasks; the bases are those of before
    they were tried.
    """
    why = {name: refused.message if refused else "" for name, refused in refusals.items()}
    remember_tests(workspace, bases, why, "task")
