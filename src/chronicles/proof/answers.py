"""Questions that pages ask of the projects, and the answers, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chronicles.disk.texts import FileText
from chronicles.pages.addresses import Address
from chronicles.pages.reading import Ask
from chronicles.pages.states import State
from chronicles.problems import Refused


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file of a project at a state."""

    project: str
    state: State
    path: str


@dataclass(frozen=True, slots=True, order=True)
class Test:
    """Where a test stands, named as `manage.py test`, unittest or pytest name it, in a project.

    `""` is the journal's own.
    """

    name: str
    state: State
    project: str = ""

    def __str__(self) -> str:
        return f"{self.project}:{self.name}" if self.project else self.name


def no_test(name: str) -> Refused:
    """Return what is said of a test that is not there, or could not be."""
    mend = (
        "Write it as manage.py test does, app.tests.Class.method, or as pytest, tests/test_app.py::test_it."
    )
    return Refused(f"there is no test {name!r}", mend)


@dataclass(frozen=True, slots=True, order=True)
class ProjectMoment:
    """A project at a state, as a whole: what a live link opens."""

    project: str
    state: State


Question = Ask | Test | ProjectMoment


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines at an address, which of them to highlight (from 1), and where they are from.

    `first` is the line of the file that the first of them is, 0 where they have no one place;
    `pinned` is the address with days and moving names replaced by full hashes, `ends` how the lines end
    in the file (see `disk/line_ends.py`).
    """

    address: Address
    lines: tuple[str, ...]
    marked: tuple[int, ...] = ()
    first: int = 0
    pinned: Address | None = None
    ends: str = ""

    @property
    def file(self) -> File | None:
        """The file that the lines are from; a difference is from two."""
        if self.address.is_diff:
            return None
        return File(self.address.project, self.address.states[0], self.address.path)


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer there is, or why there is none, and the text of every file that was read."""

    known: Mapping[Question, Answer | Refused]
    texts: Mapping[File, FileText] = field(default_factory=dict)

    def answer(self, question: Question) -> Answer:
        """Return the answer to `question`; raises `Refused` where there is none."""
        known = self.known[question]
        if isinstance(known, Refused):
            raise known
        return known

    def shown(self, ask: Ask) -> Answer:
        """Return the answer to a snippet, which needs lines to show; a link does not.

        Raises `Refused` as `answer` does, and where all its lines are blank.
        """
        answer = self.answer(ask)
        if not any(line.strip() for line in answer.lines):
            raise Refused(f"there is nothing to show at {ask.address}", "Name something that has lines.")
        return answer
