"""The commands that keep the journal: log, new, week, done."""

import re
import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.clone_notices import tell_of_clones
from chronicles.cli.day_option import DATE, Day, known_day, moment_of, now, tell_of_break
from chronicles.cli.due_again import due_today
from chronicles.cli.entry_texts import new_text, week_text
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import err, fail, out
from chronicles.cli.prompts import answers, choose, given_back
from chronicles.cli.readme_page import kept_right
from chronicles.dates.instants import in_zone
from chronicles.dates.log_stamps import LogStamp, in_words, read_stamp, stamp_of
from chronicles.disk.paths import is_folder
from chronicles.disk.writing import replace_text
from chronicles.git.objects import RepositoryUnusable
from chronicles.journal.entries import file_name, is_published, new_entry
from chronicles.journal.log_entries import LogEntry
from chronicles.journal.project_state import commits, moment, moment_on
from chronicles.journal.running_log import check_words, with_note, without_note
from chronicles.journal.week import Week, happened, steps_of
from chronicles.pages.characters import unfit
from chronicles.pages.escaping import escaped_item
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.page import decode
from chronicles.pages.states import State
from chronicles.problems import Place, Problem, Refused, nearest, visible
from chronicles.progress.spaced_returns import looked_at
from chronicles.site.mkdocs.config import load
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace

NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:-\d{4})?(?:-\d+)?")
ASKED = ("What did you do", "What surprised you", "Where are you stuck")


EDIT = click.option("--edit", is_flag=True, help="Open it in $EDITOR.")


@click.command()
@click.argument("words", nargs=-1)
@click.option("--edit", is_flag=True, help="Write the note in $EDITOR.")
@click.option("--title", default="", help="A title for the note, or for the page that it is moved to.")
@click.option(
    "--date",
    "day",
    type=Day(has_time=True),
    metavar="DAY",
    help="Another moment than now: 2025-08-29, 'yesterday at 6pm', monday.",
)
def log(words: tuple[str, ...], edit: bool, title: str, day: str | None) -> None:
    """Add WORDS to the running log, or what comes through a pipe; without either, ask.

    `log move NAME` turns a note into a page of its own, which keeps its address.
    """
    settings = load(journal_folder())
    _check_title(title)
    if words[:1] == ("move",) and (len(words) == 1 or (len(words) == 2 and NAME.fullmatch(words[1]))):
        if day:
            raise click.UsageError("a note that is moved keeps its day. Leave '--date' out.")
        _move(settings, "".join(words[1:]), title)
        return
    is_asked = not words and not edit and sys.stdin.isatty()
    text = (_asked(settings) if is_asked else _words(words, edit)).strip("\n").rstrip()
    if is_asked and not text:
        out.print("Nothing was added.")
        return
    if not text.strip():
        place = Place(settings.shown(settings.log))
        fail([Problem(place, "there is nothing to add", 'Give it a text: log "Today I …".')])
    with given_back(lambda: text if is_asked or edit else ""):
        _add(settings, text, _stamp(settings, day, " ".join(title.split())), day)


def _stamp(settings: Settings, day: str | None, title: str) -> LogStamp:
    """The stamp of now, or of the day that is given; of a day without a time, that alone."""
    moment = moment_of(settings, day) if day else now(settings)
    if isinstance(moment, datetime):
        return stamp_of(in_zone(moment, settings.zone), title)
    stamp = LogStamp(moment, None, title)
    if read_stamp(str(stamp), settings.zone) != stamp:
        raise click.UsageError(f"the title {title!r} would be read as a time. Begin it with a word.")
    return stamp


def _add(settings: Settings, text: str, stamp: LogStamp, day: str | None) -> None:
    """Put a note into the log, below its stamp, which is of the `day` that is given, if one is."""
    place = Place(settings.shown(settings.log))
    try:
        decode(text.encode("utf-8", "surrogateescape"))
        check_words(text, Finder(settings.dialect))
        workspace = load_workspace(settings)
        if day:
            known_day(workspace, day)
        state = _moment(workspace, stamp.day)
        before = _text(settings.log)
        settings.log.parent.mkdir(parents=True, exist_ok=True)
        with kept_right(workspace):
            replace_text(settings.log, before, with_note(before or "", stamp, state, text))
        if not day:
            tell_of_break(workspace, stamp.day)
    except Refused as refused:
        fail([refused.at(place)])
    out.print(Text(f"{stamp} is in {place}"))


@click.command()
@click.argument("title")
@DATE
@click.option("--template", metavar="NAME", help="Begin it from this template, and not from 'new'.")
@EDIT
def new(title: str, day: str | None, template: str | None, edit: bool) -> None:
    """Begin an entry called TITLE, dated today, and print its file.

    What it begins with is the template 'new' in the folder .templates beside the entries, where there is one.
    """
    settings = load(journal_folder())
    title = " ".join(title.split())
    if not title:
        raise click.UsageError("an entry needs a title.")
    _check_title(title)
    workspace = load_workspace(settings)
    on = known_day(workspace, day)
    text = new_text(settings, on, title, _moment(workspace, on), template)
    with kept_right(workspace):
        _write(settings, settings.posts / file_name(on, title), text, edit)


