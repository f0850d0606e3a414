"""The commands that hold pages against the project."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import click

from chronicles.cli import readme_page
from chronicles.cli.check_readings import check_readings
from chronicles.cli.existing_docs import check_against, project_option, pull_against
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.resolving import ask
from chronicles.disk.paths import followed, is_file
from chronicles.disk.writing import replace_text
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, count, nearest
from chronicles.proof.pull import Pulled
from chronicles.proof.pull import pull as pull_page
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace


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
    readings = _chosen(workspace, pages)
    answers, block_outputs = ask(workspace, readings, run=not no_exec)
    problems = list(workspace.problems)
    done = list[Pulled]()
    found = (pull_page(reading, answers, block_outputs) for reading in _once(settings, readings))
    own = (readme_page.pulled(workspace) for _ in range(_is_readme_meant(settings, pages)))
    for pulled in chain(found, own):  # one after the other: one may be a link to the other's file
        problems += pulled.problems
        if pulled.text != pulled.page.text:
            show_diff(pulled.diff)
            wrong = [] if dry_run else _write(settings, pulled)
            problems += wrong
            done += [] if wrong else [pulled]
    out.print(_tally(done, "would be refreshed" if dry_run else "refreshed"))
    fail(problems) if problems else None


@click.command()
@click.argument("pages", nargs=-1)
@click.option("--no-exec", is_flag=True, help="Run nothing: no transcripts, no tests of the guides' states.")
@project_option
def check(pages: tuple[str, ...], no_exec: bool, project: str | None) -> None:
    """Prove PAGES (all pages without any) against the project, and list every problem.

    A step's state is tried too: its checks, its migrations, its tests. What passed once is not
    tried again.
    """
    if project is not None:
        check_against(pages, project)
        return
    workspace = open_workspace()
    readings = _chosen(workspace, pages)
    problems = check_readings(workspace, readings, is_whole=not pages, run=not no_exec)
    problems |= {*(readme_page.problems_of(workspace) if _is_readme_meant(workspace.settings, pages) else ())}
    fail(problems) if problems else None


def _chosen(workspace: Workspace, pages: Sequence[str]) -> list[Reading]:
    """The readings of the pages that were named, all without a name."""
    if not pages:
        return list(workspace.readings)
    known = {reading.page.path: reading for reading in workspace.readings}
    unread = {problem.place.path for problem in workspace.unsafe}
    names = list(dict.fromkeys(_page_name(workspace.settings, page) for page in pages))
    otherwise = f"Name a file below {workspace.settings.shown(workspace.settings.docs)}/."
    for name in names:
        if name not in {*known, *unread} and not readme_page.is_readme(workspace.settings, name):
            raise click.UsageError(f"there is no page {name!r}. {nearest(name, known, otherwise)}")
    return [known[name] for name in names if name in known]


def _page_name(settings: Settings, page: str) -> str:
    """The page as problems name it; a path may also be written as seen from docs/."""
    inside = settings.docs / page
    return settings.shown(followed(inside if is_file(inside) else Path(page)))


def _is_readme_meant(settings: Settings, pages: Sequence[str]) -> bool:
    return not pages or any(readme_page.is_readme(settings, page) for page in pages)


def _tally(done: Sequence[Pulled], words: str) -> str:
    """What was pulled: so many blocks of pages, and parts of the README."""
    pages = [one for one in done if one.page.path != readme_page.README]
    parts = sum(one.refreshed for one in done) - (blocks := sum(one.refreshed for one in pages))
    more = f", and {count(parts, 'part')} of {readme_page.README}" if parts else ""
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
