"""Walks `docs/`: every page read once, and every file that cannot be published named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from chronicles.dates.day_range import ANY, DayRange
from chronicles.disk.paths import read_bytes
from chronicles.environments.environment_lock import LOCK
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
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.paces import wrong_paces
from chronicles.progress.replied import Replied, replied
from chronicles.progress.talking_points import talking_points
from chronicles.source.projects import Projects
from chronicles.workspace.authors_file import author_problems
from chronicles.workspace.docs_files import UNREADABLE, docs_files, docs_prefix
from chronicles.workspace.page_checks import checked
from chronicles.workspace.patch_files import patches_of
from chronicles.workspace.reading_cache import PageSource, ReadingCache
from chronicles.workspace.reply_files import reply_files
from chronicles.workspace.settings import Settings, missing_extensions

if TYPE_CHECKING:
    from chronicles.environments.project_environments import ProjectEnvironments


@dataclass(frozen=True)
class Workspace:
    """A journal on the disk, read once: its pages, its guides with their patches, what is wrong with it.

    `problems` has all of it; `unsafe` is the part that MkDocs cannot even look at. `notes` are the entries
    that the notes of the running log become; `days` are those that all of it can be of. `replied` has what
    mentors reply to them.
    """

    settings: Settings
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    unsafe: tuple[Problem, ...]
    guides: tuple[Guide, ...] = ()
    patches: tuple[Patch, ...] = ()
    notes: tuple[LogEntry, ...] = ()
    days: DayRange = ANY
    replied: Replied = field(default_factory=Replied)

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

    @cached_property
    def environments(self) -> "ProjectEnvironments":
        """The environments that the states of its projects run in."""
        from chronicles.environments.project_environments import ProjectEnvironments  # for what is run

        return ProjectEnvironments(self.settings.cache / "environments", self.settings.root / LOCK)

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
    files = docs_files(settings)
    unsafe, problems = [*files.unsafe], [*files.untidy]
    found = guides(files.pages, settings.menu, settings.guides)
    patches, wrong_patches = patches_of(settings, found)
    problems += wrong_patches
    states = {patch.step.page: patch.step.state for patch in patches}
    readings, closed = _readings(settings, files.pages, states, finder)
    unsafe += closed
    missing = missing_extensions(settings)
    if missing and any(reading.is_ours for reading in readings):
        # Whatever else is said of the blocks only follows from this.
        readings = [replace(reading, problems=()) for reading in readings]
        problems += missing
    by_path = {one.page.path.removeprefix(docs_prefix(settings)): one for one in readings}
    problems += wrong_paces(found, by_path)
    posts = settings.shown(settings.posts)
    problems += [wrong for reading in readings for wrong in _without_date(reading, posts)]
    readings, notes, wrong_notes = _with_notes(settings, readings, finder)
    pages = checked(settings, readings, notes, patches)
    answered, lost = _replied(settings, [*pages.readings, *(note.reading for note in pages.notes)])
    said = {*problems, *unsafe, *wrong_notes, *pages.problems, *author_problems(settings), *lost}
    return Workspace(
        settings,
        pages.readings,
        tuple(sorted(said)),
        tuple(sorted(unsafe)),
        tuple(found),
        patches,
        pages.notes,
        pages.days,
        answered,
    )


def _replied(settings: Settings, readings: Iterable[Reading]) -> tuple[Replied, list[Problem]]:
    """The replies of mentors to the entries among `readings`, and what is wrong with any."""
    replies, problems = reply_files(settings.replies, settings.shown(settings.replies))
    if not replies:
        return Replied(), problems
    docs, posts = settings.shown(settings.docs), settings.shown(settings.posts)
    entries = (reading for reading in readings if reading.page.path.startswith(f"{posts}/"))
    points = [point for reading in entries for point in talking_points(reading, docs)]
    found, lost = replied(points, replies, docs)
    return found, problems + lost


def _readings(
    settings: Settings, pages: Iterable[str], states: Mapping[str, State], finder: Finder
) -> tuple[list[Reading], list[Problem]]:
    """The pages, read, and why some cannot be; `states` has those of the pages of steps."""
    sources, wrong, begin = list[PageSource](), list[Problem](), docs_prefix(settings)
    for page in pages:
        try:
            data = read_bytes(f"{settings.docs}/{page}")
            sources.append(PageSource(begin + page, data, states.get(page, NOW)))
        except OSError as error:
            refused = Refused(f"it cannot be read: {error.strerror}", UNREADABLE)
            wrong.append(refused.at(Place(begin + page)))

    def read(source: PageSource) -> Reading | Problem:
        try:
            page = Page(source.path, decode(source.data))
            return read_page(page, finder, source.default, settings.zone)
        except Refused as refused:
            return refused.at(Place(source.path))

    with settings.records.opened() as records:
        found = ReadingCache(records, settings.dialect, settings.zone).read(sources, read)
    wrong += [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Reading)], wrong


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


def _without_date(reading: Reading, posts: str) -> list[Problem]:
    """An entry without a date has no place in the journal; a wrong one is a problem already."""
    is_entry, said = reading.page.path.startswith(f"{posts}/"), reading.front_matter
    if not is_entry or "date" in said.places or not reading.is_sound:
        return []
    if not said.places and any(one.place.line <= max(said.length, 1) for one in reading.problems):
        return []  # it may be there, where what is said already is mended
    mend = "Begin it with '---', 'date: 2025-08-29' and '---'."
    return [Problem(Place(reading.page.path, 1), "an entry needs a date", mend)]
