"""A check that looks at everything: at all pages, at some, or at those that a branch touches."""

from collections.abc import Sequence
from dataclasses import replace

from chronicles.cli import readme_page
from chronicles.cli.branch_scope import basis_of, branch_scope, changes_since
from chronicles.cli.check_readings import check_readings
from chronicles.cli.check_scope import CheckScope
from chronicles.cli.chosen_pages import chosen, is_readme_meant
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.known_check import keep
from chronicles.cli.output import collected_reports
from chronicles.disk.file_stamps import stamp_of
from chronicles.proof.check_result import CheckResult, by_kind
from chronicles.site.mkdocs.check_roots import check_roots
from chronicles.site.mkdocs.config import of_config, opened
from chronicles.workspace.check_inputs import UNKNOWN, CheckInputs, check_inputs
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.workspace import Workspace, load


def full_check(pages: Sequence[str], base: str | None, *, run: bool, strict: bool = False) -> CheckResult:
    """Prove pages of the journal, all without any; of a branch, those that it touches.

    With `strict`, warnings are problems. What a whole check says that finds nothing wrong is kept for
    `recall`. Raises `Unusable`, and `click.UsageError` for a page or a revision that is not there.
    """
    workspace, inputs = opened_journal()
    with collected_reports() as lines:
        result = checked(workspace, inputs, pages, base, run=run)
    if (
        not (result.problems or result.warnings)
        and not pages
        and base is None
        and (now := inputs.now()) is not None
    ):
        keep(workspace.settings.root, now, lines, run=run)
    return result.strict() if strict else result


def opened_journal() -> tuple[Workspace, CheckInputs]:
    """Return the journal, read, and its files as they were before. Raises `Unusable`."""
    root = journal_folder()
    before = stamp_of(str(root / CONFIG))
    with opened(root) as config:
        settings = of_config(config)
        inputs = check_inputs(settings, check_roots(config, settings))
    if before != stamp_of(str(root / CONFIG)):
        inputs = UNKNOWN
    return load(settings), inputs


def checked(
    workspace: Workspace, inputs: CheckInputs, pages: Sequence[str], base: str | None, *, run: bool
) -> CheckResult:
    """Prove pages of a journal that was read; arguments and errors are those of `full_check`."""
    readings = chosen(workspace, pages)
    changes = None if base is None else changes_since(workspace.settings.root, base)
    if changes:
        scope = branch_scope(workspace, readings, changes)
    else:
        scope = CheckScope(readings, is_whole=not pages, is_series=not pages)
    result = check_readings(workspace, scope, run=run, inputs=inputs)
    readme = readme_page.problems_of(workspace) if is_readme_meant(workspace.settings, pages) else []
    kinds = by_kind(*((kind, [problem]) for problem, kind in result.kinds.items()), ("readme", readme))
    return replace(result, kinds=kinds, basis=basis_of(changes) if changes else None)
