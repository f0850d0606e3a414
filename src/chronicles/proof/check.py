"""Hold every page against its sources: what is proven, what drifted, what is wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from shlex import quote
from types import MappingProxyType
from typing import Literal

from chronicles.pages.reading import Code, Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.proof.answers import Answers
from chronicles.proof.link_targets import follow, task_problems
from chronicles.proof.transcripts.comparison import BlockOutput, find_mismatches

NOTHING: Mapping[Place, BlockOutput] = MappingProxyType({})

# proven: it is what its address or its run gives. drifted: it is not. refused: that gives nothing, or
# fails. unproven: it says itself that it is not from the project. unrun: nobody has run it now.
# unknown: it says nothing.
Outcome = Literal["proven", "drifted", "refused", "unproven", "unrun", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class BlockStatus:
    """What a check found of one block."""

    place: Place
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: of every block, and every problem there is; `drifts` are those that are drift."""

    pages: int
    proofs: tuple[BlockStatus, ...]
    problems: tuple[Problem, ...]
    drifts: frozenset[Problem] = frozenset()

    @property
    def tally(self) -> str:
        """How many blocks are proven of how many, and how many say that they are not, in words."""
        outcomes = self.outcomes
        blocks = count(len(self.proofs), "block")
        said = f"{outcomes['proven']} of {blocks} proven in {count(self.pages, 'page')}"
        said += f", {outcomes['unproven']} marked as not from the project" if outcomes["unproven"] else ""
        return said + (f", {outcomes['unrun']} not run" if outcomes["unrun"] else "")

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many blocks there are of each outcome."""
        return Counter(proof.outcome for proof in self.proofs)

    @property
    def unknown(self) -> tuple[Place, ...]:
        """The blocks that say nothing of where they are from."""
        return tuple(proof.place for proof in self.proofs if proof.outcome == "unknown")


def check(
    readings: Iterable[Reading], answers: Answers, block_outputs: Mapping[Place, BlockOutput] = NOTHING
) -> CheckReport:
    """Return the status of every block of code, and every problem; a picture in words is no code.

    `block_outputs` has what came of the transcripts, by where they stand; those that are not in it
    were not run.
    """
    pages, proofs, problems, drifts = 0, list[BlockStatus](), set[Problem](), set[Problem]()
    for reading in readings:
        pages += 1
        problems.update(reading.problems, _link_problems(reading, answers), task_problems(reading, answers))
        for code in reading.code:
            if code.kind == "picture":
                continue
            proof, wrong = _prove(reading, code, answers, block_outputs)
            proofs.append(proof)
            problems.update(wrong)
            drifts.update(wrong if proof.outcome == "drifted" else ())
    return CheckReport(pages, tuple(sorted(proofs)), tuple(sorted(problems)), frozenset(drifts))


def drift(code: Code, lines: tuple[str, ...]) -> int:
    """Return how many lines of a filled block are not what its address gives, missing ones included."""
    return apart(code.block.text, lines)


def apart(body: Sequence[str], wanted: Sequence[str]) -> int:
    """Return in how many lines two texts differ."""
    if body == wanted:
        return 0
    # Exact matching results cubic time where lines repeat, as blank ones do.
    changes = SequenceMatcher(None, body, wanted, autojunk=len(body) > 1000).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for tag, a1, a2, b1, b2 in changes if tag != "equal")


def _prove(
    reading: Reading, code: Code, answers: Answers, block_outputs: Mapping[Place, BlockOutput]
) -> tuple[BlockStatus, list[Problem]]:
    place = Place(reading.page.path, code.block.first)
    if code.kind == "unproven":
        return BlockStatus(place, "unproven"), []
    if code.kind == "transcript":
        return _prove_run(place, code, block_outputs.get(place))
    if code.kind != "snippet":
        return BlockStatus(place, "unknown"), []
    if code.ask is None:
        return BlockStatus(place, "refused"), []  # the reading says why
    try:
        answer = answers.shown(code.ask)
    except Refused as refused:
        return BlockStatus(place, "refused"), [refused.at(place)]
    if code.block.is_empty or not (lines := drift(code, answer.lines)):
        return BlockStatus(place, "proven"), []
    return BlockStatus(place, "drifted"), [drifted(place, code.header.data["data-from"], lines)]


def _prove_run(
    place: Place, code: Code, block_output: BlockOutput | None
) -> tuple[BlockStatus, list[Problem]]:
    if code.transcript is None:
        return BlockStatus(place, "refused"), []  # the reading says why
    if block_output is None:
        return BlockStatus(place, "unrun"), []
    mismatches = find_mismatches(code.transcript, block_output, code.fails, _pull(place))
    problems = [mismatch.refused.at(Place(place.path, place.line + mismatch.line)) for mismatch in mismatches]
    if not mismatches:
        return BlockStatus(place, "proven"), []
    return BlockStatus(
        place, "drifted" if all(mismatch.is_drift for mismatch in mismatches) else "refused"
    ), problems


def _pull(place: Place) -> str:
    return f"python3 build.py pull {quote(place.path)}"


def drifted(place: Place, what: str, lines: int, command: str = "") -> Problem:
    """Return what is said of text whose `lines` are no longer what they should be.

    `command` is what accepts what is there now, where that is not `pull` with the page.
    """
    differing = "1 line differs" if lines == 1 else f"{lines} lines differ"
    mend = f"Read the page again, then accept what is there now: {command or _pull(place)}"
    return Problem(place, f"{what} has drifted: {differing}", mend)


def _link_problems(reading: Reading, answers: Answers) -> list[Problem]:
    problems = []
    for link in reading.links:
        try:
            follow(link, reading, answers)
        except Refused as refused:
            problems.append(refused.at(Place(reading.page.path, link.line)))
    return problems
