"""The first step of a guide in a journal that begins: the project as it stands."""

import sys
from pathlib import Path

import click

from chronicles.cli.new_step import begin_step
from chronicles.cli.step_files import with_steps
from chronicles.disk.paths import followed, is_there
from chronicles.guides.new_steps import guide_title, next_step
from chronicles.guides.outline import USUAL, Step
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused
from chronicles.site.mkdocs.config import load
from chronicles.starting.journal_answers import JournalAnswers
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.project_settings import NONE
from chronicles.workspace.workspace import load as load_workspace

BEGINNING = "The beginning"


def first_step(guide: str, answers: JournalAnswers, *, is_site: bool) -> Step:
    """Return the step that `guide` begins with. Raises `click.UsageError` where there can be none.

    `is_site` is whether `mkdocs.yml` is somebody else's, who has to name the pages of a guide.
    """
    try:
        step = next_step(guide, BEGINNING, ())
    except Refused as refused:
        raise click.BadParameter(f"{refused.message}. {refused.mend}", param_hint="--guide") from None
    if answers.project == NONE:
        what = "a guide shows how a project grows, and this journal has none. Name one: --project."
        raise click.BadParameter(what, param_hint="--guide")
    if is_site:
        what = f'{CONFIG} is yours. Add chronicles to its plugins, and then: step new {guide} "Title".'
        raise click.BadParameter(what, param_hint="--guide")
    return step


def first_files(folder: Path, answers: JournalAnswers, step: Step) -> list[str]:
    """Return the files that `begin_guide` writes into `folder`; none where the guide is there already."""
    if _is_begun(folder / answers.docs, step):
        return []
    project = followed(folder / answers.project)
    has_project = answers.is_new or any(project.iterdir())
    paths = (f"{USUAL}/{step.guide}/index.md", step.page, *([step.patch] if has_project else []))
    return [f"{answers.docs}/{path}" for path in paths]


def begin_guide(folder: Path, answers: JournalAnswers, step: Step, state: State, *, yes: bool) -> State:
    """Write the first step of a guide, with the whole project in it, and its lines of the menu.

    Returns the state that an entry of today speaks of: `state`, if that is a commit, and else the step.
    """
    if _is_begun(folder / answers.docs, step):
        return state
    workspace = with_steps(load_workspace(load(followed(folder))))
    name = guide_title(step.guide)
    is_taken = yes or not sys.stdin.isatty()  # what is proposed
    begin_step(workspace, step.guide, BEGINNING, is_empty=False, yes=is_taken, name=name)
    is_state = is_there(folder / answers.docs / step.patch)  # which a project without a file is none for
    return step.state if state == NOW and is_state else state


def _is_begun(docs: Path, step: Step) -> bool:
    return is_there(docs / USUAL / step.guide)
