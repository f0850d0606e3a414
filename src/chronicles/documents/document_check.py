"""Hold the snippets of documents against the project, and refresh them."""

from collections.abc import Iterable
from shlex import quote

from chronicles.documents.document import Document, Sample
from chronicles.pages.markdown.blocks import Block
from chronicles.pages.weave import BlockChange, weave
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.answers import Answers
from chronicles.proof.check import BlockStatus, CheckReport, Outcome, drift, drifted
from chronicles.proof.pull import Pulled


def check_documents(documents: Iterable[Document], answers: Answers, project: str) -> CheckReport:
    """Return the status of every block and every problem; nothing is run.

    `project` is how a command names the folder of the project.
    """
    pages, proofs, problems, drifts = 0, list[BlockStatus](), list[Problem](), list[Problem]()
    for document in documents:
        pages += 1
        problems += document.problems
        for sample in document.samples:
            if sample.code.kind == "picture":  # which is no code
                continue
            place = Place(document.page.path, sample.fence.block.first)
            outcome, wrong = _outcome(place, sample, answers, project)
            proofs.append(BlockStatus(place, outcome))
            problems += wrong
            drifts += wrong if outcome == "drifted" else []
    return CheckReport(pages, tuple(sorted(proofs)), tuple(sorted(set(problems))), frozenset(drifts))


def pull_document(document: Document, answers: Answers) -> Pulled:
    """Return what the page becomes when every snippet shows what its address gives."""
    problems = list(document.problems)
    changes: dict[Block, BlockChange] = {}
    for sample in document.samples:
        place = Place(document.page.path, sample.fence.block.first)
        try:
            if change := _refreshed(sample, answers):
                changes[sample.fence.block] = change
        except Refused as refused:
            problems.append(refused.at(place))
    text = weave(document.page, changes)
    return Pulled(document.page, text, len(changes), tuple(sorted(problems)))


def _refreshed(sample: Sample, answers: Answers) -> BlockChange | None:
    if sample.code.ask is None:
        return None
    answer = answers.shown(sample.code.ask)
    if not sample.code.block.is_empty and not drift(sample.code, answer.lines):
        return None
    check_writable(sample)
    return BlockChange(body=(*sample.fence.options, *answer.lines))


def check_writable(sample: Sample) -> None:
    """Raise `Refused` for a block that nothing can be written to."""
    if not sample.fence.is_closed:
        marker = sample.fence.block.marker
        mend = f"End it with a line {marker}, indented as the line that opens it."
        raise Refused("this block is never closed", mend)
    if not sample.fence.is_apart:
        mend = "Begin it on a line of its own, below the text of the item."
        raise Refused("this block begins in the line of its item", mend)


def _outcome(place: Place, sample: Sample, answers: Answers, project: str) -> tuple[Outcome, list[Problem]]:
    code = sample.code
    if code.kind == "unproven":
        return "unproven", []
    if code.kind == "transcript":
        return "unrun", []
    if code.kind != "snippet":
        return "unknown", []
    if code.ask is None:
        return "refused", []  # the document says why
    try:
        answer = answers.shown(code.ask)
    except Refused as refused:
        return "refused", [refused.at(place)]
    if code.block.is_empty or not (lines := drift(code, answer.lines)):
        return "proven", []
    command = f"python3 build.py pull {quote(place.path)} --project {quote(project)}"
    return "drifted", [drifted(place, code.header.data["data-from"], lines, command)]
