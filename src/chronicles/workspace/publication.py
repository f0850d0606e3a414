"""Which pages readers see: the notes of the log as entries, no draft, nothing before its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chronicles.journal.entries import is_published
from chronicles.journal.log_entries import LogEntry, origin
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """The pages of the site, the entries among them that are notes, and the pages left out.

    `drafts` are the entries that are left out, be it for a while, `shown_drafts` those that the author
    sees all the same. Paths begin with the folder `docs`; `cache` is where the notes are written.
    """

    readings: tuple[Reading, ...] = ()
    notes: tuple[LogEntry, ...] = ()
    hidden: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    docs: str = "docs"
    posts: str = "docs/journal/posts"
    cache: Path = Path()
    drafts: tuple[Reading, ...] = ()
    shown_drafts: tuple[Reading, ...] = ()

    @property
    def entries(self) -> tuple[Reading, ...]:
        """The entries among the pages."""
        return tuple(one for one in self.readings if one.page.path.startswith(f"{self.posts}/"))

    def origin(self, problem: Problem) -> Problem:
        """Return a problem of a note where a person can mend it, any other as it is."""
        return origin(problem, self.notes)

    def place(self, path: str) -> Place:
        """Return where a page stands: a note in the log, any other in a file of its own."""
        note = next((one for one in self.notes if one.path == path), None)
        return note.place() if note else Place(path)

    def place_in_site(self, uri: str) -> str:
        """Return where a file is published that is no page; the folder of entries is no part of addresses."""
        posts = self.posts.removeprefix(f"{self.docs}/")
        return uri.replace(posts, posts.rpartition("/")[0], 1).lstrip("/") if uri.startswith(posts) else uri

    def unpublished(self, uri: str) -> Reading | None:
        """Return the page at `uri` if it is an entry that only the author sees."""
        return next((one for one in self.shown_drafts if self.uri(one) == uri), None)

    def uri(self, reading: Reading) -> str:
        """Return the path of a page below the folder of all pages."""
        return reading.page.path.removeprefix(f"{self.docs}/")


def published(workspace: Workspace, as_of: date | None, *, drafts: bool = False) -> Published:
    """Return what is for readers on the day `as_of`; without one, nothing that is scheduled.

    With `drafts` it is for the author: the entries that are left out otherwise are shown.
    """
    settings = workspace.settings
    log, posts = settings.shown(settings.log), settings.shown(settings.posts)
    readings = workspace.with_notes
    left_out = _hidden(readings, f"{posts}/", as_of)
    hidden = {log} if drafts else {log, *left_out}
    found = tuple(reading for reading in readings if reading.page.path in left_out)
    return Published(
        tuple(reading for reading in readings if reading.page.path not in hidden),
        workspace.notes,
        frozenset(hidden),
        tuple(wrong for one in workspace.readings if one.page.path == log for wrong in one.problems),
        settings.shown(settings.docs),
        posts,
        settings.cache / "log",
        () if drafts else found,
        found if drafts else (),
    )


def _hidden(readings: Iterable[Reading], posts: str, as_of: date | None) -> set[str]:
    return {
        one.page.path
        for one in readings
        if one.page.path.startswith(posts) and not is_published(one.front_matter, as_of)
    }
