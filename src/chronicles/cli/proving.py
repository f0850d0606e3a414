"""The command that brings pages up to date with the project."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import click

from chronicles.cli import readme_page
from chronicles.cli.check_options import project_option
from chronicles.cli.chosen_pages import chosen, is_readme_meant
from chronicles.cli.existing_docs import pull_against
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.resolving import ask
from chronicles.disk.paths import followed
from chronicles.disk.writing import replace_text
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count
from chronicles.proof.pull import Pulled
from chronicles.proof.pull import pull as pull_page
from chronicles.workspace.readme_file import README
from chronicles.workspace.reply_ids import unwritten_ids, with_ids
from chronicles.workspace.settings import Settings


@click.command()
@click.argument("pages", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show the diff and write nothing.")
@click.option("--no-exec", is_flag=True, help="Run nothing: leave the transcripts as they are.")
@project_option
def pull(pages: tuple[str, ...], dry_run: bool, no_exec: bool, project: str | None) -> None:
    """Fill and refresh the blocks of PAGES, and show what changes.

    Without any, of all pages, and what README.md shows of the journal between its markers.
    """
    if project is not None:
        pull_against(pages, project, dry_run=dry_run)
        return
    workspace = open_workspace()
    settings = workspace.settings
    readings = chosen(workspace, pages)
    answers, block_outputs = ask(workspace, readings, run=not no_exec)
    problems = list(workspace.problems)
    done = list[Pulled]()
    ids = unwritten_ids(workspace)
    found = (
        replace(pull_page(with_ids(reading, ids), answers, block_outputs), page=reading.page)
        for reading in _once(settings, readings)
    )
    own = (readme_page.pulled(workspace) for _ in range(is_readme_meant(settings, pages)))
    for pulled in chain(found, own):  # one after the other: one may be a link to the other's file
        problems += pulled.problems
        if pulled.text != pulled.page.text:
            show_diff(pulled.diff)
            wrong = [] if dry_run else _write(settings, pulled)
            problems += wrong
            done += [] if wrong else [pulled]
    if named := sum(len(ids.get(one.page.path, {})) for one in done):
        out.print(f"{count(named, 'id')} {'would be ' if dry_run else ''}written beside what was replied to")
    out.print(_tally(done, "would be refreshed" if dry_run else "refreshed"))
    fail(problems) if problems else None


def _tally(done: Sequence[Pulled], words: str) -> str:
    """What was pulled: so many blocks of pages, and parts of the README."""
    pages = [one for one in done if one.page.path != README]
    parts = sum(one.refreshed for one in done) - (blocks := sum(one.refreshed for one in pages))
    more = f", and {count(parts, 'part')} of {README}" if parts else ""
    return f"{count(blocks, 'block')} {words} in {count(len(pages), 'page')}{more}"


def _once(settings: Settings, readings: Iterable[Reading]) -> list[Reading]:
    """The readings without those that are links to the file of another."""
    files = {followed(settings.root / reading.page.path): reading for reading in readings}
    return list(files.values())


def _write(settings: Settings, pulled: Pulled) -> list[Problem]:
    try:
        replace_text(settings.root / pulled.page.path, pulled.page.text, pulled.text)
    except Refused as refused:
        return [refused.at(Place(pulled.page.path))]
    return []
