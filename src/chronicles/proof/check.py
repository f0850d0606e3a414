"""Hold every page against its sources: what is proven, what drifted, what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from shlex import quote

from chronicles.pages.reading import Code, Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.proof.answers import Answers
from chronicles.proof.links import target


@dataclass(frozen=True, slots=True)
class Tally:
    """How many blocks there are, how many are proven, and how many say that they are not."""

    pages: int = 0
    blocks: int = 0
    proven: int = 0
    unproven: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.pages + other.pages,
            self.blocks + other.blocks,
            self.proven + other.proven,
            self.unproven + other.unproven,
        )

    def __str__(self) -> str:
        proven = f"{self.proven} of {count(self.blocks, 'block')} proven in {count(self.pages, 'page')}"
        return f"{proven}, {self.unproven} marked as not from the project" if self.unproven else proven


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found."""

    tally: Tally
    problems: tuple[Problem, ...]


def check(readings: Iterable[Reading], answers: Answers) -> Verdict:
    """Return the verdict on all pages, with every problem there is."""
    tally, problems = Tally(), set[Problem]()
    for reading in readings:
        verdict = _check(reading, answers)
        tally += verdict.tally
        problems.update(verdict.problems)
    return Verdict(tally, tuple(sorted(problems)))


def drift(code: Code, lines: tuple[str, ...]) -> int:
    """Return how many lines of a filled block are not what its address gives, missing ones included."""
    body = code.block.body
    wanted = code.block.rendered(list(lines))
    if body == wanted:
        return 0
    # Exact matching takes cubic time where lines repeat, as blank ones do.
    changes = SequenceMatcher(None, body, wanted, autojunk=len(body) > 1000).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for tag, a1, a2, b1, b2 in changes if tag != "equal")


def _check(reading: Reading, answers: Answers) -> Verdict:
    problems = list(reading.problems)
    proven = 0
    for code in reading.code:
        if code.ask is None:
            continue
        wrong = _fault(reading, code, answers)
        problems += wrong
        proven += not wrong
    problems += _link_problems(reading, answers)
    unproven = sum(code.kind == "unproven" for code in reading.code)
    return Verdict(Tally(1, len(reading.code), proven, unproven), tuple(problems))


def _fault(reading: Reading, code: Code, answers: Answers) -> list[Problem]:
    assert code.ask is not None, "only what asks can be wrong"
    place = Place(reading.page.path, code.block.first)
    try:
        answer = answers.answer(code.ask)
    except Refused as refused:
        return [refused.at(place)]
    if code.block.is_empty or not (lines := drift(code, answer.lines)):
        return []
    differing = "1 line differs" if lines == 1 else f"{lines} lines differ"
    message = f"{code.header.data['data-from']} has drifted: {differing}"
    command = f"python3 build.py pull {quote(reading.page.path)}"
    mend = f"Read the page again, then accept what is there now: {command}"
    return [Problem(place, message, mend)]


def _link_problems(reading: Reading, answers: Answers) -> list[Problem]:
    problems = []
    for link in reading.links:
        try:
            target(link, reading, answers)
        except Refused as refused:
            problems.append(refused.at(Place(reading.page.path, link.line)))
    return problems
