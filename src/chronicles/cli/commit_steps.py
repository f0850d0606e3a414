"""The command that makes steps of a project's own history."""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from chronicles.cli.output import fail, out
from chronicles.cli.prompts import agreed
from chronicles.cli.step_creation import in_menu, in_order, index_of, new_files, pages_of, title_of
from chronicles.cli.step_files import CHECK, open_steps, project_of, report, size, states_of, write_together
from chronicles.disk.paths import followed
from chronicles.guides.new_steps import MOST, next_step, step_page
from chronicles.guides.outline import Step
from chronicles.guides.series.absorption import State
from chronicles.guides.series.commit_range import CommitRange, ProjectCommit, read_range
from chronicles.guides.series.patches import Patch, changes
from chronicles.guides.series.rewriting import StepDraft, letters, rewritten
from chronicles.guides.series.saving import patch_files
from chronicles.guides.series.series import Series
from chronicles.importing.sanitizer import Cleaner
from chronicles.problems import Place, Problem, Refused, count, visible
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

# In a message they are a number or a comment, and a line between two parts.
HEADING = re.compile(r"^(?P<gap> {0,3})(?=#|(?:=+|-+)[ \t]*$)")


@click.command("from-commits")
@click.argument("revisions", metavar="A..B")
@click.option("--guide", required=True, metavar="NAME", help="The guide that the steps are of.")
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the history is, if not the project's.",
)
@click.option("--yes", is_flag=True, help="Make the steps, and change the menu, without being asked.")
def from_commits(revisions: str, guide: str, repo: Path | None, yes: bool) -> None:
    """Make a step of each commit of A..B: its message as the page, its change to the project as the patch.

    They stand behind all steps that there are. B alone means all commits up to it.
    """
    workspace = open_steps()
    settings, pages = workspace.settings, pages_of(workspace)
    folder = _project_in(settings, repo)
    try:
        room = MOST + 1 - int(next_step(guide, "", pages, settings.guides).number)
    except Refused as refused_name:
        raise click.UsageError(f"{refused_name.message}. {refused_name.mend}") from None
    try:
        history = read_range(folder, revisions, room)
    except Refused as refused:
        fail([refused.at(Place(settings.shown(folder)))])
    steps = _steps(settings.guides, guide, history.commits, pages)
    name = title_of(settings, guide)
    texts = {**index_of(settings, guide, name), **{step.page: "" for step in steps}}
    new_files(settings, texts)
    menu = in_menu(workspace, guide, name, list(texts), yes=yes)
    try:
        patches = in_order(workspace, steps, is_listed=menu is not None)
        after = _patches(workspace, patches, steps, history)
        own = after[-len(steps) :]
        _show(history.commits, own)
        if not _is_agreed(settings, own, yes=yes):
            return
        texts |= _pages(settings, own, history.commits)
        planned = [*new_files(settings, texts), *patch_files(settings.root, patches, after)]
        planned += [menu] if menu else []
        write_together(settings, planned)
    except Refused as refused:
        fail([refused.at(Place(settings.shown(settings.docs / settings.guides / guide)))])
    report(settings, planned, CHECK)


def _project_in(settings: Settings, repo: Path | None) -> Path:
    """The folder whose history is read: the project's own, where it lies in the repository that is named."""
    project = followed(project_of(settings))
    return project if repo is None or project.is_relative_to(followed(repo)) else followed(repo)


def _steps(folder: str, guide: str, commits: Iterable[ProjectCommit], pages: Sequence[str]) -> list[Step]:
    known, steps = list(pages), list[Step]()
    for commit in commits:
        steps.append(next_step(guide, commit.subject, known, folder))
        known.append(steps[-1].page)
    return steps


def _patches(
    workspace: Workspace, patches: Sequence[Patch], steps: Sequence[Step], history: CommitRange
) -> Sequence[Patch]:
    """All patches, those of the new steps with what the commits change."""
    series = Series(workspace.series.folder, patches, workspace.series.left_out)
    known = len(patches) - len(steps)
    if list(series.names[known:]) != [step.name for step in steps]:
        later = next(name for name in reversed(series.names) if name not in {step.name for step in steps})
        mend = "Put it behind all other guides in the nav of mkdocs.yml, or name another guide."
        raise Refused(f"the steps would stand before {later}, and its patch rests on what is before it", mend)
    states = states_of(series)
    last = states[known - 1] if known else {}
    _refuse_other_beginning(series, last, history, known)
    drafts = [StepDraft(*pair) for pair in zip(states, letters(patches), strict=True)][:known]
    drafts += [StepDraft(commit.state, commit.letter) for commit in history.commits]
    return rewritten(series.git, patches, states, drafts)


def _refuse_other_beginning(series: Series, last: State, history: CommitRange, known: int) -> None:
    """Behind steps that made something, the first commit has to go on from just that."""
    first = history.commits[0].short
    if last and last != history.before:
        differing = sum(last.get(path) != history.before.get(path) for path in {*last, *history.before})
        what = f"before {first}, the project is not what {series.names[known - 1]} leaves"
        mend = "Name a range that goes on from there, or make a journal of its own for it."
        raise Refused(f"{what}, in {count(differing, 'file')}", mend)
    if not last and history.before:
        out.print(Text(f"{series.names[known]} takes all that was there before {first}, too."))


def _pages(settings: Settings, patches: Sequence[Patch], commits: Sequence[ProjectCommit]) -> dict[str, str]:
    """The pages of the steps. What a message says is made harmless, as imported text is."""
    cleaner = Cleaner(settings.dialect)
    pages = dict[str, str]()
    for patch, commit in zip(patches, commits, strict=True):
        about = cleaner.clean([HEADING.sub(r"\g<gap>\\", line) for line in commit.body])
        pages[patch.step.page] = step_page(patch.step, commit.subject, changes(patch.data), about)
    return pages


def _show(commits: Sequence[ProjectCommit], patches: Sequence[Patch]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for commit, patch in zip(commits, patches, strict=True):
        table.add_row(patch.step.name, commit.short, Text(visible(commit.subject)), size(patch))
    out.print(table)


def _is_agreed(settings: Settings, patches: Sequence[Patch], *, yes: bool) -> bool:
    what = count(len(patches), "step")
    if yes:
        return True
    if not sys.stdin.isatty():
        place = Place(settings.shown((settings.docs / patches[0].step.page).parent))
        fail([Problem(place, f"{what} would be made, so nothing was written", "Add --yes if that is meant.")])
    if agreed(f"Make {what}"):
        return True
    out.print("Nothing was written.")
    return False
