"""The commands on pages and on the site."""

import errno
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.text import Text

from chronicles import suite
from chronicles.cli import readme
from chronicles.cli.asking import ask
from chronicles.cli.checking import check_steps, remember
from chronicles.cli.console import PROBLEMS, STOPPED, err, fail, out, show_diff
from chronicles.cli.done import done
from chronicles.cli.evidence import check_evidence
from chronicles.cli.importing import import_
from chronicles.cli.journal import Day, day_of, log, new, week
from chronicles.cli.progress import checkpoint, review
from chronicles.cli.prompts import choose
from chronicles.cli.step import step
from chronicles.journal.entries import entry_of, fenced, file_name, new_entry, with_block
from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.reading import Ask, Reading, at_state
from chronicles.pages.states import NOW, State, parse_state
from chronicles.problems import Place, Problem, Refused, count, nearest, visible
from chronicles.proof.check import check as check_pages
from chronicles.proof.library import Library
from chronicles.proof.pull import Pulled
from chronicles.proof.pull import pull as pull_page
from chronicles.site import build as engine
from chronicles.site import server
from chronicles.site.gather import Gathered, gather
from chronicles.site.patches import projects_of, series_of
from chronicles.site.settings import Settings, Unusable, load
from chronicles.source.projects import Projects
from chronicles.source.search import find, language_of
from chronicles.source.writing import replace_text

SHOWN = 5  # places of blocks that are listed


class Commands(click.Group):
    """A group whose commands answer every problem in words, and end with the right status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the settings cannot be used, 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except Unusable as error:
            fail(error.problems)
        except (KeyboardInterrupt, click.Abort):
            err.print("Stopped.")
            sys.exit(STOPPED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads what we print has read enough
                raise
            place = Place(str(error.filename or "the output"))
            what = (error.strerror or str(error)).lower()
            fail([Problem(place, what, "Make room, or make it readable and writable.")])


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="chronicles", prog_name="chronicles")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A learning journal whose code samples come from a real project.

    Without a command, `build`.
    """
    signal.signal(signal.SIGTERM, _terminated)
    if ctx.invoked_subcommand is None:
        ctx.invoke(build)


@main.command()
@click.option(
    "--as-of", type=Day(), metavar="DAY", help="Publish what is scheduled up to this day, or 'today'."
)
@click.option("--no-live", is_flag=True, help="Leave out the live demos; links to them say how to run it.")
def build(as_of: str | None = None, no_live: bool = False) -> None:
    """Build the site into site/ and swap it in when it is whole."""
    waiting = "Another build is under way; waiting for it."
    until = day_of(load(Path.cwd()), as_of) if as_of else None
    built = engine.build(Path.cwd(), lambda: err.print(waiting, style="dim"), until, live=not no_live)
    for notice in built.notices:
        err.print(Text(visible(notice), style="yellow"))
    if built.problems:
        fail(built.problems)
    folder = built.folder.relative_to(Path.cwd()) if built.folder.is_relative_to(Path.cwd()) else built.folder
    out.print(f"Built {count(built.pages, 'page')} into {folder}/")


@main.command()
@click.option("--port", default=8010, show_default=True, help="The port of 127.0.0.1 to listen at.")
def serve(port: int) -> None:
    """Show the site on this machine, and build it again at every change."""
    server.serve(load(Path.cwd()), port)


