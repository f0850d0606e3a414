"""What `check` and `pull` do with pages that belong to no journal: any folder's, against any project."""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.text import Text

from chronicles.cli.branch_scope import basis_of, changes_since, tell_of_changes
from chronicles.cli.output import fail, out, show_diff
from chronicles.disk.writing import replace_text
from chronicles.documents.document import Document
from chronicles.documents.document_check import check_documents, pull_document
from chronicles.documents.document_files import read_documents, unread_documents
from chronicles.git.branch_changes import BranchChanges
from chronicles.problems import Place, Problem, Refused, count, visible
from chronicles.proof.answers import Answers
from chronicles.proof.changed_sources import ChangedSources
from chronicles.proof.check import CheckReport
from chronicles.proof.check_result import CheckResult, by_kind, counts_of
from chronicles.proof.resolver import answer_all
from chronicles.source.projects import Projects

SHOWN = 5  # places of blocks that are listed


def check_against(names: Sequence[str], project: str, base: str | None) -> CheckResult:
    """Prove the pages at `names` against the folder `project`, and print what holds.

    With `base`, a revision of the repository around the current folder, only those are proven that may be
    otherwise since the branch left it.
    """
    documents, problems = documents_at(names)
    changes = None if base is None else changes_since(Path.cwd(), base)
    looked_at = _touched(documents, project, changes) if changes else documents
    if changes:
        tell_of_changes(changes, len(looked_at), len(documents))
    report = check_documents(looked_at, _answers(looked_at, project), project)
    if documents:
        _tell(report)
    written = [problem for document in looked_at for problem in document.problems]
    kinds = by_kind(
        ("disk", problems), ("drift", report.drifts), ("page", written), ("source", report.problems)
    )
    return CheckResult(kinds, counts_of(report, len(documents)), basis_of(changes) if changes else None)


def _touched(documents: Sequence[Document], project: str, changes: BranchChanges) -> list[Document]:
    """The documents that may be otherwise than at the commit that a branch is compared with."""
    folders = {"": Path(project)}
    with Projects(folders, ZoneInfo(str(UTC))) as projects:
        sources = ChangedSources(changes, Path.cwd(), folders, projects)
        return [
            document
            for document in documents
            if changes.touches(Path.cwd() / document.page.path) or sources.touch(document.asks)
        ]


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
    """Return the documents at `names`, and why some cannot be read; without a name, it is a wrong call.

    Pages beside them that are not read are said.
    """
    if not names:
        raise click.UsageError("Name the pages, or their folder: --project is for those of no journal.")
    documents, problems = read_documents(names)
    if documents and (unread := unread_documents(names)):
        said = f"not read, since it is reStructuredText: {_listed([*map(visible, unread)])}"
        out.print(Text(said, style="dim"))
    return documents, problems


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
        out.print(Text(f"transcripts run only in a journal: {_listed(unrun)}", style="dim"))
    if report.unknown:
        silent = count(len(report.unknown), "block")
        said = f"{silent} without an address: 'adopt' looks for those of the project"
        out.print(Text(said, style="dim"))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
