"""The command that writes the journal as plain Markdown."""

from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.day_option import Day, day_of
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import err, out
from chronicles.problems import count, visible
from chronicles.site.mkdocs import export as engine
from chronicles.site.mkdocs.config import load


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--as-of", type=Day(), metavar="DAY", help="Export what is scheduled up to this day, such as 'today'."
)
def export(folder: Path, as_of: str | None) -> None:
    """Write the journal as plain Markdown, for any other engine and for GitHub."""
    until = day_of(load(journal_folder()), as_of) if as_of else None
    exported = engine.export(journal_folder(), folder, until)
    for notice in exported.notices:
        err.print(Text(notice, style="yellow"))
    out.print(Text(f"Exported {count(exported.pages, 'page')} into {visible(str(folder))}/"))
