"""The tasks of pages as values: where each begins, what solves it, and the tests that say so. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chronicles.pages.reading import Code, Reading
from chronicles.pages.states import State
from chronicles.problems import Place, Refused


@dataclass(frozen=True, slots=True, order=True)
class StepTask:
    """A task at `place`: the file `path` as the step `begin` has it, until `tests` of the step `end` pass."""

    place: Place
    path: str
    begin: State
    end: State
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in `proofs.lock`; wherever the page has it, it is the same task."""
        return " ".join([f"{self.path}@{self.begin}", str(self.end), *self.tests])


def read_task(code: Code, reading: Reading) -> StepTask | None:
    """Return the task that a block of a page is, `None` for another block.

    Its tests are those of the page's own step, which is what the reader is to come to. Raises `Refused` for
    a task that nobody can solve.
    """
    if not code.tests or code.ask is None:
        return None
    begin, end = code.ask.address.states[0], reading.state_at(code.block.first)
    is_of_steps = begin.kind == end.kind == "step"
    if code.ask.address.project or code.ask.address.is_diff or not is_of_steps:
        message = "a task begins with a file of a step of the guides"
        raise Refused(message, 'Write data-from="FILE@GUIDE/NUMBER", with the step before this one.')
    if begin == end:
        message = f"the task begins where it ends, at {end}"
        raise Refused(message, "Name the step before this one behind the file: FILE@GUIDE/NUMBER.")
    for name in code.tests:
        if not name.replace(".", "_").isidentifier():
            message = f"'{name}' names no test as manage.py test does, which the page runs"
            raise Refused(message, "Write it with points, such as polls.tests.VoteTests.")
    place = Place(reading.page.path, code.block.first)
    return StepTask(place, code.ask.address.path, begin, end, code.tests)


def step_tasks(readings: Iterable[Reading], wrong: Collection[Place] = ()) -> list[StepTask]:
    """Return the tasks of pages, in their order; none of those that stand at a `wrong` place."""
    found = list[StepTask]()
    for reading in readings:
        for code in reading.code:
            try:
                task = read_task(code, reading)
            except Refused:  # told where the tests of tasks are looked for
                continue
            if task and task.place not in wrong:
                found.append(task)
    return found
