"""The command that proves pages against the project."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from chronicles.cli.check_options import (
    TEXT,
    changed_option,
    format_of,
    format_option,
    json_option,
    project_option,
    watch_option,
)
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.known_check import recall
from chronicles.cli.output import report


@click.command()
@click.argument("pages", nargs=-1)
@click.option("--no-exec", is_flag=True, help="Run nothing: no transcripts, no tests of the guides' states.")
@click.option("--strict", is_flag=True, help="Count warnings as problems.")
@changed_option
@format_option
@json_option
@project_option
@watch_option
def check(
    pages: tuple[str, ...],
    no_exec: bool,
    strict: bool,
    base: str | None,
    form: str | None,
    is_json: bool,
    project: str | None,
    watch: bool,
) -> None:
    """Prove PAGES (all pages without any) against the project, and list every problem.

    A step's state is tried too: its checks, its migrations, its tests. What passed once is not
    tried again, and where nothing has changed, nothing is.
    """
    form = format_of(form, is_json=is_json)
    if watch:
        if strict:
            raise click.UsageError(
                "--watch tells what is new in a journal, and no warnings. Leave out --strict."
            )
        _watch(pages, base, form, project, run=not no_exec)
    is_whole = not pages and base is None and project is None
    if is_whole and form == TEXT and (lines := recall(journal_folder(), run=not no_exec)) is not None:
        for line in lines:
            report(*line)
        return
    _look(pages, base, form, project, run=not no_exec, strict=strict)


def _look(
    pages: tuple[str, ...], base: str | None, form: str, project: str | None, *, run: bool, strict: bool
) -> None:
    # What looks at pages takes longer to be imported than all else that a check needs where nothing changed.
    from chronicles.cli.check_format import answer
    from chronicles.cli.existing_docs import check_against
    from chronicles.cli.full_check import full_check

    if project is not None:
        answer(form, Path.cwd(), lambda: check_against(pages, project, base))
    else:
        answer(form, journal_folder(), lambda: full_check(pages, base, run=run, strict=strict))


def _watch(
    pages: tuple[str, ...], base: str | None, form: str, project: str | None, *, run: bool
) -> NoReturn:
    if form != TEXT or base is not None or project is not None:
        other = (
            "--changed" if base is not None else "--project" if project is not None else f"--format {form}"
        )
        raise click.UsageError(f"--watch tells in words what is new in a journal. Leave out {other}.")
    from chronicles.cli.check_watch import watch

    sys.exit(watch(pages, run=run))
