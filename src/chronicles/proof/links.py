"""Where links into the project lead: the file and the line of a `code:` or `test:` link."""

from dataclasses import dataclass

from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.links import Link
from chronicles.pages.reading import Reading, at_state
from chronicles.pages.states import State
from chronicles.problems import Absent, Refused
from chronicles.proof.answers import Answers
from chronicles.source.excerpts import excerpt


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A line of a file of a project at a state; line 0 is the file as a whole."""

    project: str
    state: State
    path: str
    line: int = 0


def target(link: Link, reading: Reading, answers: Answers) -> Target | None:
    """Return where `link` leads, `None` for a live link; raises `Refused` where it leads nowhere."""
    if link.scheme == "live":
        _check_live(link)
        return None
    if link.scheme == "test":
        return _test(link.target, reading.front_matter.state, answers)
    return _code(at_state(parse_address(link.target), reading.front_matter.state), answers)


def of_address(address: Address, answers: Answers) -> Target | None:
    """Return where the lines at `address` stand; a difference stands in no one place."""
    return None if address.is_diff else _code(address, answers)


def _check_live(link: Link) -> None:
    if not link.target.startswith("/") or link.target.startswith("//"):
        raise Refused(
            f"{link.target!r} is not a path of the project's site", "Write a path such as live:/admin/."
        )


def _code(address: Address, answers: Answers) -> Target:
    if address.is_diff:
        raise Refused("a link cannot lead to a difference", "Name one state.")
    (state,) = address.states
    text = answers.text(address, state)
    line = 0
    if address.selectors:
        numbers = excerpt(text, address.path, address.selectors).numbers
        line = next((number for number in numbers if number), 0)
    return Target(address.project, state, address.path, line)


def _test(name: str, state: State, answers: Answers) -> Target:
    """`app.tests.Class.method`: the longest run of names that is a module, the rest is a symbol."""
    parts = name.split(".")
    if not all(part.isidentifier() for part in parts):
        raise _no_test(name)
    for length in range(len(parts), 0, -1):
        for ending in (".py", "/__init__.py"):
            path = "/".join(parts[:length]) + ending
            try:
                address = parse_address(f"{path}#{'.'.join(parts[length:])}" if parts[length:] else path)
                answers.text(at_state(address, state), state)
            except Absent:
                continue
            try:
                return _code(at_state(address, state), answers)
            except Absent as absent:
                raise Refused(f"there is no test {name!r}", absent.mend) from None
    raise _no_test(name)


def _no_test(name: str) -> Refused:
    return Refused(f"there is no test {name!r}", "Write it as manage.py test does: app.tests.Class.method.")
