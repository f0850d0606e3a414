"""What `import` says: a screenful, or every line, or JSON for other programs."""

import json
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from itertools import groupby

from rich.text import Text

from chronicles.cli.output import out, show_diff
from chronicles.importing.account import ImportNote
from chronicles.importing.files import Imported
from chronicles.importing.oddities import oddities
from chronicles.importing.plan import Action, ImportStep
from chronicles.importing.stamps.moments import spoken
from chronicles.importing.summary import summary
from chronicles.problems import Problem, count, visible

SIGNS = {Action.NEW: "+", Action.GROWN: "~", Action.SAME: "=", Action.EDITED: "!", Action.DIFFERS: "!"}
FORM = 1  # of the JSON


def show_summary(
    steps: Sequence[ImportStep], imported: Sequence[Imported], pictures: int, *, dry_run: bool
) -> None:
    """Print the summary."""
    for section in summary(steps, imported, pictures, dry_run=dry_run):
        out.print(Text(visible(section.heading), style="bold"))
        for line in section.lines:
            out.print(Text(visible(f"  {line}")))


def show_notes(part: Imported) -> None:
    """Print what is said of each line of a file."""
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


def show_step(step: ImportStep, *, force: bool) -> None:
    """Print what becomes of an entry, with the difference where it is replaced."""
    words = f"{SIGNS[step.action]} {step.path}  {spoken(step.draft.when)}  {step.action}"
    left = step.action in (Action.EDITED, Action.DIFFERS) and not force
    out.print(
        Text(visible(words + (": left alone; --force shows the difference and replaces it" if left else "")))
    )
    if step.before is not None and (step.action is Action.GROWN or (force and differs(step))):
        before, after = step.before.split("\n"), step.after.split("\n")
        show_diff([visible(line) for line in unified_diff(before, after, step.path, step.path, lineterm="")])


def show_sum(steps: Sequence[ImportStep], written: int, *, dry_run: bool) -> None:
    """Print how many entries are written."""
    kept = len(steps) - written
    would = "would be written" if dry_run else "written"
    left = "it is" if kept == 1 else "they are"
    out.print(f"{_entries(written)} {would}, {kept} left as {left}")


def show_json(
    steps: Sequence[ImportStep],
    imported: Sequence[Imported],
    pictures: Iterable[str],
    problems: Sequence[Problem],
) -> None:
    """Print all of it as one JSON object."""
    said = {
        "version": FORM,
        "entries": [_of_step(step) for step in steps],
        "files": [
            {"file": one.name, "lines": one.lines, "notes": [_of_note(note) for note in one.notes]}
            for one in imported
        ],
        "pictures": sorted(pictures),
        "odd": oddities([step.draft for step in steps]),
        "problems": [
            {
                "file": problem.place.path,
                "line": problem.place.line,
                "message": problem.message,
                "mend": problem.mend,
            }
            for problem in problems
        ],
    }
    print(json.dumps(said, ensure_ascii=False, indent=2))


def differs(step: ImportStep) -> bool:
    """Whether an entry is one that only `--force` replaces."""
    return step.action in (Action.EDITED, Action.DIFFERS) and step.before != step.after


def _of_step(step: ImportStep) -> dict[str, object]:
    draft = step.draft
    return {
        "path": step.path,
        "action": str(step.action),
        "title": draft.spoken_title,
        "date": draft.when.isoformat(),
        "file": draft.file,
        "line": draft.at,
        "draft": draft.is_draft,
        "because": draft.draft_because,
    }


def _of_note(note: ImportNote) -> dict[str, object]:
    said = {"fate": str(note.fate), "message": note.message, "mend": note.mend, "text": note.text}
    return {"first": note.first, "last": note.last, **said}


def _span(note: ImportNote) -> str:
    """The lines that a note is about; one that is about none of them says so itself."""
    if note.last > note.first:
        return f"lines {note.first}-{note.last}  "
    return f"line {note.first}: " if note.first else ""


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
