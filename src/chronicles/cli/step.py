"""The commands on the states of the guides."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from chronicles.cli.commit_steps import from_commits
from chronicles.cli.invocation import CHECKOUT, called
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.new_step import new_step
from chronicles.cli.output import fail, out
from chronicles.cli.step_files import (
    is_agreed,
    open_steps,
    project_of,
    report,
    rewriting,
    size,
    states_of,
    write,
)
from chronicles.disk.paths import followed, is_there
from chronicles.disk.writing import Replacement, replace_all
from chronicles.guides.series import zip_archives
from chronicles.guides.series.absorption import Absorbed, State, absorb
from chronicles.guides.series.edit_folders import begin, resume
from chronicles.guides.series.folders import project_files, write_files
from chronicles.guides.series.rewriting import StepDraft, letters, rewritten
from chronicles.guides.series.saving import patch_files
from chronicles.guides.series.saving import project_files as project_changes
from chronicles.guides.series.series import Series
from chronicles.problems import Place, Problem, Refused, nearest
from chronicles.site.mkdocs.config import load
from chronicles.workspace.journal_names import CACHE
from chronicles.workspace.project_settings import USUAL
from chronicles.workspace.settings import Settings


class Steps(click.Group):
    """A group whose commands answer in words where the states cannot be reached at all."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the cache cannot be used, or a patch does not apply."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            fail([refused.at(Place(CACHE))])


@click.group(cls=Steps)
def step() -> None:
    """The states of the guides: look at one, work in one, give an edit to the one it is of."""


step.add_command(new_step)
step.add_command(from_commits)


@step.command("list")
def list_() -> None:
    """List every step with what it changes in the project."""
    workspace = open_steps()
    settings, series = workspace.settings, workspace.series
    titles = {
        reading.page.path: str(reading.front_matter.values.get("title") or "")
        for reading in workspace.readings
    }
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for patch in series.patches:
        title = titles.get(settings.shown(settings.docs / patch.step.page), "")
        table.add_row(patch.step.name, Text(title), size(patch))
    out.print(table)
    fail([series.broken.at(Place("docs"))]) if series.broken else None


@step.command()
@click.argument("state")
@click.argument("folder", type=click.Path(path_type=Path))
def checkout(state: str, folder: Path) -> None:
    """Write the project as it is after a step, such as students/05, into a new FOLDER."""
    series = open_steps().series
    try:
        write_files(series.files(state), folder)
    except Refused as refused:
        fail([refused.at(Place(str(folder)))])
    out.print(Text(f"{state} is in {folder}"))


@step.command("zip")
@click.argument("state")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def zip_(state: str, file: Path | None) -> None:
    """Write the project as it is after a step into a ZIP file, the same bytes each time."""
    series = open_steps().series
    target = file or Path(zip_archives.name(state))
    try:
        data = zip_archives.archive(state, series.files(state))
        if is_there(target) and target.read_bytes() != data:
            raise Refused(f"{target.name} is there already", "Name another file.")
        replace_all([Replacement(target, None, data)])
    except Refused as refused:
        fail([refused.at(Place(str(target)))])
    out.print(Text(f"{state} is in {target}"))


@step.command()
@click.argument("state")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def edit(state: str, folder: Path | None) -> None:
    """Make a FOLDER to change a step in (without one, edit-GUIDE-NN); 'step save' brings it back."""
    workspace = open_steps()
    settings, series = workspace.settings, workspace.series
    target = folder or settings.root / f"edit-{state.replace('/', '-')}"
    try:
        _refuse_edited_project(settings, series)
        begin(series, state, target)
    except Refused as refused:
        fail([refused.at(Place(settings.shown(target)))])
    shown = settings.shown(target)
    out.print(Text(called(f"{state} is in {shown}. Change it there, then: {CHECKOUT} step save {shown}")))


@step.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--abort", is_flag=True, help="Go back from a conflict to the edit as it was.")
def save(folder: Path | None, abort: bool) -> None:
    """Bring the step edited in FOLDER back, with every later step on top of it.

    Where a later one does not fit, FOLDER waits until you have mended it; then save again.
    """
    settings = load(journal_folder())
    target = folder or _edited(settings)
    shown = settings.shown(followed(target))
    try:
        edit = resume(target)
        if abort:
            edit.abort()
            out.print(Text(f"{shown} is as it was before it was saved."))
            return
        drafts = edit.drafts()
        before = edit.before()
        patches = rewritten(edit.git, edit.notes.patches, before, drafts)
        planned = patch_files(settings.root, edit.notes.patches, patches)
        # A guide may begin before its project has a folder; later, a journal without one has steps alone.
        project = settings.project or (settings.root / USUAL if not before[-1] else None)
        if project:
            planned += project_changes(project, before[-1], drafts[-1].state)
        write(settings, planned)
        edit.remove()
    except Refused as refused:
        fail([refused.at(Place(shown))])
    report(settings, planned)


