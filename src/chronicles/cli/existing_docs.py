"""What `check` and `pull` do with pages that belong to no journal: any folder's, against any project."""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.text import Text

from chronicles.cli.output import fail, out, show_diff
from chronicles.disk.writing import replace_text
from chronicles.documents.document import Document
from chronicles.documents.document_check import check_documents, pull_document
from chronicles.documents.document_files import read_documents
from chronicles.problems import Place, Problem, Refused, count, visible
from chronicles.proof.answers import Answers
from chronicles.proof.check import CheckReport
from chronicles.proof.resolver import answer_all
from chronicles.source.projects import Projects

SHOWN = 5  # places of blocks that are listed
project_option = click.option(
    "--project",
    metavar="SRC",
    type=click.Path(exists=True, file_okay=False),
    help="The folder that PAGES quote. They may then be any Markdown: no journal and no settings are needed.",
)


def check_against(names: Sequence[str], project: str) -> None:
    """Prove the pages at `names` against the folder `project`, and print what holds and what does not."""
    documents, problems = documents_at(names)
    report = check_documents(documents, _answers(documents, project), project)
    _tell(report)
    if found := [*problems, *report.problems]:
        fail(found)


def pull_against(names: Sequence[str], project: str, *, dry_run: bool) -> None:
    """Fill and refresh the blocks of the pages at `names` from the folder `project`, and show the changes."""
    documents, problems = documents_at(names)
    answers = _answers(documents, project)
    blocks = pages = 0
    for document in documents:
        pulled = pull_document(document, answers)
        problems += pulled.problems
        if pulled.text == pulled.page.text:
            continue
        show_diff(pulled.diff)
        if not dry_run and (wrong := written(document, pulled.text)):
            problems += wrong
            continue
        blocks, pages = blocks + pulled.refreshed, pages + 1
    words = "would be refreshed" if dry_run else "refreshed"
    out.print(f"{count(blocks, 'block')} {words} in {count(pages, 'page')}")
    if problems:
        fail(problems)


def documents_at(names: Sequence[str]) -> tuple[list[Document], list[Problem]]:
    """Return the documents at `names`, and why some cannot be read; without a name, it is a wrong call."""
    if not names:
        raise click.UsageError("Name the pages, or their folder: --project is for those of no journal.")
    return read_documents(names)


def written(document: Document, text: str) -> list[Problem]:
    """Write a page anew, and return what stands in the way."""
    try:
        replace_text(Path(document.page.path), document.page.text, text)
    except Refused as refused:
        return [refused.at(Place(document.page.path))]
    return []


def _answers(documents: Sequence[Document], project: str) -> Answers:
    asks = [ask for document in documents for ask in document.asks]
    with Projects({"": Path(project)}, ZoneInfo(str(UTC))) as projects:
        return answer_all(asks, projects)


def _tell(report: CheckReport) -> None:
    out.print(Text(report.tally))
    unrun = [visible(str(proof.place)) for proof in report.proofs if proof.outcome == "unrun"]
    if unrun:
        more = f" and {len(unrun) - SHOWN} more" if len(unrun) > SHOWN else ""
        out.print(Text(f"transcripts run only in a journal: {', '.join(unrun[:SHOWN])}{more}", style="dim"))
    if report.unknown:
        silent = count(len(report.unknown), "block")
        said = f"{silent} without an address: 'adopt' looks for those of the project"
        out.print(Text(said, style="dim"))
