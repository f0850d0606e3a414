"""The first pages of a journal: an entry that quotes the project, old notes, the lists of the README."""

from collections.abc import Sequence
from pathlib import Path

from chronicles.cli import readme_page
from chronicles.cli.day_option import now, tell_of_break
from chronicles.cli.import_sources import note_files
from chronicles.cli.notes_import import take_in
from chronicles.cli.output import fail
from chronicles.dates.zones import read_zone
from chronicles.disk.paths import followed, is_there
from chronicles.disk.writing import Replacement, replace_all
from chronicles.importing.stamps.moments import Choices
from chronicles.journal.entries import fenced
from chronicles.journal.project_state import committed
from chronicles.pages.reading import Ask, at_state
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.resolver import Resolver
from chronicles.site.mkdocs.config import load
from chronicles.source.projects import Projects
from chronicles.source.search import language_of
from chronicles.starting.first_symbol import first_symbol
from chronicles.starting.journal_answers import JournalAnswers
from chronicles.starting.skeleton import Skeleton
from chronicles.workspace.project_settings import NONE
from chronicles.workspace.readme_file import README
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace

ENTRY = "The journal begins"


def write_files(folder: Path, files: Sequence[tuple[str, bytes | None, bytes]]) -> None:
    """Write files: each with its path in the journal, its bytes now (`None` for no file), and then.

    Ends the command where one cannot be written.
    """
    try:
        replace_all([Replacement(folder / path, before, after) for path, before, after in files])
    except Refused as refused:
        fail([refused.at(Place(str(folder)))])


def state_of(folder: Path, answers: JournalAnswers) -> State:
    """Return the commit that the project is at, as long as nothing is written; now for one without."""
    if answers.is_new or answers.project == NONE:
        return NOW
    project = followed(folder / answers.project)  # of a new folder, `..` leads nowhere yet
    try:
        with Projects({"": project}, read_zone(answers.zone)) as projects:
            return committed(project, projects) or NOW
    except Refused:  # git does not use the repository; `check` says why
        return NOW


def begin_pages(folder: Path, skeleton: Skeleton, posts: str, state: State) -> None:
    """Write the first entry, which quotes the project at a `state`."""
    if is_there(folder / posts):
        return
    workspace = load_workspace(load(followed(folder)))
    block = _quoted(workspace, state) if workspace.settings.project else ""
    said = "" if state == NOW else str(state)
    write_files(folder, [(posts, None, skeleton.first_entry(ENTRY, said, block))])


def import_files(folder: Path, paths: Sequence[Path]) -> list[Problem]:
    """Turn what a person has written before into entries; return what of it has to be looked at."""
    if not paths:
        return []
    workspace = load_workspace(load(followed(folder)))
    zone, today = workspace.settings.zone, now(workspace.settings).date()
    sources, unread = note_files([str(path) for path in paths], workspace.settings.published_folders)
    choices = Choices(zone, zone, days=workspace.days.with_day(today))
    problems = take_in(workspace, sources, choices, problems=unread)
    tell_of_break(load_workspace(workspace.settings), today)  # what came along may be old
    return problems


def fill_readme(folder: Path) -> None:
    """Write what the README shows of the journal."""
    pulled = readme_page.pulled(load_workspace(load(followed(folder))))
    if pulled.text != pulled.page.text:
        before, after = (one.encode("utf-8", "surrogateescape") for one in (pulled.page.text, pulled.text))
        write_files(folder, [(README, before, after)])


def _quoted(workspace: Workspace, state: State) -> str:
    """A block that shows a part of the project at a state, `""` where it has none."""
    with workspace.projects() as projects:
        try:
            address = first_symbol(projects.tree("", state))
            if address is None:
                return ""
            answer = Resolver(projects).answer(Ask(at_state(address, state)))
            return fenced(language_of(address.path), str(address), answer.lines)
        except Refused:  # a project that cannot be quoted yet; `check` says why
            return ""
