"""The command that finds where the blocks of existing pages are from, and writes what is accepted."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.existing_docs import documents_at, written
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.prompts import one_of
from chronicles.documents.document import Document
from chronicles.documents.engines import form_for
from chronicles.documents.matches import Match, find_matches, words_of
from chronicles.documents.project_files import source_paths
from chronicles.documents.proposals import Proposal, is_sought, propose
from chronicles.documents.written_forms import FORMS, Form, with_addresses
from chronicles.problems import Problem, Refused, count, visible
from chronicles.proof.pull import Pulled
from chronicles.source.trees import WorkingTree

SHOWN = 5  # places that are listed
ANSWERS = {"y": "yes", "n": "no", "a": "all that are exact", "q": "quit"}


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option(
    "--project",
    metavar="SRC",
    required=True,
    type=click.Path(exists=True, file_okay=False),
    help="The folder that the blocks are looked for in.",
)
@click.option("--write", is_flag=True, help="Ask for each proposal, and write those that are accepted.")
@click.option("--yes", is_flag=True, help="Write those that are exact, without a question.")
@click.option(
    "--form", type=click.Choice(FORMS), help="How addresses are written; else as the engine needs it."
)
def adopt(pages: tuple[str, ...], project: str, write: bool, yes: bool, form: Form | None) -> None:
    """Find the blocks of PAGES that equal a part of SRC, and propose an address for each.

    PAGES are Markdown files and folders of any generator. Nothing is written without --write or --yes, and
    nothing but addresses ever.
    """
    documents, problems = documents_at(pages)
    proposals = _proposals(documents, Path(project))
    if write and not yes and not sys.stdin.isatty():
        raise click.UsageError("There is nobody to ask: --yes writes what is exact.")
    accepted = [one for one in proposals if one.certainty == "exact"] if yes else []
    if write and not yes:
        accepted = list(_asked(proposals))
    else:
        for proposal in proposals:
            out.print(Text(visible(_said(proposal))))
    done, unwritten = _write(accepted, form)
    if documents:
        _tell(documents, proposals, done, is_asked=write or yes)
    problems += unwritten
    if problems:
        fail(problems)


def _proposals(documents: Sequence[Document], project: Path) -> list[Proposal]:
    texts = {words_of(one.text) for document in documents for one in document.samples if is_sought(one)}
    own = [Path(document.page.path) for document in documents]
    return propose(documents, find_matches(texts, WorkingTree(project), source_paths(project, own)))


def _said(proposal: Proposal) -> str:
    place, matches = proposal.place, proposal.matches
    if proposal.certainty == "exact":
        return f"{place}: {proposal.address} (exact)"
    if proposal.certainty == "spaces":
        return f"{place}: {proposal.address} (the same but for white space)"
    if proposal.certainty == "several":
        addresses = _listed([str(match.address) for match in matches])
        return f"{place}: one of {count(len(matches), 'place')}: {addresses}"
    where = _listed([_lines(match) for match in matches])
    return f"{place}: stands in {where}, and has no name there: put a region around it"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _lines(match: Match) -> str:
    first, last = match.span.first, match.span.last
    return f"{match.path} (line{f's {first} to {last}' if last > first else f' {first}'})"


def _asked(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals that somebody accepts; what is no proposal is only shown."""
    answer = ""
    for proposal in proposals:
        if answer != "q":
            out.print(Text(visible(_said(proposal))))
        if proposal.address is None or answer == "q":
            continue
        if answer == "a":
            yield from [proposal] if proposal.certainty == "exact" else []
            continue
        answer = one_of("Write it", ANSWERS)
        if answer == "y" or (answer == "a" and proposal.certainty == "exact"):
            yield proposal


def _write(accepted: Sequence[Proposal], form: Form | None) -> tuple[int, list[Problem]]:
    """Write the addresses into their pages; return how many are written, and what stands in the way."""
    done, problems = 0, list[Problem]()
    for path, group in groupby(accepted, key=lambda one: one.place.path):
        chosen, fitting = form or form_for(Path(path)), list[Proposal]()
        for proposal in group:
            if wrong := _refusal(proposal, chosen):
                problems.append(wrong)
            else:
                fitting.append(proposal)
        unwritten = _write_page(fitting, chosen) if fitting else []
        problems += unwritten
        done += 0 if unwritten else len(fitting)
    return done, problems


def _write_page(proposals: Sequence[Proposal], form: Form) -> list[Problem]:
    """Write the addresses of one page, and show what changes."""
    document = proposals[0].document
    addresses = {one.place.line: (one.sample, one.address) for one in proposals if one.address}
    text = with_addresses(document.page, addresses, form)
    show_diff(Pulled(document.page, text, len(addresses), ()).diff)
    return written(document, text)


def _refusal(proposal: Proposal, form: Form) -> Problem | None:
    """Why an address cannot be written at its block."""
    assert proposal.address, "only what is proposed is accepted"
    try:
        page = proposal.document.page
        with_addresses(page, {proposal.place.line: (proposal.sample, proposal.address)}, form)
    except Refused as refused:
        return refused.at(proposal.place)
    return None


def _tell(
    documents: Sequence[Document], proposals: Sequence[Proposal], written_ones: int, *, is_asked: bool
) -> None:
    sought = sum(sample.says_nothing for document in documents for sample in document.samples)
    found = sum(one.address is not None for one in proposals)
    said = f"{found} of {count(sought, 'block')} without an address could have one"
    done = (
        f"{written_ones} written"
        if is_asked
        else "nothing is written: --write asks for each, --yes takes the exact"
    )
    out.print(Text(f"{said}; {done}"))
