"""Builds the site: into a sibling folder, and into its place when it is whole."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception
from typing import cast

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from chronicles.disk.lock import locked
from chronicles.disk.paths import followed
from chronicles.disk.swap import swap
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem, Unusable
from chronicles.site.features.ownership import is_ours
from chronicles.site.mkdocs.build_options import BuildOptions, TrialEnded
from chronicles.site.mkdocs.config import of_config, opened
from chronicles.site.mkdocs.plugin import ChroniclesPlugin, log
from chronicles.site.mkdocs.warnings import MkDocsWarnings, problems
from chronicles.workspace.settings import CONFIG, Settings, line_of
from chronicles.workspace.workspace import Workspace

LOCK = Path(".chronicles", "build.lock")
CRASH = Path(".chronicles", "crash.txt")
HIGHLIGHT = "pymdownx.highlight"
MEND = "Mend mkdocs.yml, or the file it names."


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was put in its place, or the problems that kept it from there.

    `pages` is how many it has, 0 with problems; `notices` say what it has to do without.
    """

    folder: Path
    pages: int
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()


def build(
    root: Path,
    waiting: Callable[[], None] = lambda: None,
    as_of: date | None = None,
    *,
    live: bool = True,
) -> Built:
    """Build the journal in `root`.

    A build that fails, or is ended, leaves the site of the one before. `waiting` is called where
    another build is under way. Scheduled entries are published up to the day `as_of`; `live` is
    whether it may have live demos. Raises `Unusable` for settings that cannot be used and for a disk that is
    full or closed, and `OSError` for what else may be wrong with the disk.
    """
    with opened(root) as config:
        settings = of_config(config)
        site = Path(config.site_dir)
        _refuse_foreign(settings, site)
        new = site.with_name(f".{site.name}-new")
        with _disk_problems(settings, site), locked(root / LOCK, waiting) as waited, _temporary(new):
            if not waited:
                return _build(config, site, new, as_of, live)
            with opened(root) as now:
                return _build(now, site, new, as_of, live)


def trial(workspace: Workspace) -> tuple[Problem, ...]:
    """Return every problem in the pages of a journal that a build would stop at.

    Nothing is written, so nothing is known of what only templates meet. Raises `Unusable` as `build` does.
    """
    # MkDocs empties the folder of the site before it reads a page.
    with opened(workspace.settings.root) as config, TemporaryDirectory() as folder:
        plugin = cast(ChroniclesPlugin, config.plugins["chronicles"])
        plugin.options = BuildOptions(live=False, trial=workspace)
        config.strict = False
        config.site_dir = folder
        if HIGHLIGHT in config.markdown_extensions:  # nobody sees the colors, which take half of the time
            config.mdx_configs[HIGHLIGHT] = {**config.mdx_configs.get(HIGHLIGHT, {}), "use_pygments": False}
        return tuple(sorted(set(_run(config, plugin))))


def _build(config: MkDocsConfig, site: Path, new: Path, as_of: date | None, live: bool) -> Built:
    plugin = cast(ChroniclesPlugin, config.plugins["chronicles"])
    plugin.options = BuildOptions(as_of, live)
    config.site_dir = str(new)
    config.strict = False  # we count the warnings ourselves, and stop at each of them
    found = set(_run(config, plugin))
    if found:
        return Built(site, 0, tuple(sorted(found)))
    swap(new, site)
    return Built(site, len(plugin.content.readings), (), tuple(plugin.notices))


def _run(config: MkDocsConfig, plugin: ChroniclesPlugin) -> list[Problem]:
    """Let MkDocs build, and return every problem that it or our plugin found."""
    settings = of_config(config)
    stopped: Exception | Abort | None = None
    with MkDocsWarnings() as warnings:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except TrialEnded:
            pass
        except OSError:
            raise  # the disk, told by whoever knows it
        except (Exception, Abort) as error:  # whatever a theme, an extension or another plugin may raise
            stopped = error
    if plugin.problems:
        # What MkDocs says at the end is only that there are some, or follows from them.
        warnings.drop("commands.build")
    warnings.drop(log.name)
    text = Page(CONFIG, (settings.root / CONFIG).read_text("utf-8", errors="replace"))
    pages = [reading.page for reading in plugin.content.readings]
    told = [*plugin.problems, *problems(warnings.records, pages, settings.shown(settings.docs), text)]
    told = [plugin.content.published.origin(problem) for problem in told]
    if stopped and not plugin.problems and not isinstance(stopped, Abort | MkDocsException):
        return [_crash(settings, stopped, told)]
    if stopped and not told:
        return [Problem(Place(CONFIG), " ".join(str(stopped).split()), MEND)]
    return told


def _crash(settings: Settings, error: BaseException, told: list[Problem]) -> Problem:
    """What to say of an error that nobody foresaw; the whole of it is kept for whoever can read it."""
    (settings.root / CRASH).write_text("".join(format_exception(error)), "utf-8")
    place = next((problem.place for problem in told), Place(CONFIG))
    message = f"MkDocs stopped: {type(error).__name__}: {' '.join(str(error).split())}"
    return Problem(place, message, f"Where it happened is in {CRASH.as_posix()}, at the end.")


def _refuse_foreign(settings: Settings, site: Path) -> None:
    """Refuse to replace a folder that is not a site of ours."""
    holds = any(path.is_relative_to(followed(site)) for path in (settings.root, settings.docs, Path.home()))
    if holds or site.is_symlink() or not is_ours(site):
        place = Place(CONFIG, line_of(settings.root, "site_dir:"))
        message = f"the folder {settings.shown(site)!r} is not a site that we built"
        raise Unusable([Problem(place, message, "Name another site_dir, or move that folder away.")])


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Nothing is left of `folder`: neither of an earlier build that was killed, nor of this one."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()  # what a link leads to is not ours
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
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
