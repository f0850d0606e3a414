"""The commands that find what was written: by its words, by its day, by its tag."""

import click
from click.shell_completion import get_completion_class
from rich.text import Text

from chronicles.cli.day_option import Day, day_of
from chronicles.cli.invocation import CHECKOUT, program
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import out
from chronicles.journal.page_search import find_pages, list_entries
from chronicles.pages.reading import Reading
from chronicles.problems import Place, count, visible
from chronicles.progress.record import title
from chronicles.workspace.workspace import Workspace

SHELLS = ("bash", "zsh", "fish")
TAG = click.option("--tag", default="", help="Only what has this tag or category.")
SINCE = click.option("--since", type=Day(), metavar="DAY", help="Nothing older than this day.")
UNTIL = click.option("--until", type=Day(), metavar="DAY", help="Nothing newer than this day.")


@click.command()
@click.argument("words", nargs=-1, required=True)
@TAG
@SINCE
@UNTIL
def find(words: tuple[str, ...], tag: str, since: str | None, until: str | None) -> None:
    """Find the pages that hold all WORDS, the newest first, each with the line that has the most of them."""
    workspace = open_workspace()
    log = workspace.settings.shown(workspace.settings.log)  # its notes stand for it
    readings = [reading for reading in workspace.with_notes if reading.page.path != log]
    if tag or since or until:
        readings = _listed(workspace, tag, since, until)
    found = find_pages(readings, words)
    for page in found:
        out.print(Text(visible(f"{_place(workspace, page.reading, page.line)}  {_head(page.reading)}")))
        out.print(Text(f"    {visible(page.text)}", style="dim"))
    _tell_of_none(len(found))


@click.command("list")
@TAG
@SINCE
@UNTIL
def list_(tag: str, since: str | None, until: str | None) -> None:
    """List the entries, the newest first, each with its day, its title and its file."""
    workspace = open_workspace()
    found = _listed(workspace, tag, since, until)
    for reading in found:
        out.print(Text(visible(f"{_head(reading)}  {_place(workspace, reading, 1)}")))
    _tell_of_none(len(found))


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what SHELL needs to complete the commands of 'chronicles' with the Tab key."""
    if program() == CHECKOUT:
        raise click.UsageError("a shell completes the command 'chronicles', which the installed package has.")
    made = get_completion_class(shell)
    assert made, "click has all of them"
    root = click.get_current_context().find_root()
    click.echo(made(root.command, {}, program(), "_CHRONICLES_COMPLETE").source())


def _listed(workspace: Workspace, tag: str, since: str | None, until: str | None) -> list[Reading]:
    days = [day_of(workspace.settings, day) if day else None for day in (since, until)]
    return list_entries(workspace.entries, tag, *days)


def _head(reading: Reading) -> str:
    day = reading.front_matter.date
    return f"{day.isoformat()}  {title(reading)}" if day else title(reading)


def _place(workspace: Workspace, reading: Reading, line: int) -> Place:
    """Where a page can be opened: that of a note is its line in the log."""
    note = next((note for note in workspace.notes if note.path == reading.page.path), None)
    return note.place(line) if note else Place(reading.page.path, line if line > 1 else 0)


def _tell_of_none(number: int) -> None:
    if not number:
        out.print(count(0, "page"), style="dim")
