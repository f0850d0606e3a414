"""Builds the site: into a sibling folder, and into its place when it is whole."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import Abort, MkDocsException

from chronicles.pages.page import Page
from chronicles.problems import Place, Problem
from chronicles.site.complaints import Complaints, problems
from chronicles.site.lock import locked
from chronicles.site.marker import is_ours
from chronicles.site.plugin import ChroniclesPlugin, log
from chronicles.site.settings import CONFIG, Settings, Unusable, line_of, load
from chronicles.site.swap import swap

LOCK = Path(".chronicles", "build.lock")


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was put in its place, or the problems that kept it from there."""

    folder: Path
    pages: int
    problems: tuple[Problem, ...]


def build(root: Path, waiting: Callable[[], None] = lambda: None) -> Built:
    """Build the journal in `root`. Raises `Unusable` for settings that cannot be used.

    A build that fails, or is ended, leaves the site of the one before. `waiting` is called where
    another build is under way.
    """
    settings = load(root)
    site = Path(settings.mkdocs.site_dir)
    _refuse_foreign(settings, site)
    new = site.with_name(f".{site.name}-new")
    with _disk_problems(settings, site), locked(root / LOCK, waiting), _temporary(new):
        return _build(settings, site, new)


def _build(settings: Settings, site: Path, new: Path) -> Built:
    plugin = settings.mkdocs.plugins.get("chronicles")
    if plugin is None:
        place = Place(CONFIG, line_of(settings.root, "plugins:"))
        off = Problem(place, "the chronicles plugin is off", "Add '- chronicles' below plugins.")
        return Built(site, 0, (off,))
    settings.mkdocs.site_dir = str(new)
    settings.mkdocs.strict = False  # we count the warnings ourselves, and stop at each of them
    plugin = cast(ChroniclesPlugin, plugin)
    found = set(_run(settings, plugin))
    if found:
        return Built(site, 0, tuple(sorted(found)))
    swap(new, site)
    return Built(site, len(plugin.readings), ())


def _run(settings: Settings, plugin: ChroniclesPlugin) -> list[Problem]:
    """Let MkDocs build, and return every problem that it or our plugin found."""
    failed: list[str] = []
    with Complaints() as complaints:
        try:
            mkdocs_build(settings.mkdocs)
        except (Abort, MkDocsException, TemplateError) as error:
            failed.append(" ".join(str(error).split()))
    ours = list(plugin.problems)
    theirs = [
        r
        for r in complaints.records
        if r.name != log.name and not (ours and r.name.endswith("commands.build"))
    ]
    docs = settings.shown(settings.docs)
    config = Page(CONFIG, (settings.root / CONFIG).read_text("utf-8", errors="replace"))
    found = ours + problems(theirs, [reading.page for reading in plugin.readings], docs, config)
    if failed and not found:
        found = [Problem(Place(CONFIG), failed[0], "Mend mkdocs.yml, or the file it names.")]
    return found


def _refuse_foreign(settings: Settings, site: Path) -> None:
    """Refuse to replace a folder that is not a site of ours."""
    holds = any(path.is_relative_to(site.resolve()) for path in (settings.root, settings.docs, Path.home()))
    if holds or site.is_symlink() or not is_ours(site):
        place = Place(CONFIG, line_of(settings.root, "site_dir:"))
        message = f"the folder {settings.shown(site)!r} is not a site that we built"
        raise Unusable([Problem(place, message, "Name another site_dir, or move that folder away.")])


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Nothing is left of `folder`: neither of an earlier build that was killed, nor of this one."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _disk_problems(settings: Settings, site: Path) -> Iterator[None]:
    """Tell a full or read-only disk in words."""
    mends = {
        errno.ENOSPC: "Make room, then build again; the site of before is still there.",
        errno.EDQUOT: "Make room, then build again; the site of before is still there.",
        errno.EROFS: "Build in a folder that can be written.",
        errno.EACCES: "Make the folder writable for you.",
        errno.EPERM: "Make the folder writable for you.",
    }
    try:
        yield
    except OSError as error:
        if error.errno not in mends:
            raise
        place = Place(settings.shown(Path(str(error.filename or site))))
        raise Unusable([Problem(place, f"{error.strerror}".lower(), mends[error.errno])]) from None
