"""What a learner asks for in a clone of their journal, read as data: nothing of it is run. Reads files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chronicles.dates.zones import read_zone
from chronicles.journal.entries import is_published
from chronicles.journal.log_entries import entry_of_note
from chronicles.journal.mentor_reply import MentorReply
from chronicles.journal.running_log import read_log
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page, decode
from chronicles.pages.reading import Reading, read_page
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.replied import replied
from chronicles.progress.spaced_returns import REVIEW
from chronicles.progress.talking_points import TalkingPoint, talking_points
from chronicles.workspace.reply_files import reply_files
from chronicles.workspace.safe_settings import SafeSettings

MOST_BYTES = 2_000_000  # of a page; this journal's longest has a tenth of it
ASKS = re.compile(
    rf"^[ \t]*(?:[-*+] \[[ xX]\][ \t]+)?\?[ \t]*\S|{REVIEW.pattern}", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class ClonedPoint:
    """Something that a learner asks for, where it stands, and what mentors have replied to it already."""

    point: TalkingPoint
    place: Place
    replies: tuple[MentorReply, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has said anything to it, the learner included."""
        return self.point.is_open and not self.replies


def cloned_points(settings: SafeSettings) -> tuple[list[ClonedPoint], list[Problem]]:
    """Return what the journal asks for in its entries that readers see, and what cannot be read of it.

    The oldest comes first. Pages are read as Markdown of the usual dialect, whatever the journal adds to it.
    """
    finder, problems = Finder(Dialect()), list[Problem]()
    pages = list(_entries(settings, finder, problems))
    pages += _notes(settings, finder, problems, {reading.page.path for reading, _ in pages})
    pages = [pair for pair in pages if is_published(pair[0].front_matter, None)]
    pages.sort(key=lambda pair: (str(pair[0].front_matter.date or ""), pair[0].page.path))
    docs = settings.shown(settings.docs)
    points = [
        ClonedPoint(point, place(origins, point.line))
        for reading, origins in pages
        for point in talking_points(reading, docs)
    ]
    replies, wrong = reply_files(settings.replies, settings.shown(settings.replies))
    found, lost = replied([one.point for one in points], replies, docs)
    answered = [
        ClonedPoint(one.point, one.place, tuple(found.of(one.point.entry, one.point.line))) for one in points
    ]
    return answered, [*problems, *wrong, *lost]


Origins = tuple[
    str, tuple[int, ...]
]  # the file that a reading is of, and the line there of each of its lines


def place(origins: Origins, line: int) -> Place:
    """Return where a line of a reading stands in its file."""
    path, lines = origins
    return Place(path, lines[line - 1] if 0 < line <= len(lines) else line)


def _entries(
    settings: SafeSettings, finder: Finder, problems: list[Problem]
) -> Iterator[tuple[Reading, Origins]]:
    for path in sorted(settings.posts.rglob("*.md")) if settings.posts.is_dir() else ():
        page = _page(path, settings, problems)
        if page and (reading := _read(page, finder, problems)):
            yield reading, (page.path, ())


def _notes(
    settings: SafeSettings, finder: Finder, problems: list[Problem], taken: set[str]
) -> Iterator[tuple[Reading, Origins]]:
    """The notes of the running log as the entries that they become."""
    page = _page(settings.log, settings, problems) if settings.log.exists() else None
    log = _read(page, finder, problems) if page else None
    if log is None:
        return
    try:
        zone = read_zone(str(settings.options.get("zone") or "UTC"))
    except Refused:
        zone = read_zone("UTC")
    names = {path.rpartition("/")[2].removesuffix(".md") for path in taken}
    posts = settings.shown(settings.posts)
    for note in read_log(log, names, zone)[0]:
        try:
            entry = entry_of_note(note, log.page.path, posts, finder, zone)
        except Refused as refused:
            problems.append(refused.at(Place(log.page.path, note.first)))
            continue
        yield entry.reading, (log.page.path, entry.origins)


def _page(path: Path, settings: SafeSettings, problems: list[Problem]) -> Page | None:
    """A file, if it asks for anything; `None` for one that does not, or that cannot be read."""
    shown = Place(settings.shown(path))
    try:
        if path.is_symlink() or not path.is_file():
            raise Refused("it is no file", "Put the file itself there.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Refused("it is over 2 MB", "Shorten it.")
        text = decode(data)
    except OSError as error:
        problems.append(Problem(shown, f"it cannot be read: {error.strerror}", "Make it readable."))
        return None
    except Refused as refused:
        problems.append(refused.at(shown))
        return None
    return Page(shown.path, text) if ASKS.search(text) else None


def _read(page: Page, finder: Finder, problems: list[Problem]) -> Reading | None:
    try:
        return read_page(page, finder, as_on_github=False)
    except (Refused, RecursionError) as error:
        refused = (
            error if isinstance(error, Refused) else Refused("it is nested too deeply", "Make it flatter.")
        )
        problems.append(refused.at(Place(page.path)))
        return None
