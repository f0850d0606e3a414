"""The command `import`: notes of every kind into entries."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from chronicles.cli.day_option import Day, known_day, now
from chronicles.cli.import_sources import commit_log, note_files
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.notes_import import ImportOptions, take_in
from chronicles.cli.output import fail, out
from chronicles.cli.readme_page import kept_right
from chronicles.dates.zones import read_zone
from chronicles.importing.stamps.moments import Choices
from chronicles.problems import Place, Problem, Refused, count, visible
from chronicles.site.mkdocs.config import load
from chronicles.workspace import last_import
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace

ALONE = "--undo takes back the last import, whatever it was: give nothing else."
GIVEN = ParameterSource.COMMANDLINE


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option(
    "--force", is_flag=True, help="Also replace entries that were edited since, with the diff of each."
)
@click.option("--day-first/--month-first", default=None, help="How to read 03/04/2025.")
@click.option("--year", type=click.IntRange(1900, 2100), help="The year of dates that have none.")
@click.option("--date", "day", type=Day(), metavar="DAY", help="The day of text that has none.")
@click.option(
    "--dates", type=click.Choice(["git"]), help="Where text has no date: that of its file's first commit."
)
@click.option("--zone", help="The time zone in which times were written, such as Europe/Berlin.")
@click.option("--keep-all", is_flag=True, help="Keep what looks like a blog's own words.")
@click.option("--commits", metavar="FOLDER", help="Take a repository's commit messages, an entry a day.")
@click.option("--verbose", is_flag=True, help="Say what becomes of every line.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON, for other programs.")
@click.option("--interactive", is_flag=True, help="Ask about what is in doubt, and remember the answers.")
@click.option("--undo", is_flag=True, help="Take back the last import, and nothing that was edited since.")
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[str, ...],
    dry_run: bool,
    force: bool,
    day_first: bool | None,
    year: int | None,
    day: str | None,
    dates: str | None,
    zone: str | None,
    keep_all: bool,
    commits: str | None,
    verbose: bool,
    as_json: bool,
    interactive: bool,
    undo: bool,
) -> None:
    """Turn notes into entries of the journal, once each, and account for every line.

    FILE is a file, a folder, or a ZIP archive. Whatever waits for you, was decided or stays private is told.
    """
    if undo and _given(context) != {"undo"}:
        raise click.UsageError(ALONE)
    settings = load(journal_folder())
    if undo:
        fail(problems) if (problems := take_back(load_workspace(settings))) else None
        return
    if not files and not commits:
        raise click.UsageError("Missing argument 'FILE…'.")
    written_in = _zone(zone) if zone else settings.zone
    workspace = load_workspace(settings)
    on = known_day(workspace, day) if day else None
    days = workspace.days.with_day(now(settings).date())
    choices = Choices(settings.zone, written_in, day_first, year, on, keep_all, days)
    options = ImportOptions(
        dry_run=dry_run,
        force=force,
        verbose=verbose,
        as_json=as_json,
        of_git=dates == "git",
        interactive=interactive,
    )
    sources, problems = note_files(files, settings.published_folders)
    if commits:
        try:
            log = commit_log(Path(commits))
            sources = replace(sources, texts=(*sources.texts, log))
        except Refused as refused:
            problems.append(refused.at(Place(commits)))
    try:
        problems = take_in(workspace, sources, choices, options, problems)
    except Refused as refused:
        problems = [*problems, refused.at(Place("import"))]
    fail(problems) if problems else None


def _given(context: click.Context) -> set[str]:
    """The names of what was given to the command."""
    return {name for name in context.params if context.get_parameter_source(name) is GIVEN}


def take_back(workspace: Workspace) -> list[Problem]:
    """Undo the last import, say what is as it was, and return what is left for a person."""
    root = workspace.settings.root
    with kept_right(workspace):
        try:
            done, problems = last_import.undo(root)
        except Refused as refused:
            return [refused.at(Place("import --undo"))]
    for path in done:
        out.print(visible(f"- {path}"), markup=False)
    out.print(f"{count(len(done), 'file')} of the last import taken back")
    return problems


def _zone(name: str) -> ZoneInfo:
    try:
        return read_zone(name)
    except Refused as refused:
        mend = f"{refused.mend[0].lower()}{refused.mend[1:]}"
        raise click.BadParameter(f"{refused.message}; {mend}", param_hint="--zone") from None
