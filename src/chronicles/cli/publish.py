"""The command that puts the site where it is read."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from rich.text import Text

from chronicles.cli import readme_page
from chronicles.cli.check_readings import check_readings
from chronicles.cli.check_scope import CheckScope
from chronicles.cli.day_option import Day, day_of
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import err, fail, out, show_diff
from chronicles.disk.paths import followed
from chronicles.disk.writing import replace_text
from chronicles.guides.new_steps import ABOUT_GUIDE, ABOUT_STEP
from chronicles.journal.unwritten import unwritten
from chronicles.problems import Place, Problem, Refused, Unusable, count, visible
from chronicles.publishing.folder_target import FolderTarget
from chronicles.publishing.ignored_files import ignored_files
from chronicles.publishing.named_target import FORMS, named_target
from chronicles.publishing.public_address import unreal
from chronicles.publishing.publish_target import PublishTarget
from chronicles.publishing.published_list import NAME
from chronicles.publishing.release import Release, is_page
from chronicles.site.features import ownership
from chronicles.site.mkdocs.publish_settings import PublishSettings, read_publish_settings
from chronicles.site.render.source_pages import is_source
from chronicles.site.site_builder import build_site
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.publication import Published, published
from chronicles.workspace.readme_file import README
from chronicles.workspace.settings import Settings, line_of
from chronicles.workspace.workspace import Workspace

SHOWN = 20  # files of each kind that are listed
Found = TypeVar("Found")
OURS = frozenset({ownership.NAME, NAME})  # what says whose a folder is, and is for no reader


@click.command()
@click.argument("target", required=False)
@click.option(
    "--as-of",
    type=Day(),
    default="today",
    metavar="DAY",
    help="Publish what is scheduled up to this day; today without it.",
)
@click.option("--no-exec", is_flag=True, help="Run nothing: no transcripts, no tests of the guides' states.")
@click.option("--no-live", is_flag=True, help="Leave out the live demos; links to them say how to run it.")
@click.option("--dry-run", is_flag=True, help="List what would change, and change nothing there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def publish(target: str | None, as_of: str, no_exec: bool, no_live: bool, dry_run: bool, yes: bool) -> None:
    """Check the journal, build the site, and put what changed where it is read.

    TARGET is a folder, user@host:path or rsync://host/path for rsync, rclone:REMOTE:BUCKET for a store such
    as S3, or pages for the branch gh-pages of the repository. Without one, it is what 'publish:' below the
    plugin in mkdocs.yml says.
    """
    root = journal_folder()
    wanted = read_publish_settings(root)
    place = _target(target, wanted, root)
    workspace = open_workspace()
    _refuse_example(place, wanted, root)
    _refuse_own(place, wanted, workspace.settings)
    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("nobody is there to be asked. Add --yes to publish, or --dry-run to see what.")
    _check(workspace, run=not no_exec, is_dry=dry_run)
    site = _built(workspace, as_of, live=not no_live)
    release = _told(place, lambda: _release(place, site))
    _show(release)
    _tell_gone(release)
    _tell_unwritten(workspace, published(workspace, day_of(workspace.settings, as_of)))
    if release.is_empty:
        out.print(Text(f"Nothing to publish: all of it is there, {_address(place, wanted)}"))
    elif not dry_run:
        if not yes:
            click.confirm(f"Publish to {place}?", default=True, abort=True)
        _told(place, lambda: place.send(site, release))
        out.print(Text(f"Published: {_address(place, wanted)}"))


def _target(said: str | None, wanted: PublishSettings, root: Path) -> PublishTarget:
    if not (said or wanted.target):
        mend = f"Name a target, or write one as 'publish:' below chronicles in {CONFIG}. {FORMS}"
        raise click.UsageError(f"nothing says where to publish. {mend}")
    try:
        if said:
            return named_target(said, Path.cwd(), wanted.remote, wanted.branch)
        return named_target(wanted.target, root, wanted.remote, wanted.branch)
    except Refused as refused:
        if said:
            raise click.UsageError(f"{refused.message}. {refused.mend}") from None
        raise Unusable([refused.at(Place(CONFIG, line_of(root, "chronicles:", "publish:")))]) from None


def _refuse_example(place: PublishTarget, wanted: PublishSettings, root: Path) -> None:
    refused = unreal(wanted.url) if place.is_public else None
    if refused:
        fail([refused.at(Place(CONFIG, line_of(root, "site_url:")))])


def _refuse_own(place: PublishTarget, wanted: PublishSettings, settings: Settings) -> None:
    """Refuse a folder that is a part of the journal, or holds it."""
    if not isinstance(place, FolderTarget):
        return
    for folder, what in ((settings.docs, "the pages"), (followed(wanted.site), "what build makes")):
        if place.folder.is_relative_to(folder):
            mend = "Name a folder beside it."
            fail([Problem(Place(str(place)), f"the folder is a part of {what}", mend)])
    if settings.root.is_relative_to(place.folder):
        fail([Problem(Place(str(place)), "the folder holds the journal itself", "Name another one.")])


def _check(workspace: Workspace, *, run: bool, is_dry: bool) -> None:
    """Prove all pages, and bring the README's lists up to date: that they are older is no problem here."""
    pulled = readme_page.pulled(workspace)
    checked = check_readings(workspace, CheckScope(workspace.readings), run=run)
    problems = {*checked.problems, *pulled.problems}
    if not problems and not is_dry and pulled.text != pulled.page.text:
        try:
            replace_text(workspace.settings.root / README, pulled.page.text, pulled.text)
            show_diff(pulled.diff)
        except Refused as refused:
            problems = {refused.at(Place(README))}
    fail(problems) if problems else None


