"""Walks `docs/`: every page read once, and every file that cannot be published named."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from chronicles.dates.day_range import ANY, DayRange
from chronicles.git.newest_commit import newest_commit
from chronicles.git.objects import RepositoryUnusable
from chronicles.guides.outline import Guide, guides
from chronicles.guides.series.patches import Patch
from chronicles.guides.series.series import Series
from chronicles.journal.log_entries import LogEntry, entry_of_note
from chronicles.journal.running_log import read_log, with_states
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.page import Page, decode
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import NOW
from chronicles.problems import Place, Problem, Refused
from chronicles.source.projects import Projects
from chronicles.workspace.authors_file import author_problems
from chronicles.workspace.file_names import unportable, unpublishable
from chronicles.workspace.page_checks import checked
from chronicles.workspace.patch_files import patches_of
from chronicles.workspace.served_files import running
from chronicles.workspace.settings import Settings, missing_extensions

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(frozen=True)
class Workspace:
    """A journal on the disk, read once: its pages, its guides with their patches, what is wrong with it.

    `problems` has all of it; `unsafe` is the part that MkDocs cannot even look at. `notes` are the entries
    that the notes of the running log become; `days` are those that all of it can be of.
    """

    settings: Settings
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    unsafe: tuple[Problem, ...]
    guides: tuple[Guide, ...] = ()
    patches: tuple[Patch, ...] = ()
    notes: tuple[LogEntry, ...] = ()
    days: DayRange = ANY

    @property
    def entries(self) -> tuple[Reading, ...]:
        """All entries of the journal, the notes of the running log too."""
        posts = self.settings.shown(self.settings.posts)
        return tuple(one for one in self.with_notes if one.page.path.startswith(f"{posts}/"))

    @property
    def with_notes(self) -> tuple[Reading, ...]:
        """All pages, and behind them the notes of the log as the entries that they become."""
        return (*self.readings, *(note.reading for note in self.notes))

    @cached_property
    def series(self) -> Series:
        """The states that the patches make; it is made once somebody asks for one of them."""
        return Series(self.settings.cache / "series.git", self.patches, self.settings.own_paths)

    def wrong_day(self, day: date) -> Refused | None:
        """Return why no page of the journal can be of `day`, `None` where one can. Asks git."""
        if self.days.wrong(day) is None:
            return None
        try:
            return self.days.with_day(newest_commit(self.settings.root, self.settings.zone)).wrong(day)
        except RepositoryUnusable as refused:
            return refused

    def projects(self) -> Projects:
        """Return every project that pages can quote, each at any of its states; to be closed by `with`."""
        return Projects(self.settings.projects, self.settings.zone, self.series)


def load(settings: Settings) -> Workspace:
    """Read every page below `docs/`, in the order of their paths. Touches the disk."""
    finder = Finder(settings.dialect)
    readings: list[Reading] = []
    files, unsafe, problems = _files(settings)
    found = guides([_inside(settings, path) for path in files], settings.menu, settings.guides)
    patches, wrong_patches = patches_of(settings, found)
    problems += wrong_patches
    states = {patch.step.page: patch.step.state for patch in patches}
    for path in files:
        name = settings.shown(path)
        default = states.get(_inside(settings, path), NOW)
        try:
            readings.append(read_page(Page(name, decode(path.read_bytes())), finder, default, settings.zone))
        except Refused as refused:
            unsafe.append(refused.at(Place(name)))
        except OSError as error:
            unsafe.append(Problem(Place(name), f"it cannot be read: {error.strerror}", "Make it readable."))
    if missing := missing_extensions(settings) if any(reading.is_ours for reading in readings) else []:
        # Whatever else is said of the blocks only follows from this.
        readings = [replace(reading, problems=()) for reading in readings]
        problems += missing
    problems += [wrong for reading in readings for wrong in _without_date(reading, settings)]
    readings, notes, wrong_notes = _with_notes(settings, readings, finder)
    pages = checked(settings, readings, notes, patches)
    said = {*problems, *unsafe, *wrong_notes, *pages.problems, *author_problems(settings)}
    return Workspace(
        settings,
        pages.readings,
        tuple(sorted(said)),
        tuple(sorted(unsafe)),
        tuple(found),
        patches,
        pages.notes,
        pages.days,
    )


def _with_notes(
    settings: Settings, readings: list[Reading], finder: Finder
) -> tuple[list[Reading], tuple[LogEntry, ...], list[Problem]]:
    """The log as a page whose notes speak of their own states, and the entries that they become."""
    path, posts = settings.shown(settings.log), settings.shown(settings.posts)
    at = next((at for at, reading in enumerate(readings) if reading.page.path == path), None)
    if at is None or not readings[at].is_sound:
        return readings, (), []
    taken = {
        one.page.path.rpartition("/")[2].removesuffix(".md")
        for one in readings
        if one.page.path.startswith(f"{posts}/")
    }
    notes, problems = read_log(readings[at], taken, settings.zone)
    entries: list[LogEntry] = []
    for note in notes:
        try:
            entries.append(entry_of_note(note, path, posts, finder, settings.zone))
        except Refused as refused:
            problems.append(refused.at(Place(path, note.first)))
    readings[at] = with_states(readings[at], [(one.note.first, one.reading.state) for one in entries])
    own = {problem.message for problem in readings[at].problems}
    for entry in entries:
        problems += [entry.origin(one) for one in entry.reading.problems if one.message not in own]
    return readings, tuple(entries), problems


def _inside(settings: Settings, path: Path) -> str:
    return path.relative_to(settings.docs).as_posix()


def _without_date(reading: Reading, settings: Settings) -> list[Problem]:
    """An entry without a date has no place in the journal; a wrong one is a problem already."""
    is_entry = (settings.root / reading.page.path).is_relative_to(settings.posts)
    said = reading.front_matter
    if not is_entry or "date" in said.places or not reading.is_sound:
        return []
    if not said.places and any(one.place.line <= max(said.length, 1) for one in reading.problems):
        return []  # it may be there, where what is said already is mended
    mend = "Begin it with '---', 'date: 2025-08-29' and '---'."
    return [Problem(Place(reading.page.path, 1), "an entry needs a date", mend)]


def _files(settings: Settings) -> tuple[list[Path], list[Problem], list[Problem]]:
    """The pages that MkDocs will take, what it cannot look at, and what cannot be named so."""
    pages: list[Path] = []
    unsafe: list[Problem] = []
    untidy: list[Problem] = []
    seen: dict[str, str] = {}
    closed: list[OSError] = []
    for path in sorted(_walk(settings.docs, closed)):
        name = settings.shown(path)
        inside = _inside(settings, path)
        if _is_excluded(settings, inside):
            continue
        if wrong := unpublishable(path, settings.docs):
            unsafe.append(wrong.at(Place(name)))
            continue
        if not settings.html and (wrong := _running(path, inside, settings)):
            unsafe.append(wrong.at(Place(name)))
        if wrong := unportable(inside, seen):
            untidy.append(wrong.at(Place(name)))
        seen.setdefault(inside.casefold(), name)
        pages += [path] if path.name.endswith(PAGES) else []
    for error in closed:
        place = Place(settings.shown(Path(error.filename)))
        unsafe.append(Problem(place, f"it cannot be read: {error.strerror}", "Make it readable."))
    return pages, unsafe, untidy


def _running(path: Path, inside: str, settings: Settings) -> Refused | None:
    try:
        return running(path, inside, settings.scripts)
    except OSError as error:
        return Refused(f"it cannot be read: {error.strerror}", "Make it readable.")


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Every file below `folder`; folders that cannot be read are added to `closed`."""
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*names, *links]:
            if not name.startswith("."):
                yield Path(parent, name)


def _is_excluded(settings: Settings, inside: str) -> bool:
    return bool(settings.excluded and settings.excluded.match_file(inside))
