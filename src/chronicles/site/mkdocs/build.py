"""Builds the site: into a sibling folder, and into its place when it is whole."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception
from typing import cast

from mkdocs import utils as mkdocs_utils
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from chronicles.disk.folder_trees import delete_empty_folders, put_away, take_back
from chronicles.disk.lock import locked
from chronicles.disk.paths import followed
from chronicles.disk.swap import exchange
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem, Unusable
from chronicles.site.build_step import BuildStep
from chronicles.site.built import Built
from chronicles.site.features.ownership import is_ours
from chronicles.site.last_build import SeenInputs, forget
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.build_options import BuildOptions, TrialEnded
from chronicles.site.mkdocs.config import of_config, opened
from chronicles.site.mkdocs.incremental.icon_folders import icon_folders
from chronicles.site.mkdocs.incremental.incremental_build import REUSE, IncrementalBuild
from chronicles.site.mkdocs.incremental.known_parts import is_ever_new, unknown_parts
from chronicles.site.mkdocs.inherited_settings import inherited
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.site.mkdocs.measured_parts import measured_parts
from chronicles.site.mkdocs.plugin import ChroniclesPlugin, log
from chronicles.site.mkdocs.reuse_notes import note_reuse
from chronicles.site.mkdocs.told_pages import told_pages
from chronicles.site.mkdocs.warnings import MkDocsWarnings, problems
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings, line_of
from chronicles.workspace.workspace import Workspace

LOCK = Path(".chronicles", "build.lock")
CRASH = Path(".chronicles", "crash.txt")
FOLDERS = Path(".chronicles", "folders")  # of the site before the last one, without their files
HIGHLIGHT = "pymdownx.highlight"
MEND = "Mend mkdocs.yml, or the file it names."


def build(
    root: Path,
    waiting: Callable[[], None] = lambda: None,
    options: BuildOptions | None = None,
    *,
    inputs: SeenInputs | None = None,
) -> Built:
    """Build the journal in `root`.

    A build that fails, or is ended, leaves the site of the one before. `waiting` is called where
    another build is under way. `inputs` are all files as they were before, by which the next build knows
    that there is nothing to do. Raises `Unusable` for settings that cannot be used and for a disk that is
    full or closed, and `OSError` for what else may be wrong with the disk.
    """
    options = options or BuildOptions()
    with opened(root) as config:
        settings = of_config(config)
        site = options.preview or Path(config.site_dir)
        _refuse_foreign(settings, site)
        new = site.with_name(f".{site.name}-new")
        with (
            _disk_problems(settings, site),
            locked(root / LOCK, waiting) as waited,
            _emptied(new, root / FOLDERS),
        ):
            if not waited:
                return _build(config, site, new, options, inputs)
            with opened(root) as now:
                return _build(now, site, new, options, inputs)


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
        return tuple(sorted(set(run_mkdocs(config, plugin))))


def _build(
    config: MkDocsConfig, site: Path, new: Path, options: BuildOptions, inputs: SeenInputs | None
) -> Built:
    plugin = cast(ChroniclesPlugin, config.plugins["chronicles"])
    plugin.options = options
    config.site_dir = str(new)
    config.strict = False  # we count the warnings ourselves, and stop at each of them
    settings, unknown = of_config(config), _unknown(config)
    before = IncrementalBuild(config, settings, site, new, "with drafts" if options.drafts else "")
    is_whole = bool(unknown) or not options.incremental
    plugin.stamps = None if is_whole else before.stamps
    with settings.records.opened() as records:
        found = set(
            run_mkdocs(config, plugin, nullcontext() if is_whole else before.used(records, plugin.shell))
        )
    if found and not (options.preview and plugin.is_written):
        return Built(site, 0, tuple(sorted(found)))
    if not options.preview:
        forget(settings.root)
    options.tell(BuildStep("moving the site into its place"))
    # The next build rests on one without problems, so that one stays where it is.
    place = site.with_name(f"{site.name}-with-problems") if found else site
    delete_empty_folders(new)
    if exchange(new, place):
        put_away(new, settings.root / FOLDERS)
    notices = *plugin.notices, *unknown
    pages, told = len(plugin.content.readings), tuple(sorted(found))
    built = Built(place, pages, told, notices, tuple(before.made), before.reused)
    if options.keep and plugin.parts:
        wrong = frozenset(problem.place.path for problem in found)
        served = _served_at(config, options) is not None
        options.keep(MadeSite(place, config, plugin.parts, wrong, served))
    if options.recorder:
        note_reuse(options.recorder, before, unknown)
    if not is_whole and not found:
        options.tell(BuildStep("keeping what the next build needs"))
        with suppress(OSError):  # the site is in its place; without this, the next build makes more anew
            before.keep()
            if inputs and not notices and not is_ever_new(config):
                inputs.remember(site, _outside(config, settings), built.pages, len(built.made) + built.reused)
    return built


def _outside(config: MkDocsConfig, settings: Settings) -> list[Path]:
    """The folders and files that a build may look at, wherever they are."""
    theme = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    told = [*icon_folders(config), *inherited(settings.root / CONFIG)]
    return [settings.docs, *map(followed, settings.projects.values()), *theme, *told]


def _unknown(config: MkDocsConfig) -> list[str]:
    """What keeps a build from taking anything from the one before, in words."""
    found = unknown_parts(config) if REUSE.is_on else [f"this version of {name}" for name in REUSE.strangers]
    return [
        f"Every page is made anew at each build: nobody here knows what {name} looks at." for name in found
    ]


def run_mkdocs(
    config: MkDocsConfig, plugin: ChroniclesPlugin, before: AbstractContextManager[None] | None = None
) -> list[Problem]:
    """Let MkDocs build, with what it may take from `before`; return every problem that it or we found."""
    settings = of_config(config)
    stopped: Exception | Abort | None = None
    recorder = plugin.options.recorder
    measured = measured_parts(recorder, config) if recorder else nullcontext()
    with MkDocsWarnings() as warnings, measured, before or nullcontext(), told_pages(plugin):
        try:
            config.plugins.on_startup(command="serve" if plugin.options.preview else "build", dirty=False)
            try:
                with chdir(settings.root):  # from where extensions such as snippets take their paths
                    mkdocs_build(config, serve_url=_served_at(config, plugin.options))
            finally:
                config.plugins.on_shutdown()
        except TrialEnded:
            pass
        except OSError:
            raise  # the disk, told by whoever knows it
        except (Exception, Abort) as error:  # whatever a theme, an extension or another plugin may raise
            stopped, plugin.is_written = error, False
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


def _served_at(config: MkDocsConfig, options: BuildOptions) -> str | None:
    """Where MkDocs is to think that it serves the site: only then it shows what `draft_docs` leaves out."""
    return (config.site_url or "/") if options.drafts else None


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
def _emptied(folder: Path, folders: Path) -> Iterator[None]:
    """Nothing is left of `folder`: neither of an earlier build that was killed, nor of this one.

    It begins with no file, and with the `folders` of the site before.
    """
    if folder.is_symlink() or folder.is_file():
        folder.unlink()  # what a link leads to is not ours
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    take_back(folders, folder)
    try:
        with replaced(mkdocs_utils, "clean_directory", lambda clean: partial(_clean, clean, folder)):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clean(clean: Callable[[str], None], folder: Path, directory: str) -> None:
    """What MkDocs would empty has no files already."""
    if Path(directory) != folder:
        clean(directory)


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
