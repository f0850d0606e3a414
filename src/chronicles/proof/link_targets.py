"""What links into the project ask, and where they lead."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from chronicles.pages.addresses import PROJECT_NAME, parse_address, parted
from chronicles.pages.links import Link
from chronicles.pages.reading import Ask, Code, Reading, at_state
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.answers import Answer, Answers, File, ProjectMoment, Question, Test, no_test
from chronicles.proof.node_ids import read_node_id
from chronicles.proof.step_tasks import read_task


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A line of a file; line 0 is the file as a whole."""

    file: File
    line: int = 0


def question(link: Link, state: State) -> Question | None:
    """Return what `link` asks, `None` for a live link into the own project.

    Raises `Refused` for one that is misspelt.
    """
    if link.scheme == "live":
        project, moment, _ = live_goal(link, state)
        return ProjectMoment(project, moment) if project else None
    if link.scheme == "test":
        return _test(link.target, state)
    address = at_state(parse_address(link.target), state)
    if address.is_diff:
        raise Refused("a link cannot lead to a difference", "Name one state.")
    return Ask(address)


def _test(target: str, state: State) -> Test:
    """The test that a link names; of another project it is that of now, unless the page speaks of a day."""
    project, name = parted(target)
    if not read_node_id(name) and not all(part.isidentifier() for part in name.split(".")):
        raise no_test(target)
    return Test(name, state if not project or state.is_of_all else NOW, project)


def questions(readings: Iterable[Reading]) -> set[Question]:
    """Return all that the snippets, tasks and links of pages ask; what three ask is asked once."""
    asked: set[Question] = set()
    for reading in readings:
        asked.update(reading.asks)
        for code in reading.code:
            with suppress(Refused):  # told where the task is followed
                asked.update(_tests(code, reading))
        for link in reading.links:
            try:
                asked.update(filter(None, [question(link, reading.state_at(link.line))]))
            except Refused:
                continue  # told where the link is followed
    return asked


def _tests(code: Code, reading: Reading) -> list[Question]:
    """The tests of a task. Raises `Refused` for a task that nobody can solve."""
    task = read_task(code, reading)
    return [_test(name, task.end) for name in task.tests] if task else []


def task_problems(reading: Reading, answers: Answers) -> list[Problem]:
    """Return what is wrong with the tasks of a page: each has to have tests that are there."""
    found = []
    for code in reading.code:
        try:
            for asked in _tests(code, reading):
                answers.answer(asked)
        except Refused as refused:
            found.append(refused.at(Place(reading.page.path, code.block.first)))
    return found


def follow(link: Link, reading: Reading, answers: Answers) -> Target | None:
    """Return where `link` leads, `None` for a live link; raises `Refused` where it leads nowhere."""
    asked = question(link, reading.state_at(link.line))
    found = answers.answer(asked) if asked else None
    return target(found) if found and not isinstance(asked, ProjectMoment) else None


def target(answer: Answer) -> Target | None:
    """Return where the lines of an answer stand; a difference stands in no one place."""
    if answer.file is None:
        return None
    return Target(answer.file, answer.first if answer.address.selectors else 0)


def live_goal(link: Link, state: State) -> tuple[str, State, str]:
    """Return the project, its state and the path of its site that a live link opens.

    Another project is opened as it is now, unless the page speaks of a day. Raises `Refused` for a link that
    is misspelt.
    """
    project, path = "", link.target
    name, colon, rest = path.partition(":")
    if colon and PROJECT_NAME.fullmatch(name):
        project, path = name, rest
    if not path.startswith("/") or path.startswith("//"):
        message = f"{path!r} is not a path of the project's site"
        raise Refused(message, f"Write a path such as live:{project}{colon if project else ''}/admin/.")
    return project, state if not project or state.is_of_all else NOW, path