def _built(workspace: Workspace, as_of: str, *, live: bool) -> Path:
    settings = workspace.settings
    until = day_of(settings, as_of)
    waiting = "Another build is under way; waiting for it."
    built = build_site(settings.root, lambda: err.print(waiting, style="dim"), until, live=live)
    for notice in built.notices:
        err.print(Text(visible(notice), style="yellow"))
    problems = built.problems or ignored_files(settings, published(workspace, until), built.folder)
    fail(problems) if problems else None
    return built.folder


def _release(place: PublishTarget, site: Path) -> Release:
    """What the site changes there. Raises `Refused` where a file of somebody else would be written over."""
    paths = (path for path in site.rglob("*") if path.is_file())
    files = frozenset(path.relative_to(site).as_posix() for path in paths) - OURS
    release = Release(files, place.state(site, files))
    if release.foreign:
        what = f"{release.foreign[0]!r} there was not published from here"
        raise Refused(what, "Move it away, or name another place.")
    return release


def _told(place: PublishTarget, act: Callable[[], Found]) -> Found:
    try:
        return act()
    except Refused as refused:
        fail([refused.at(Place(str(place)))])


def _show(release: Release) -> None:
    kinds = {"new": release.new, "changed": release.changed, "gone": release.gone}
    for word, names in kinds.items():
        for name in sorted(names, key=lambda name: (not is_page(name), name))[:SHOWN]:
            out.print(Text(f"{word:8} {visible(name)}"))
        if len(names) > SHOWN:
            out.print(Text(f"{word:8} and {len(names) - SHOWN} more", style="dim"))
    files = count(len(release.files), "file")
    out.print(Text(f"{files}: {', '.join(f'{len(names)} {word}' for word, names in kinds.items())}"))


def _tell_gone(release: Release) -> None:
    """Name the addresses that lead nowhere from now on, but for pages of source, which come and go."""
    names = sorted(name for name in release.gone if is_page(name) and not is_source(name))
    if not names:
        return
    shown = ", ".join(name.removesuffix("index.html") for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    what = (
        f"nothing leads on from the addresses of {count(len(names), 'page')} that will be gone: {shown}{more}"
    )
    mend = "'redirect_from' or 'redirects:' says where they are now: see the manual, Publish."
    err.print(Text(visible(f"{what}. {mend}"), style="yellow"))


def _tell_unwritten(workspace: Workspace, seen: Published) -> None:
    """Name what goes out as a command began it: no fault, but better known before."""
    asked = (ABOUT_GUIDE, ABOUT_STEP)
    for place, words in unwritten(seen.readings, asked, workspace.settings.shown(workspace.settings.posts)):
        where = place if place.line else seen.place(place.path)
        err.print(Text(visible(f"{where}: still to be written: {words}"), style="yellow"))


def _address(place: PublishTarget, wanted: PublishSettings) -> str:
    """Where the site is read now: its address, or the folder while it has none that is real."""
    return str(place) if unreal(wanted.url) else wanted.url
