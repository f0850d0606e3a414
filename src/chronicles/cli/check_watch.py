"""Checks beside an editor: at each save it says what is new, and what is mended, until Ctrl-C."""

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Event

import click

from chronicles.cli.chosen_pages import chosen
from chronicles.cli.full_check import checked, opened_journal
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import PROBLEMS, STOPPED, without_reports
from chronicles.cli.system_problem import system_problem
from chronicles.cli.watch_display import WatchDisplay
from chronicles.disk.file_watcher import FileWatcher
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Unusable
from chronicles.proof.check import check as check_pages
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.mkdocs.config import load
from chronicles.site.mkdocs.watched_paths import watched_paths
from chronicles.source.trees import NOT_SOURCE
from chronicles.workspace.check_inputs import CheckInputs
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.readme_file import README
from chronicles.workspace.settings import REQUIREMENTS, Settings
from chronicles.workspace.workspace import Workspace


def watch(pages: Sequence[str], *, run: bool) -> int:
    """Check `pages` (all without any) now and whenever a file changes, until Ctrl-C.

    Return the status that the last check would end with, or that of what was stopped before the first was
    over. Raises `Unusable`, and `click.UsageError` for a page that is not there, where it cannot begin.
    """
    watched = WatchedCheck(load(journal_folder()), pages, run=run)
    watcher = FileWatcher(watched.paths, NOT_SOURCE)
    try:
        watched.begin()
        for changed in watcher.changes(Event().wait):
            watched.look(changed)
    except KeyboardInterrupt:
        pass
    return watched.status


class WatchedCheck:
    """A check that is made again and again, and what it said the last time."""

    def __init__(self, settings: Settings, pages: Sequence[str], *, run: bool) -> None:
        self.status = STOPPED
        self._settings, self._pages, self._run = settings, pages, run
        self._display = WatchDisplay()

    def paths(self) -> list[Path]:
        """Return the files and folders that a check depends on."""
        settings, found = self._settings, [self._settings.docs]
        found += [settings.root / name for name in (CONFIG, README, *REQUIREMENTS)]
        found += [folder for folder in settings.theme.folders if folder.is_relative_to(settings.root)]
        for name, folder in settings.projects.items():
            found += watched_paths(folder, () if name else settings.own_paths)
        # Each commit and each checkout is written down there (gitrepository-layout(5)).
        return found + [at / ".git/logs/HEAD" for at in {settings.root, *settings.projects.values()}]

    def begin(self) -> None:
        """Check for the first time."""
        workspace, inputs = opened_journal()
        chosen(workspace, self._pages)
        self._display.begin()
        self._end(checked_quietly(workspace, inputs, self._pages, run=self._run))

    def look(self, changed: Collection[Path]) -> None:
        """Check again, since files have changed."""
        self._display.changed(sorted(self._settings.shown(path) for path in changed))
        try:
            found = self._found()
        except Unusable as unusable:
            found = list(unusable.problems)
        except click.UsageError as error:
            found = [Problem(Place(CONFIG), error.message, "Bring the page back, or begin again without it.")]
        except OSError as error:
            found = [system_problem(error)]
        self._end(found)

    def _found(self) -> list[Problem]:
        workspace, inputs = opened_journal()
        self._settings = workspace.settings
        self._display.early(quick_problems(workspace, chosen(workspace, self._pages)))
        return checked_quietly(workspace, inputs, self._pages, run=self._run)

    def _end(self, found: Collection[Problem]) -> None:
        self.status = PROBLEMS if found else 0
        self._display.ended(found)


def checked_quietly(
    workspace: Workspace, inputs: CheckInputs, pages: Sequence[str], *, run: bool
) -> list[Problem]:
    """Return every problem that a check finds, which prints nothing of its result itself."""
    with without_reports():
        return checked(workspace, inputs, pages, None, run=run).problems


def quick_problems(workspace: Workspace, readings: Sequence[Reading]) -> list[Problem]:
    """Return what is wrong with pages, their snippets and links, as far as nothing has to be run for it."""
    with workspace.projects() as projects:
        report = check_pages(readings, answer_all(questions(readings), projects), {})
    of_pages = [problem for reading in readings for problem in reading.problems]
    return sorted({*report.problems, *workspace.problems, *of_pages})