@main.command()
@click.argument("pages", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show the diff and write nothing.")
@click.option("--no-exec", is_flag=True, help="Run nothing: leave the transcripts as they are.")
def pull(pages: tuple[str, ...], dry_run: bool, no_exec: bool) -> None:
    """Fill and refresh the blocks of PAGES, and show what changes.

    Without any, of all pages, and what README.md shows of the journal between its markers.
    """
    settings = load(Path.cwd())
    gathered = gather(settings)
    readings = _chosen(gathered, settings, pages)
    answers, performances = ask(settings, gathered, readings, run=not no_exec)
    problems = list(gathered.problems)
    done = list[Pulled]()
    found = (pull_page(reading, answers, performances) for reading in _once(settings, readings))
    own = (readme.pulled(settings, gathered) for _ in range(_is_readme_meant(settings, pages)))
    for pulled in chain(found, own):  # one after the other: one may be a link to the other's file
        problems += pulled.problems
        if pulled.text != pulled.page.text:
            show_diff(pulled.diff)
            wrong = [] if dry_run else _write(settings, pulled)
            problems += wrong
            done += [] if wrong else [pulled]
    out.print(_tally(done, "would be refreshed" if dry_run else "refreshed"))
    fail(problems) if problems else None


@main.command()
@click.argument("pages", nargs=-1)
@click.option("--no-exec", is_flag=True, help="Run nothing: no transcripts, no tests of the guides' states.")
def check(pages: tuple[str, ...], no_exec: bool) -> None:
    """Prove PAGES (all pages without any) against the project, and list every problem.

    A step's state is tried too: its checks, its migrations, its tests. What passed once is not
    tried again.
    """
    settings = load(Path.cwd())
    gathered = gather(settings)
    readings = _chosen(gathered, settings, pages)
    answers, performances = ask(settings, gathered, readings, run=not no_exec)
    verdict = check_pages(readings, answers, performances)
    wrong = check_steps(settings, gathered, readings, is_whole=not pages, run=not no_exec)
    wrong += check_evidence(settings, gathered, readings, answers, run=not no_exec)
    wrong += readme.faults(settings, gathered) if _is_readme_meant(settings, pages) else []
    out.print(Text(verdict.tally))
    if verdict.unknown:
        places = [visible(str(place)) for place in verdict.unknown[:SHOWN]]
        more = f" and {len(verdict.unknown) - SHOWN} more" if len(verdict.unknown) > SHOWN else ""
        out.print(Text(f"neither proven nor marked: {', '.join(places)}{more}", style="dim"))
    if not no_exec:
        wrong += remember(settings, gathered, readings, verdict, is_whole=not pages)
    problems = {*verdict.problems, *gathered.problems, *wrong}
    fail(problems) if problems else None


@main.command()
@click.argument("symbol")
@click.option("--print", "only_print", is_flag=True, help="Print the block and write nothing.")
def show(symbol: str, only_print: bool) -> None:
    """Find SYMBOL in the project and put its filled block into today's entry.

    SYMBOL is a name, a file, or an address such as students/models.py#Student.
    """
    settings = load(Path.cwd())
    today = datetime.now(settings.zone).date()
    posts = settings.shown(settings.posts)
    gathered = gather(settings)
    entry = None if only_print else entry_of(gathered.readings, today, posts)
    place = Place(entry.page.path if entry else symbol)
    try:
        address, block = _block(settings, gathered, symbol, entry.state if entry else NOW)
        if entry and not entry.is_sound:
            raise Refused("the entry has a block that is never closed", "Close it; 'check' says where.")
        if only_print:
            click.echo(block)
            return
        title = address.selectors[0] if address.selectors else address.path
        path = entry.page.path if entry else f"{posts}/{file_name(today, title)}"
        before = entry.page.text if entry else None
        (settings.root / path).parent.mkdir(parents=True, exist_ok=True)
        replace_text(settings.root / path, before, with_block(before or new_entry(today, title), block))
    except Refused as refused:
        fail([refused.at(place)])
    out.print(Text(f"{address} is in {path}"))


@main.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--all", "everything", is_flag=True, help="Also what takes long: first installs, browsers, benchmarks."
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(everything: bool, words: tuple[str, ...]) -> None:
    """Run every test; with WORDS for pytest (such as -k addresses), the generator's alone."""
    stages = suite.stages(everything=everything, only=words)
    failed = suite.run(Path.cwd(), stages, lambda stage: err.print(f"── {stage.title}", style="bold"))
    if failed:
        err.print(f"Failed: {', '.join(failed)}", style="bold red")
        sys.exit(PROBLEMS)


main.add_command(import_)
for command in (log, new, week, done, step, review, checkpoint):
    main.add_command(command)


def _chosen(gathered: Gathered, settings: Settings, pages: Sequence[str]) -> list[Reading]:
    """The readings of the pages that were named, all without a name."""
    if not pages:
        return list(gathered.readings)
    known = {reading.page.path: reading for reading in gathered.readings}
    unread = {problem.place.path for problem in gathered.unsafe}
    names = list(dict.fromkeys(_page_name(settings, page) for page in pages))
    for name in names:
        if name not in {*known, *unread} and not readme.is_readme(settings, name):
            raise click.UsageError(
                f"there is no page {name!r}. {nearest(name, known, 'Name a file below docs/.')}"
            )
    return [known[name] for name in names if name in known]


def _page_name(settings: Settings, page: str) -> str:
    """The page as problems name it; a path may also be written as seen from docs/."""
    inside = settings.docs / page
    return settings.shown((inside if inside.is_file() else Path(page)).resolve())


def _block(settings: Settings, gathered: Gathered, symbol: str, state: State) -> tuple[Address, str]:
    """What a person means by a name, and the filled block that shows it at `state`."""
    with projects_of(settings, series_of(settings, gathered.patches)) as projects:
        address = _address(symbol, projects, state)
        answer = Library(projects).answer(Ask(at_state(address, state)))
    return address, fenced(language_of(address.path), str(address), answer.lines)


def _address(symbol: str, projects: Projects, state: State) -> Address:
    """An address as it is; for a name, the one thing that is called so."""
    if "/" in symbol or "#" in symbol:
        return parse_address(symbol)
    name, _, at = symbol.partition("@")
    states = (parse_state(at),) if at else ()
    found = [
        replace(address, states=states) for address in find(name, projects.tree("", *(states or (state,))))
    ]
    if len(found) == 1:
        return found[0]
    if not sys.stdin.isatty():
        raise Refused(f"it is {count(len(found), 'thing')}", f"Name one: {', '.join(map(str, found))}.")
    return found[choose([str(address) for address in found])]


def _is_readme_meant(settings: Settings, pages: Sequence[str]) -> bool:
    return not pages or any(readme.is_readme(settings, page) for page in pages)


def _tally(done: Sequence[Pulled], words: str) -> str:
    """What was pulled: so many blocks of pages, and parts of the README."""
    pages = [one for one in done if one.page.path != readme.README]
    parts = sum(one.refreshed for one in done) - (blocks := sum(one.refreshed for one in pages))
    more = f", and {count(parts, 'part')} of {readme.README}" if parts else ""
    return f"{count(blocks, 'block')} {words} in {count(len(pages), 'page')}{more}"


def _once(settings: Settings, readings: Iterable[Reading]) -> list[Reading]:
    """The readings without those that are links to the file of another."""
    files = {(settings.root / reading.page.path).resolve(): reading for reading in readings}
    return list(files.values())


def _write(settings: Settings, pulled: Pulled) -> list[Problem]:
    try:
        replace_text(settings.root / pulled.page.path, pulled.page.text, pulled.text)
    except Refused as refused:
        return [refused.at(Place(pulled.page.path))]
    return []


def _terminated(number: int, frame: object) -> NoReturn:
    """TERM ends the program as Ctrl-C does: what was begun is cleaned away on the way out."""
    sys.exit(128 + number)
