"""The commands that make the site and show it."""

import gc
import time
import webbrowser
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.build_progress import build_progress
from chronicles.cli.day_option import Day, day_of
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import err, fail, out
from chronicles.cli.profile_lines import profile_lines
from chronicles.problems import count, visible
from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.built import Built
from chronicles.site.site_builder import build_site

# A build makes many objects that live to its end, and hardly any in circles: to look for these as often
# as Python does takes a fifteenth of the processor's time for an edit, and frees nothing.
RARELY = 50_000, 50, 1000


@click.command()
@click.option(
    "--as-of", type=Day(), metavar="DAY", help="Publish what is scheduled up to this day, such as 'today'."
)
@click.option("--no-live", is_flag=True, help="Leave out the live demos; links to them say how to run it.")
@click.option(
    "--verify-cache", is_flag=True, help="Build clean beside it, too, and compare the two, byte for byte."
)
@click.option("--profile", is_flag=True, help="Tell what the build costs, by phase and by page.")
def build(
    as_of: str | None = None, no_live: bool = False, verify_cache: bool = False, profile: bool = False
) -> None:
    """Build the site into site/ and swap it in when it is whole."""
    waiting = "Another build is under way; waiting for it."
    gc.set_threshold(*RARELY)
    root = journal_folder()
    until = _day(root, as_of) if as_of else None
    begun = time.perf_counter()
    with BuildRecorder() if profile else nullcontext() as recorder:
        with build_progress("build") as tell:
            built = build_site(
                root,
                lambda: err.print(waiting, style="dim"),
                until,
                live=not no_live,
                tell=tell,
                recorder=recorder,
            )
        for notice in built.notices:
            err.print(Text(visible(notice), style="yellow"))
        if built.problems:
            fail(built.problems)
        if recorder:
            _print_profile(recorder, built)
    folder = built.folder.relative_to(Path.cwd()) if built.folder.is_relative_to(Path.cwd()) else built.folder
    took = f"{len(built.made)} made, {built.reused} reused, {time.perf_counter() - begun:.1f} s"
    out.print(f"Built {count(built.pages, 'page')} into {folder}/ ({took})")
    if verify_cache:
        _verify(root, until, live=not no_live)


def _print_profile(recorder: BuildRecorder, built: Built) -> None:
    pages = len(built.made) + built.reused
    for line in profile_lines(recorder.profile(), pages, is_unchanged=built.is_unchanged):
        out.print(Text(line))


def _verify(root: Path, until: date | None, *, live: bool) -> None:
    from chronicles.site.mkdocs.build_options import BuildOptions
    from chronicles.site.mkdocs.verification import verify

    with build_progress("verify") as tell:
        found = verify(root, BuildOptions(until, live, tell=tell))
    if found:
        fail(found)
    out.print("A clean build gives the same bytes.")


def _day(root: Path, said: str) -> date:
    from chronicles.site.mkdocs.config import load  # half a second, where nothing changed

    return day_of(load(root), said)


@click.command()
@click.option("--port", default=8010, show_default=True, help="The port of 127.0.0.1 to listen at.")
@click.option("--drafts", is_flag=True, help="Show drafts and what is scheduled too, marked as such.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
def serve(port: int, drafts: bool = False, opens: bool = False) -> None:
    """Show the site on this machine, and build it again at every change."""
    from chronicles.cli.serving_lines import tell_round
    from chronicles.site.mkdocs import server  # which a build can do without

    root = journal_folder()

    def started(url: str) -> None:
        out.print(Text(f"Serving at {url} (Ctrl-C ends it)"))
        if opens:
            webbrowser.open(url)

    server.serve(root, server.ServerOptions(port, started, partial(tell_round, root), drafts))
