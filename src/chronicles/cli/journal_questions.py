"""What a person is asked who begins a journal."""

import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from chronicles.cli.prompts import ask_text
from chronicles.dates.zones import read_zone
from chronicles.disk.paths import is_file, is_folder, is_there
from chronicles.pages.characters import unfit
from chronicles.problems import Refused
from chronicles.starting import journal_defaults
from chronicles.starting.journal_answers import NEW, NEW_PROJECT, JournalAnswers
from chronicles.workspace.front_door import NAMES, is_front_door
from chronicles.workspace.project_settings import NONE

PAGES = ("docs", "pages", "journal-pages")  # folders for the pages, the first that is nobody else's
WEB = re.compile(r"https?://[^\s/<>\"]+(?:/[^\s<>\"]*)?")


def ask_answers(folder: Path, given: dict[str, str | None], *, is_asked: bool) -> JournalAnswers:
    """Return what a person says by options (`given`), and when asked; of all else, what is proposed.

    Raises `click.BadParameter` for what cannot be.
    """

    def answer(key: str, question: str, proposed: str) -> str:
        said = given[key]
        return said if said is not None else ask_text(question, proposed) if is_asked else proposed

    name = answer("name", "Who writes it", journal_defaults.author())
    title = answer("title", "What is it called", _titled(name))
    zone = answer("zone", "The time zone of its days", journal_defaults.zone())
    project = answer("project", "The folder of the project, 'new', or 'none'", _proposed(folder, given))
    repository = journal_defaults.repository(folder)
    url = answer("url", "Where will it be read", journal_defaults.url(repository))
    if not WEB.fullmatch(url):
        words = f"{url!r} is no address. Write one such as {journal_defaults.NOWHERE}"
        raise click.BadParameter(words, param_hint="--url")
    try:
        here = read_zone(zone)
    except Refused as refused:
        raise click.BadParameter(f"{refused.message}. {refused.mend}", param_hint="--zone") from None
    for key, words in (("name", name), ("title", title)):
        if not words.strip() or set(words) & set('<>"') or unfit(words, key):
            mend = "Write it in plain words, on one line, without '<', '>' and '\"'."
            raise click.BadParameter(f"{words!r} is no {key}. {mend}", param_hint=f"--{key}")
    return JournalAnswers(
        name,
        title,
        zone,
        _folder_of(project, folder),
        f"{url.rstrip('/')}/",
        datetime.now(here).date(),
        project == NEW,
        _free(folder, PAGES),
        _program(folder),
        journal_defaults.branch(folder),
        repository,
    )


def _titled(name: str) -> str:
    return "A learning journal" if name == journal_defaults.NOBODY else f"What {name} learns"


def _proposed(folder: Path, given: dict[str, str | None]) -> str:
    found = journal_defaults.project(folder)
    return found if found == NEW else os.path.normpath(folder / found)


def _folder_of(project: str, folder: Path) -> str:
    """The folder of the project as seen from the journal."""
    if project in (NEW, NONE):
        return NEW_PROJECT if project == NEW else NONE
    if not project or not is_folder(Path(project)):
        raise click.BadParameter(
            f"there is no folder {project!r}. Name one, or 'new', or 'none'.", param_hint="--project"
        )
    return Path(os.path.relpath(project, folder)).as_posix()


def _free(folder: Path, names: Sequence[str]) -> str:
    """The first of the folders that is empty, or that `init` has written pages into."""
    for name in names:
        path = folder / name
        if not is_there(path) or is_file(path / "journal" / "index.md"):
            return name
        if is_folder(path) and not any(path.iterdir()):
            return name
    return names[-1]


def _program(folder: Path) -> str:
    """What the file that starts the generator is called, where another may have its name."""
    names = NAMES
    places = {name: folder / name for name in names}
    own = (name for name, at in places.items() if not is_there(at) or is_front_door(at))
    return next(own, names[-1])
