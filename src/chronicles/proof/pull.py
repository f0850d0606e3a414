"""Fill and refresh the blocks of a page from their sources."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff

from chronicles.pages.addresses import parse_address
from chronicles.pages.markdown.blocks import Block
from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Code, Reading
from chronicles.pages.weave import BlockChange, weave
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.answers import Answer, Answers
from chronicles.proof.check import NOTHING, drift
from chronicles.proof.transcripts.comparison import BlockOutput, find_mismatches, refreshed


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page with its blocks refreshed, how many were, and what stood in the way of the others."""

    page: Page
    text: str
    refreshed: int
    problems: tuple[Problem, ...]

    @property
    def diff(self) -> list[str]:
        """What pulling changes, as lines of a unified diff."""
        before, after = ([line for line, _ in split_lines(text)] for text in (self.page.text, self.text))
        return list(unified_diff(before, after, self.page.path, self.page.path, lineterm=""))


def pull(reading: Reading, answers: Answers, block_outputs: Mapping[Place, BlockOutput] = NOTHING) -> Pulled:
    """Return what `reading`'s page becomes when every block shows what its address or its run gives.

    A block that is right already keeps its bytes. A day in an address becomes the full hash of
    its commit, a branch too; tags stay. A page whose blocks cannot be told apart is left alone.
    """
    if not reading.is_sound:
        return Pulled(reading.page, reading.page.text, 0, reading.problems)
    problems = list(reading.problems)
    changes: dict[Block, BlockChange] = {}
    for code in reading.code:
        place = Place(reading.page.path, code.block.first)
        if code.ask is None and place not in block_outputs:
            continue
        try:
            change = _change(code, answers) if code.ask else _rerun(code, block_outputs[place])
        except Refused as refused:
            problems.append(refused.at(place))
            continue
        if change != BlockChange():
            changes[code.block] = change
    text = weave(reading.page, changes)
    return Pulled(reading.page, text, len(changes), tuple(sorted(problems)))


def _change(code: Code, answers: Answers) -> BlockChange:
    assert code.ask is not None, "only what asks is answered"
    answer = answers.shown(code.ask)
    right = not code.block.is_empty and not drift(code, answer.lines)
    return BlockChange(_pinned_header(code, answer), None if right else answer.lines)


def _rerun(code: Code, block_output: BlockOutput) -> BlockChange:
    """What really came, written into a transcript; what fails by mistake is shown to nobody."""
    assert code.transcript is not None, "only a transcript is run"
    mismatches = find_mismatches(code.transcript, block_output, code.fails, "")
    for mismatch in mismatches:
        if not mismatch.is_drift:
            raise mismatch.refused
    return BlockChange(None, refreshed(code.transcript, block_output)) if mismatches else BlockChange()


def _pinned_header(code: Code, answer: Answer) -> str | None:
    """The header with the states that it names in the form that will always mean the same."""
    written = parse_address(code.header.data["data-from"])
    if answer.pinned is None or not written.states or answer.pinned.states == written.states:
        return None
    return code.header.with_values({"data-from": str(replace(written, states=answer.pinned.states))})
