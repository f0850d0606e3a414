"""The commands that make the site and show it."""

from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.day_option import Day, day_of
from chronicles.cli.opening import journal_folder
from chronicles.cli.output import err, fail, out
from chronicles.problems import count, visible
from chronicles.site.mkdocs import build as engine
from chronicles.site.mkdocs import server
from chronicles.site.mkdocs.config import load


@click.command()
@click.option(
    "--as-of", type=Day(), metavar="DAY", help="Publish what is scheduled up to this day, such as 'today'."
)
@click.option("--no-live", is_flag=True, help="Leave out the live demos; links to them say how to run it.")
def build(as_of: str | None = None, no_live: bool = False) -> None:
    """Build the site into site/ and swap it in when it is whole."""
    waiting = "Another build is under way; waiting for it."
    until = day_of(load(journal_folder()), as_of) if as_of else None
    built = engine.build(journal_folder(), lambda: err.print(waiting, style="dim"), until, live=not no_live)
    for notice in built.notices:
        err.print(Text(visible(notice), style="yellow"))
    if built.problems:
        fail(built.problems)
    folder = built.folder.relative_to(Path.cwd()) if built.folder.is_relative_to(Path.cwd()) else built.folder
    out.print(f"Built {count(built.pages, 'page')} into {folder}/")


@click.command()
@click.option("--port", default=8010, show_default=True, help="The port of 127.0.0.1 to listen at.")
def serve(port: int) -> None:
    """Show the site on this machine, and build it again at every change."""
    server.serve(load(journal_folder()), port)
