"""The command that finds code in the project, and quotes it."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import click
from rich.text import Text

from chronicles.cli.clone_notices import tell_of_clones
from chronicles.cli.day_option import tell_of_break
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import fail, out
from chronicles.cli.prompts import choose
from chronicles.cli.readme_page import kept_right
from chronicles.disk.writing import replace_text
from chronicles.journal.entries import block_line, entry_of, fenced, file_name, new_entry, with_block
from chronicles.journal.project_state import committed
from chronicles.pages.addresses import Address, parse_address, parted
from chronicles.pages.reading import Ask, Reading, at_state
from chronicles.pages.states import NOW, State, parse_state
from chronicles.problems import Place, Refused, count
from chronicles.proof.resolver import Resolver
from chronicles.site.mkdocs.config import load
from chronicles.source.projects import Projects
from chronicles.source.search import find, language_of
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace


@click.command()
@click.argument("symbol")
@click.option("--print", "only_print", is_flag=True, help="Print the block and write nothing.")
def show(symbol: str, only_print: bool) -> None:
    """Find SYMBOL in the project and put its filled block into today's entry.

    SYMBOL is a name, a file, or an address such as students/models.py#Student. With the name of a project
    before it, as in shop:Order, it is looked for there; without, in the journal's own, then in the others.
    """
    settings = load(journal_folder())
    today = datetime.now(settings.zone).date()
    posts = settings.shown(settings.posts)
    workspace = load_workspace(settings)
    entry = None if only_print else entry_of(_by_change(workspace), today, posts)
    place = Place(entry.page.path if entry else symbol)
    tell_of_clones(settings)
    try:
        address, block = _block(workspace, symbol, entry.state if entry else NOW)
        if entry and not entry.is_sound:
            raise Refused("the entry has a block that is never closed", "Close it; 'check' says where.")
        if only_print:
            click.echo(block)
            return
        if entry and (line := block_line(entry, address)):
            out.print(Text(f"{address} is in {Place(entry.page.path, line)} already"))
            return
        title = address.selectors[0] if address.selectors else address.path
        path = entry.page.path if entry else f"{posts}/{file_name(today, title)}"
        before = entry.page.text if entry else None
        (settings.root / path).parent.mkdir(parents=True, exist_ok=True)
        with kept_right(workspace):
            replace_text(settings.root / path, before, with_block(before or new_entry(today, title), block))
        tell_of_break(workspace, today)
    except Refused as refused:
        fail([refused.at(place)])
    out.print(Text(f"{address} is in {path}"))


def _by_change(workspace: Workspace) -> list[Reading]:
    """The pages, the one last that was changed last: of several entries of a day, a person writes in it."""

    def changed(reading: Reading) -> int:
        try:
            return (workspace.settings.root / reading.page.path).stat().st_mtime_ns
        except OSError:  # it has gone meanwhile
            return 0

    return sorted(workspace.readings, key=changed)


def _block(workspace: Workspace, symbol: str, state: State) -> tuple[Address, str]:
    """What a person means by a name, and the filled block that shows it on a page of `state`."""
    with workspace.projects() as projects:
        address = _own_moment(_address(symbol, projects, state), projects, workspace.settings, state)
        answer = Resolver(projects).answer(Ask(at_state(address, state)))
    return address, fenced(language_of(address.path), str(address), answer.lines)


def _own_moment(address: Address, projects: Projects, settings: Settings, state: State) -> Address:
    """The address with a state of its own, where the page's is one that only the journal's project has."""
    if not address.project or address.states or state.is_of_all:
        return address
    now = committed(settings.folder(address.project), projects, address.project) or NOW
    return replace(address, states=(now,))


def _address(symbol: str, projects: Projects, state: State) -> Address:
    """An address as it is; for a name, the one thing that is called so."""
    if "/" in symbol or "#" in symbol:
        return parse_address(symbol)
    rest, _, at = symbol.partition("@")
    project, name = parted(rest)
    states = (parse_state(at),) if at else ()
    found = _named(name, [project] if project else projects.names, projects, states, state)
    found = [replace(address, states=states) for address in found]
    if len(found) == 1:
        return found[0]
    if not sys.stdin.isatty():
        raise Refused(f"it is {count(len(found), 'thing')}", f"Name one: {', '.join(map(str, found))}.")
    return found[choose([str(address) for address in found])]


def _named(
    name: str, names: Sequence[str], projects: Projects, states: tuple[State, ...], state: State
) -> list[Address]:
    """What is called `name` in the first of the projects that has it; raises what is said of the first.

    It is looked for at `states`, without any at the page's `state`, which may be none of another project.
    """
    first: Refused | None = None
    for project in names or [""]:
        own = state if not project or state.is_of_all else NOW
        try:
            found = find(name, projects.tree(project, *(states or (own,))))
        except Refused as refused:
            first = first or refused
            continue
        return [replace(address, project=project) for address in found]
    assert first, "there is a project to look in, or it is said that there is none"
    raise first
