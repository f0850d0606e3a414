"""What `check --changed` looks at, and what it says of that."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.check_scope import CheckScope
from chronicles.cli.output import out
from chronicles.git.branch_changes import BranchChanges, branch_changes
from chronicles.pages.reading import Reading
from chronicles.problems import Refused, count, visible
from chronicles.proof.check_result import CheckBasis
from chronicles.workspace.touched_pages import touched_pages
from chronicles.workspace.workspace import Workspace


def changes_since(folder: Path, base: str) -> BranchChanges:
    """Return what has changed around `folder` since the branch left `base`.

    Raises `click.UsageError` where there is nothing to compare with.
    """
    try:
        return branch_changes(folder, base)
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None


def basis_of(changes: BranchChanges) -> CheckBasis:
    """Return what is compared with, as documents tell it."""
    return CheckBasis(changes.base, changes.commit)


def tell_of_changes(changes: BranchChanges, looked_at: int, pages: int, because: str = "") -> None:
    """Print how many of how many pages are looked at, and why it is all of them."""
    said = f"{looked_at} of {count(pages, 'page')} to look at since {_since(changes)}"
    out.print(Text(said + (f": all of them, because of {visible(because)}" if because else "")))


def branch_scope(workspace: Workspace, chosen: Sequence[Reading], changes: BranchChanges) -> CheckScope:
    """Return those of the pages that were `chosen` which a branch may have made wrong, and print how many.

    Where all pages were, the form of all is looked at. Raises `click.UsageError` where git does not answer.
    """
    try:
        touched = touched_pages(workspace, changes)
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None
    is_whole = len(chosen) == len(workspace.readings)
    paths = {reading.page.path for reading in touched.readings}
    readings = [reading for reading in chosen if reading.page.path in paths]
    tell_of_changes(changes, len(readings), len(workspace.readings), touched.because if is_whole else "")
    if not is_whole:
        return CheckScope(readings, is_whole=False, is_series=False)
    return CheckScope(readings, bool(touched.because), touched.is_series, workspace.readings)


def _since(changes: BranchChanges) -> str:
    base = visible(changes.base)
    return f"{base} ({changes.commit[:10]})" if changes.commit else f"{base}, which has no commit yet"