@click.command()
@DATE
@EDIT
def week(day: str | None, edit: bool) -> None:
    """Draft the weekly update from what happened in the week, and print its file.

    It has the week's entries, what changed in the project and the questions that are still open.
    """
    settings = load(journal_folder())
    workspace = load_workspace(settings)
    on = known_day(workspace, day)
    of = Week.of(on)
    code = [*steps_of(of, workspace.patches), *_commits(workspace, of)]
    today = now(settings).date()
    seen = [entry for entry in workspace.entries if is_published(entry.front_matter, today)]
    found = happened(of, seen, code)
    state = _moment(workspace, of.sunday)
    last = min(of.sunday, max(on, today))
    text = week_text(settings, of, last, found, state)
    _write(settings, settings.posts / f"{of.name}.md", text, edit)


def _check_title(title: str) -> None:
    if refused := unfit(title, "the title"):
        raise click.UsageError(f"{refused.message}. {refused.mend}")


def _move(settings: Settings, name: str, title: str) -> None:
    workspace = load_workspace(settings)
    log = settings.shown(settings.log)
    note = _note(workspace.notes, name)
    page = next(reading.page for reading in workspace.readings if reading.page.path == log)
    text = _titled(note.reading.page.text, " ".join(title.split())) if title else note.reading.page.text
    try:
        with kept_right(workspace):
            _create(settings, settings.root / note.path, text)
            replace_text(settings.log, page.text, without_note(page, note.note))
    except Refused as refused:
        fail([refused.at(Place(note.path))])
    out.print(Text(f"{note.path} is a page of its own now, at the same address"))


def _note(notes: tuple[LogEntry, ...], name: str) -> LogEntry:
    known = {note.note.name: note for note in notes}
    if name in known:
        return known[name]
    if name or not sys.stdin.isatty():
        hint = nearest(name, known, f"There are: {', '.join(list(known)[-12:])}." if known else "")
        raise click.UsageError(f"there is no note {name!r}. {hint}" if name else f"name the note. {hint}")
    if not notes:
        raise click.UsageError("the log has no notes.")
    newest = notes[:-13:-1]
    return newest[choose([f"{one.note.name}  {one.note.stamp.shown}" for one in newest])]


def _titled(text: str, title: str) -> str:
    """The text of a note's entry under another title, which stands in its front matter."""
    head = new_entry(date.min, title).splitlines()[1]
    lines = text.split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("title: "))
    return "\n".join([*lines[:at], head, *lines[at + 1 :]])


def _words(words: tuple[str, ...], edit: bool) -> str:
    """The text of the note: as typed, from the editor, or from a pipe."""
    if edit:
        return click.edit(" ".join(words), extension=".md") or ""
    if words:
        return " ".join(words)
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def _asked(settings: Settings) -> str:
    """The text of the note as a person answers for it, who is asked, too, for what has come back today."""
    back = due_today(load_workspace(settings), now(settings).date())
    again = [f"Look at again, from {in_words(one.event.day)}: {visible(one.text)}" for one in back]
    found = answers([*ASKED, *again])
    did, surprised, stuck = found[: len(ASKED)]
    looked = looked_at([one.text for one in back], found[len(ASKED) :])
    return "\n\n".join(filter(None, [did, surprised, f"? {stuck}" if stuck else "", looked]))


def _moment(workspace: Workspace, day: date) -> State | None:
    """The state that a new page of `day` speaks of; that others will not find the project is told before."""
    tell_of_clones(workspace.settings)
    folder = workspace.settings.project
    if folder is None:
        return None
    try:
        with workspace.projects() as projects:
            if day < now(workspace.settings).date():
                return moment_on(day, workspace.patches, projects)
            return moment(folder, workspace.series, projects)
    except RepositoryUnusable as refused:
        _tell(refused, "the entry names no state")
        return None


def _commits(workspace: Workspace, of: Week) -> list[str]:
    """A line for each commit to a project; those to the journal's own are its steps, where it has some."""
    settings, lines = workspace.settings, list[str]()
    for project, folder in sorted(settings.projects.items()):
        if not is_folder(folder) or (not project and workspace.patches):
            continue
        try:
            own = () if project else settings.own_paths
            made = list(commits(folder, settings.zone, of.monday, of.sunday, own))
        except RepositoryUnusable as refused:
            _tell(
                refused, f"the commits of {project!r} are left out" if project else "its commits are left out"
            )
            continue
        of_which = f"{project}: " if project else ""
        lines += [f"{escaped_item(of_which + subject)} (`{name[:10]}`)" for name, subject in made]
    return lines


def _tell(refused: Refused, what: str) -> None:
    """Say what a page has to do without: whoever writes is not to be kept from it."""
    err.print(Text(visible(f"{what}: {refused.message}"), style="yellow"))
    err.print(Text(f"    {visible(refused.mend)}", style="yellow"))


def _text(path: Path) -> str | None:
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        return None


def _create(settings: Settings, path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise Refused("there is such a file already", "Open that one, or give another title or day.")
    replace_text(path, None, text)


def _write(settings: Settings, path: Path, text: str, edit: bool) -> None:
    shown = settings.shown(path)
    try:
        _create(settings, path, text)
    except Refused as refused:
        fail([refused.at(Place(shown))])
    click.echo(shown)
    if edit:
        click.edit(filename=str(path))
