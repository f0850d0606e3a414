"""Tries a task as the page does: its tests fail where it begins, and pass with its solution.

Starts processes.
"""

from collections.abc import Mapping

from chronicles.guides.project_layout import is_django
from chronicles.guides.project_tests import Framework, has_tests
from chronicles.guides.series.series import Stored
from chronicles.problems import Refused
from chronicles.progress.goal_tests import try_tests
from chronicles.proof.lockfile import fingerprint
from chronicles.proof.step_tasks import StepTask
from chronicles.sandbox import Interpreter

VERSION = "1"  # of how a task is tried


def task_basis(task: StepTask, begin: str, end: str, requirements: bytes) -> str:
    """Return the hash of what it means that a task is proven: what it is, its states, what it runs with.

    `begin` and `end` are git's hashes of the trees of its states. The hash has 32 hexadecimal digits.
    """
    return fingerprint(VERSION, task.name, begin, end, requirements)


def try_task(
    task: StepTask, begin: Mapping[str, Stored], end: Mapping[str, Stored], interpreter: Interpreter
) -> Refused | None:
    """Return what is wrong with a task, `None` for one that its solution solves, and nothing before.

    `begin` and `end` have the files of its two states by their paths, `interpreter` is the Python of the
    first. As in the page, the project at the beginning gets the files with the tests, and then the file that
    solves the task, alone. Raises `Refused` as `try_tests` does.
    """
    if task.path not in end:
        message = f"the task has no solution: there is no file {task.path} at {task.end}"
        return Refused(message, "Name a file that this step has.")
    tests = {path: file for path, file in end.items() if has_tests(path, task.tests)}
    given = {**begin, **tests}
    # The page asks no other: its button runs `manage.py test`, or `-m unittest`.
    framework: Framework = "django" if is_django(given) else "unittest"
    if not any(try_tests(task.tests, given.values(), interpreter, framework).values()):
        message = f"the task is solved before it begins: at {task.begin}, {_passing(task.tests)}"
        return Refused(message, f"Name tests of {task.end} that fail without its {task.path}.")
    solved = {**given, task.path: end[task.path]}
    wrong = try_tests(task.tests, solved.values(), interpreter, framework)
    if why := next(filter(None, wrong.values()), ""):
        message = f"the solution does not solve the task: with {task.path} of {task.end} alone, {why}"
        mend = f"Name tests that need nothing else of {task.end}, or bring the rest in a step before."
        return Refused(message, mend)
    return None


def _passing(names: tuple[str, ...]) -> str:
    return f"{names[0]} passes" if len(names) == 1 else f"all of {', '.join(names)} pass"