@step.command("absorb")
@click.argument("paths", nargs=-1)
@click.option("--to", "to", metavar="STATE", help="The step that takes all of it, and no other.")
@click.option("--yes", is_flag=True, help="Rewrite the patches of other steps without being asked.")
@click.option("--dry-run", is_flag=True, help="Say what would go where, and write nothing.")
def absorb_(paths: tuple[str, ...], to: str | None, yes: bool, dry_run: bool) -> None:
    """Give each edit made in the project to the step that last changed its lines, or all to one.

    PATHS, as seen from the project's folder, narrow it to some of its files.
    """
    workspace = open_steps()
    settings, series = workspace.settings, workspace.series
    project = project_of(settings)
    try:
        states = states_of(series)
        if not states:
            raise Refused("there are no steps", 'Begin a guide: python3 build.py step new polls "A project".')
        number = _number(series, to)
        edited = _narrowed(states[-1], project_files(series, project), paths)
        absorbed = absorb(states, edited, number)
        if absorbed.asked:
            fail(_asked(settings.project_path(), series, absorbed, to))
        drafts = [StepDraft(*pair) for pair in zip(absorbed.states, letters(series.patches), strict=True)]
        patches = rewritten(series.git, series.patches, states, drafts)
        planned = patch_files(settings.root, series.patches, patches)
        _tell(settings.project_path(), series, absorbed)
        if dry_run:
            for patch in rewriting(series.patches, patches):
                out.print(Text(f"{patch.path} would be rewritten"))
            return
        if not is_agreed(rewriting(series.patches, patches, number), yes=yes):
            return
        write(settings, planned)
    except Refused as refused:
        fail([refused.at(Place(settings.project_path()))])
    report(settings, planned)


def _tell(project: str, series: Series, absorbed: Absorbed) -> None:
    """Say which edit goes to which step."""
    for taken in absorbed.taken:
        where = Place(f"{project}/{taken.path}", taken.line)
        lines = f" (+{taken.added} -{taken.removed})" if taken.line else ""
        out.print(Text(f"{where} goes to {series.names[taken.step]}{lines}"))


def _refuse_edited_project(settings: Settings, series: Series) -> None:
    """What no step knows of would be written over by 'step save'."""
    project = settings.project
    if (
        project
        and series.names
        and {file.path: file for file in series.files(series.names[-1])} != project_files(series, project)
    ):
        mend = "Run 'python3 build.py step absorb' first, which gives them to their steps."
        raise Refused(f"{settings.project_path()} has changes that no step knows of", mend)


def _edited(settings: Settings) -> Path:
    """The one folder that a step is edited in."""
    found = sorted(settings.root.glob("edit-*/.git/chronicles.json"))
    if len(found) == 1:
        return found[0].parents[1]
    names = ", ".join(path.parents[1].name for path in found)
    raise click.UsageError(f"name the folder{f', one of {names}' if names else ' that step edit made'}.")


def _number(series: Series, name: str | None) -> int | None:
    if name is None:
        return None
    series.commit(name)
    return series.names.index(name)


def _narrowed(last: State, edited: State, paths: Sequence[str]) -> State:
    """The last state with the edits of `paths` alone; of all files without any."""
    if not paths:
        return edited
    narrowed = dict(last)
    for path in paths:
        if path not in last and path not in edited:
            raise Refused(f"the project has no file {path!r}", nearest(path, [*last, *edited]))
        narrowed.pop(path, None)
        if path in edited:
            narrowed[path] = edited[path]
    return narrowed


def _asked(project: str, series: Series, absorbed: Absorbed, to: str | None) -> list[Problem]:
    """The edits that a person has to decide on."""
    return [
        Problem(
            Place(f"{project}/{asked.path}", asked.line),
            f"{asked.why} {series.names[asked.earliest]}, so {to} cannot take it"
            if to
            else f"{asked.why}, so it could be of several",
            f"Name one, {series.names[asked.earliest]} or later: "
            f"python3 build.py step absorb --to {series.names[-1]} {quote(asked.path)}",
        )
        for asked in absorbed.asked
    ]
