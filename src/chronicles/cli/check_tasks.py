"""What `check` says of the tasks of pages: each is tried, and what is proven is remembered."""

from collections.abc import Collection, Sequence

from chronicles.cli.output import report
from chronicles.cli.progress import progress
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.proof.step_tasks import StepTask, step_tasks
from chronicles.workspace.task_proofs import proven_tasks, remember_tasks, task_bases, wrong_task
from chronicles.workspace.workspace import Workspace


def check_tasks(
    workspace: Workspace, readings: Sequence[Reading], wrong: Collection[Place], *, run: bool
) -> list[Problem]:
    """Hold the tasks of `readings` against their solutions, but for those at a `wrong` place; say what holds.

    Return what is wrong with them. With `run`, tasks of which only `proofs.lock` says that they are proven,
    or nothing does, are tried, and those that are proven are written into it.
    """
    tasks = {task.name: task for task in step_tasks(readings, wrong)}
    if not tasks or workspace.series.broken:
        return []
    known = proven_tasks(workspace, list(tasks.values()), here=run)
    left = [task for name, task in tasks.items() if name not in known]
    if not run:
        report(_unrun(len(known), len(left)))
        return []
    refusals = _try(workspace, left)
    holding = len(tasks) - sum(refused is not None for refused in refusals.values())
    said = f"{holding} of {count(len(tasks), 'task')} proven"
    report(said + (f", {len(known)} of them from before" if known and left else ""), again=said)
    places = {name: refused for name, refused in refusals.items() if refused is not None}
    return [
        places[task.name].at(task.place)
        for task in step_tasks(readings, wrong)  # each place of those that stand in two
        if task.name in places
    ]


def _try(workspace: Workspace, tasks: Sequence[StepTask]) -> dict[str, Refused | None]:
    """Try tasks, remember those that are proven, and return what is wrong with each by its name."""
    refusals: dict[str, Refused | None] = {}
    if not tasks:
        return refusals
    now = task_bases(workspace, tasks)
    with progress("tasks", len(tasks)) as task_progress:
        for task in tasks:
            refusals[task.name] = wrong_task(workspace, task)
            task_progress.tell(f"tried the task at {task.place}", done=1)
    remember_tasks(workspace, now, refusals)
    return refusals


def _unrun(known: int, left: int) -> str:
    """What is known of tasks where none is tried: nothing of those that are `left`, for better or worse."""
    if not known:
        return f"{count(left, 'task')} not tried"
    return f"{known} of {count(known + left, 'task')} proven" + (f", {left} not tried" if left else "")
