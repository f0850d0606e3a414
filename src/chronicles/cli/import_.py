"""The command `import`: raw logs into entries."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.text import Text

from chronicles.cli.day_option import Day, known_day, now
from chronicles.cli.opening import journal_folder
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.readme_page import kept_right
from chronicles.dates.zones import read_zone
from chronicles.disk.paths import is_file, is_folder, is_there
from chronicles.disk.system_errors import explained
from chronicles.disk.writing import replace_text
from chronicles.importing.account import ImportNote
from chronicles.importing.files import Imported, read_files
from chronicles.importing.plan import Action, ImportStep, Known, known_of, plan
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.page import Page, decode
from chronicles.pages.states import parse_state
from chronicles.problems import Place, Problem, Refused, count, visible
from chronicles.site.mkdocs.config import load
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace

WRITTEN = (Action.NEW, Action.GROWN)
SIGNS = {Action.NEW: "+", Action.GROWN: "~", Action.SAME: "=", Action.EDITED: "!", Action.DIFFERS: "!"}


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option(
    "--force", is_flag=True, help="Also replace entries that were edited since, with the diff of each."
)
@click.option("--day-first/--month-first", default=None, help="How to read 03/04/2025.")
@click.option("--year", type=click.IntRange(1900, 2100), help="The year of dates that have none.")
@click.option("--date", "day", type=Day(), metavar="DAY", help="The day of text that has none.")
@click.option("--zone", help="The time zone in which times were written, such as Europe/Berlin.")
@click.option("--keep-all", is_flag=True, help="Keep what looks like a blog's own words.")
def import_(
    files: tuple[str, ...],
    dry_run: bool,
    force: bool,
    day_first: bool | None,
    year: int | None,
    day: str | None,
    zone: str | None,
    keep_all: bool,
) -> None:
    """Turn raw logs into entries of the journal, once each, and account for every line.

    A line that does not stand in an entry as it is stands in the report, with its number.
    """
    settings = load(journal_folder())
    written_in = _zone(zone) if zone else settings.zone
    workspace = load_workspace(settings)
    on = known_day(workspace, day) if day else None
    days = workspace.days.with_day(now(settings).date())
    choices = Choices(settings.zone, written_in, day_first, year, on, keep_all, days)
    problems = take_in(workspace, files, choices, dry_run=dry_run, force=force)
    fail(problems) if problems else None


def take_in(
    workspace: Workspace,
    files: Sequence[str],
    choices: Choices,
    *,
    dry_run: bool = False,
    force: bool = False,
) -> list[Problem]:
    """Turn files into entries, say what becomes of each line, and return what is left for a person."""
    settings = workspace.settings
    imported, problems = _read(settings, files, choices)
    steps = _planned(workspace, imported)
    for part in imported:
        _show_notes(part)
    with kept_right(workspace):
        for step in steps:
            _show_step(step, force)
            if not dry_run and (step.action in WRITTEN or (force and _differs(step))):
                problems += _write(settings, step)
    _show_sum(steps, dry_run, force)
    return problems + [problem for part in imported for problem in part.problems]


def _zone(name: str) -> ZoneInfo:
    try:
        return read_zone(name)
    except Refused as refused:
        mend = f"{refused.mend[0].lower()}{refused.mend[1:]}"
        raise click.BadParameter(f"{refused.message}; {mend}", param_hint="--zone") from None


def _read(settings: Settings, files: Sequence[str], choices: Choices) -> tuple[list[Imported], list[Problem]]:
    """What every file gives, and those that cannot be read."""
    cleaner = Cleaner(settings.dialect)
    imported: list[Imported] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(files):
        try:
            imported += read_files(name, _bytes(Path(name)), choices, cleaner)
        except Refused as refused:
            problems.append(refused.at(Place(name)))
    return imported, problems


def _bytes(path: Path) -> bytes:
    if is_folder(path):
        raise Refused("it is a folder", "Name the files in it, as with journal/*.md.")
    if is_there(path) and not is_file(path):
        raise Refused("it is not a regular file", "Name a file.")
    try:
        return path.read_bytes()
    except OSError as error:
        said = Refused(f"it cannot be read: {error.strerror}", "Check its name and its permissions.")
        raise explained(error, path, said)[1] from None
    except ValueError as error:
        raise Refused(f"it cannot be read: {error}", "Check its name.") from None


def _planned(workspace: Workspace, imported: Iterable[Imported]) -> list[ImportStep]:
    settings = workspace.settings
    items = [item for part in imported for item in part.items]
    paths = sorted(settings.posts.rglob("*")) if settings.posts.is_dir() else []
    known = [entry for path in paths if (entry := _known(settings, path))]
    # The notes of the running log have addresses, too.
    notes = [note.reading.page.path for note in workspace.notes]
    taken = [settings.shown(path) for path in paths] + notes
    days = {item.draft.when.isoformat()[:10] for item in items}
    states = _states(workspace, days) if days else {}
    return plan(items, known, taken, settings.shown(settings.posts), states)


def _known(settings: Settings, path: Path) -> Known | None:
    """The entry at `path`, if an earlier import made it."""
    if path.suffix != ".md" or not path.is_file():
        return None
    try:
        text = decode(path.read_bytes())
    except (Refused, OSError):
        return None
    page = Page(settings.shown(path), text)
    if "imported:" not in text:
        return None
    values = read_front_matter(page, settings.zone)[0].values
    return known_of(page.path, text, values, settings.zone)


def _states(workspace: Workspace, days: Iterable[str]) -> Mapping[str, str]:
    """The commit of the project on each day, where there was one."""
    states: dict[str, str] = {}
    with workspace.projects() as projects:
        for day in sorted(days):
            try:
                states[day] = str(projects.pinned("", parse_state(day)))
            except Refused:
                continue
    return states


def _show_notes(part: Imported) -> None:
    words = f"{visible(part.name)}: {_entries(len(part.items))} from {count(part.lines, 'line')}"
    out.print(Text(words, style="bold"))
    for (fate, message, mend), notes in groupby(
        part.notes, lambda note: (note.fate, note.message, note.mend)
    ):
        out.print(Text(visible(f"  {fate}: {message}")))
        for note in notes:
            out.print(Text(visible(f"    {_span(note)}{note.text}").rstrip()))
        if mend:
            out.print(Text(f"    {visible(mend)}", style="dim"))


def _span(note: ImportNote) -> str:
    """The lines that a note is about; one that is about none of them says so itself."""
    if note.last > note.first:
        return f"lines {note.first}-{note.last}  "
    return f"line {note.first}: " if note.first else ""


def _show_step(step: ImportStep, force: bool) -> None:
    words = f"{SIGNS[step.action]} {step.path}  {spoken(step.draft.when)}  {step.action}"
    left = step.action in (Action.EDITED, Action.DIFFERS) and not force
    out.print(
        Text(visible(words + (": left alone; --force shows the difference and replaces it" if left else "")))
    )
    if step.before is not None and (step.action is Action.GROWN or (force and _differs(step))):
        before, after = step.before.split("\n"), step.after.split("\n")
        show_diff([visible(line) for line in unified_diff(before, after, step.path, step.path, lineterm="")])


def _differs(step: ImportStep) -> bool:
    return step.action in (Action.EDITED, Action.DIFFERS) and step.before != step.after


def _write(settings: Settings, step: ImportStep) -> list[Problem]:
    path = settings.root / step.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, step.before, step.after)
    except Refused as refused:
        return [refused.at(Place(step.path))]
    return []


def _show_sum(steps: Sequence[ImportStep], dry_run: bool, force: bool) -> None:
    new = sum(step.action in WRITTEN or (force and _differs(step)) for step in steps)
    kept = len(steps) - new
    would = "would be written" if dry_run else "written"
    left = "it is" if kept == 1 else "they are"
    out.print(f"{_entries(new)} {would}, {kept} left as {left}")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
