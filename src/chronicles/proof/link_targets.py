"""What links into the project ask, and where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass

from chronicles.pages.addresses import PROJECT_NAME, parse_address, parted
from chronicles.pages.links import Link
from chronicles.pages.reading import Ask, Reading, at_state
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused
from chronicles.proof.answers import Answer, Answers, File, Question, Test, no_test


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A line of a file; line 0 is the file as a whole."""

    file: File
    line: int = 0


def question(link: Link, state: State) -> Question | None:
    """Return what `link` asks, `None` for a live link; raises `Refused` for one that is misspelt."""
    if link.scheme == "live":
        _check_live(link)
        return None
    if link.scheme == "test":
        return _test(link.target, state)
    address = at_state(parse_address(link.target), state)
    if address.is_diff:
        raise Refused("a link cannot lead to a difference", "Name one state.")
    return Ask(address)


def _test(target: str, state: State) -> Test:
    """The test that a link names; of another project it is that of now, unless the page speaks of a day."""
    project, name = parted(target)
    if not all(part.isidentifier() for part in name.split(".")):
        raise no_test(target)
    return Test(name, state if not project or state.is_of_all else NOW, project)


def questions(readings: Iterable[Reading]) -> set[Question]:
    """Return all that the snippets and the links of pages ask; what three ask is asked once."""
    asked: set[Question] = set()
    for reading in readings:
        asked.update(reading.asks)
        for link in reading.links:
            try:
                asked.update(filter(None, [question(link, reading.state_at(link.line))]))
            except Refused:
                continue  # told where the link is followed
    return asked


def follow(link: Link, reading: Reading, answers: Answers) -> Target | None:
    """Return where `link` leads, `None` for a live link; raises `Refused` where it leads nowhere."""
    asked = question(link, reading.state_at(link.line))
    return target(answers.answer(asked)) if asked else None


def target(answer: Answer) -> Target | None:
    """Return where the lines of an answer stand; a difference stands in no one place."""
    if answer.file is None:
        return None
    return Target(answer.file, answer.first if answer.address.selectors else 0)


def _check_live(link: Link) -> None:
    name, colon, _ = link.target.partition(":")
    if colon and PROJECT_NAME.fullmatch(name):
        message = f"a live demo is of the journal's own project, and not of {name!r}"
        raise Refused(message, "Take the link out, or make it the own one: 'project:' in mkdocs.yml.")
    if not link.target.startswith("/") or link.target.startswith("//"):
        message = f"{link.target!r} is not a path of the project's site"
        raise Refused(message, "Write a path such as live:/admin/.")
