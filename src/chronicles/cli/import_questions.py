"""The questions of `import --interactive`: one key each, or a day that is typed."""

import os
import sys
import termios
import tty
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import click

from chronicles.cli.output import out
from chronicles.importing.import_doubts import Doubt, DoubtKind, ImportAnswer
from chronicles.problems import Refused, visible

NO_TERMINAL = Refused(
    "nobody can be asked here: this is no terminal",
    "Decide with --date, --year, --day-first and --month-first.",
)
LEFT = ("s", "\x04", "")  # Ctrl-D, and a terminal that is gone
KEYS = {
    DoubtKind.ORDER: "[d] the day comes first, [m] the month, [s] leave it as it was read",
    DoubtKind.YEAR: "[y] type its year, [s] leave the text out",
    DoubtKind.DAY: "[t] type its day, [s] leave the text out",
}


def ask(doubts: Iterable[Doubt]) -> dict[str, ImportAnswer]:
    """Ask a person about each doubt; return the answers by file. Raises `Refused` without a terminal."""
    if not sys.stdin.isatty():
        raise NO_TERMINAL
    answers: dict[str, ImportAnswer] = {}
    for doubt in doubts:
        out.print(visible(f"{doubt.file}:{doubt.line}: {doubt.text}"), markup=False)
        out.print(f"  {KEYS[doubt.kind]}", markup=False)
        known = answers.get(doubt.file, ImportAnswer())
        answers[doubt.file] = _answer(doubt.kind, known)
    return answers


def _answer(kind: DoubtKind, known: ImportAnswer) -> ImportAnswer:
    while (key := _key()) not in LEFT:
        if kind is DoubtKind.ORDER and key in "dm":
            return replace(known, day_first=key == "d")
        if kind is DoubtKind.YEAR and key == "y":
            return replace(known, year=click.prompt("  Year", type=click.IntRange(1900, 2100)))
        if kind is DoubtKind.DAY and key == "t":
            return replace(known, day=str(click.prompt("  Day, as 2025-08-29", value_proc=_day)))
    return known


def _key() -> str:
    """The next key, also one that was pressed before the question was there."""
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard, termios.TCSADRAIN)  # without a flush, unlike the default
        return os.read(keyboard, 1).decode("ascii", "replace").lower()
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.UsageError(f"{text!r} is no day; write it as 2025-08-29") from None
