"""The command that begins a step, and with it a guide."""

from collections.abc import Sequence
from datetime import datetime

import click
from rich.text import Text

from chronicles.cli.day_option import now, tell_of_break
from chronicles.cli.output import fail, out
from chronicles.cli.step_creation import in_menu, in_order, index_of, new_files, pages_of, title_of
from chronicles.cli.step_files import (
    is_agreed,
    open_steps,
    project_of,
    report,
    rewriting,
    size,
    states_of,
    write_together,
)
from chronicles.git.commands import MAIL, NAME
from chronicles.guides.new_steps import next_step, step_page
from chronicles.guides.outline import Step
from chronicles.guides.series.absorption import absorb
from chronicles.guides.series.folders import project_files
from chronicles.guides.series.patches import Letter, Patch, changes, settled
from chronicles.guides.series.rewriting import StepDraft, letters, rewritten
from chronicles.guides.series.saving import patch_files
from chronicles.guides.series.series import Series
from chronicles.pages.characters import unfit
from chronicles.pages.slugs import slug
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace


@click.command("new")
@click.argument("guide")
@click.argument("title")
@click.option("--description", default="", help="What it means, in a sentence, for the list of the steps.")
@click.option("--empty", is_flag=True, help="Begin it without what has changed in the project.")
@click.option("--yes", is_flag=True, help="Change the menu, and rewrite the patches of later steps, unasked.")
def new_step(guide: str, title: str, description: str, empty: bool, yes: bool) -> None:
    """Begin a step of GUIDE called TITLE: its page, and what has changed in the project as its patch.

    The first step of all takes the whole project as it stands. A guide that is not there yet is begun, too.
    """
    title, description = (" ".join(words.split()) for words in (title, description))
    if refused := unfit(title, "the title") or unfit(description, "the description"):
        raise click.UsageError(f"{refused.message}. {refused.mend}")
    if not title:
        raise click.UsageError("a step needs a title.")
    workspace = open_steps()
    begin_step(workspace, guide, title, is_empty=empty, yes=yes, description=description)


def begin_step(
    workspace: Workspace,
    guide: str,
    title: str,
    *,
    is_empty: bool,
    yes: bool,
    name: str = "",
    description: str = "",
) -> None:
    """Write a step behind the last one of `guide`, and say what it takes; `yes` answers what would be asked.

    `name` is what a guide is called that is begun; whoever is at a terminal is asked without it. Ends the
    command where something stands in the way.
    """
    settings = workspace.settings
    try:
        step = next_step(guide, title, pages_of(workspace), workspace.settings.guides)
    except Refused as refused_name:
        raise click.UsageError(f"{refused_name.message}. {refused_name.mend}") from None
    _refuse_again(workspace, step, title)
    name = name or title_of(settings, guide)
    texts = {**index_of(settings, guide, name), step.page: ""}
    new_files(settings, texts)
    menu = in_menu(workspace, guide, name, list(texts), yes=yes)
    patches = in_order(workspace, [step], is_listed=menu is not None)
    try:
        series = Series(workspace.series.folder, patches, workspace.series.left_out)
        after = _with_changes(settings, series, step, title, is_empty=is_empty)
        own = after[series.names.index(step.name)]
        texts[step.page] = step_page(step, title, changes(own.data), description=description)
        planned = [*new_files(settings, texts), *patch_files(settings.root, patches, after)]
        planned += [menu] if menu else []
        _tell(settings, series, own)
        if not is_agreed(rewriting(patches, after), yes=yes, menu=menu):
            return
        write_together(settings, planned)
    except Refused as refused:
        fail([refused.at(Place(settings.shown(settings.docs / step.page)))])
    if own.data:
        tell_of_break(workspace, now(settings).date())
    report(settings, planned, f"Now write {settings.shown(settings.docs / step.page)}.")


def _refuse_again(workspace: Workspace, step: Step, title: str) -> None:
    """Refuse a step that is called as the last one of its guide: most likely the command was repeated."""
    folder = step.page.rpartition("/")[0]
    last = max((page for page in pages_of(workspace) if page.startswith(f"{folder}/")), default="")
    if last.removeprefix(f"{folder}/").partition("-")[2] == f"{slug(title)}.md":
        page = workspace.settings.shown(workspace.settings.docs / last)
        what = f"the last step of {step.guide} is called so already: {page}. Give another title."
        mend = "To take that step back, delete its page, the patch beside it, and its line in a nav."
        raise click.UsageError(f"{what} {mend}")


def _with_changes(
    settings: Settings, series: Series, step: Step, title: str, *, is_empty: bool
) -> Sequence[Patch]:
    """All patches, the one of the new step with what no step knows of in the project."""
    states, at = states_of(series), series.names.index(step.name)
    project = project_of(settings)
    edited = states[-1] if is_empty else project_files(series, project)
    absorbed = absorb(states, edited, at)
    if absorbed.asked:
        mend = "Run 'python3 build.py step absorb' first, or begin the step without it: --empty."
        fail(
            Problem(
                Place(f"{settings.shown(project)}/{asked.path}", asked.line),
                f"{asked.why} {series.names[asked.earliest]}, and {step.name} comes before that",
                mend,
            )
            for asked in absorbed.asked
        )
    heads = letters(series.patches)
    heads[at] = Letter(NAME, MAIL, _date(now(settings)), settled(title))
    drafts = [StepDraft(*pair) for pair in zip(absorbed.states, heads, strict=True)]
    return rewritten(series.git, series.patches, states, drafts)


def _date(moment: datetime) -> str:
    """A moment as git has it: seconds and zone."""
    return f"{int(moment.timestamp())} {moment:%z}"[:16]


def _tell(settings: Settings, series: Series, own: Patch) -> None:
    """Say what the new step takes from the project."""
    project, name = settings.project_path(), own.step.name
    if not own.data:
        then = f"python3 build.py step absorb --to {name}"
        out.print(Text(f"{name} changes nothing yet. Change {project}, then: {then}"))
        return
    is_first = not any(patch.data for patch in series.patches)
    what = f"the whole of {project} as it stands" if is_first else f"what has changed in {project}"
    out.print(Text(f"{name} takes {what}: {size(own)}"))
