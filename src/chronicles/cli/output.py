"""What is printed: results to one stream, problems to the other."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

from rich.console import Console
from rich.text import Text

from chronicles.cli.invocation import called
from chronicles.problems import Problem, count

PROBLEMS, STOPPED = 1, 130
COLOURS = {"+": "green", "-": "red", "@": "cyan"}

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


class Line(NamedTuple):
    """A line of a result, and how it is shown."""

    text: str
    style: str = ""


_collecting: list[list[Line]] = []
_silent: list[bool] = []


def report(text: str, style: str = "", *, again: str = "") -> None:
    """Print a line of a result; `again` is what it will be the next time, where nothing has changed."""
    if not _silent:
        out.print(Text(text), style=style)
    for lines in _collecting:
        lines.append(Line(again or text, style))


@contextmanager
def collected_reports() -> Iterator[list[Line]]:
    """Give the lines that are reported meanwhile, as they will be the next time."""
    lines: list[Line] = []
    _collecting.append(lines)
    try:
        yield lines
    finally:
        _collecting.pop()


@contextmanager
def without_reports() -> Iterator[None]:
    """Print no line of a result meanwhile: whoever asks tells what is new in it."""
    _silent.append(True)
    try:
        yield
    finally:
        _silent.pop()


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Print every problem, the mend below each, and end with status 1."""
    tell(problems)
    sys.exit(PROBLEMS)


def tell(problems: Iterable[Problem], noun: str = "problem") -> None:
    """Print every problem once, in the order of their places, the mend below each, and how many there are.

    All of it goes to standard error. With another `noun`, they are warnings.
    """
    listed = sorted(set(problems))
    for problem in listed:
        err.print(Text(called(str(problem))))
    err.print(count(len(listed), noun), style="bold red" if noun == "problem" else "bold yellow")


def show_diff(lines: Sequence[str]) -> None:
    """Print the lines of a unified diff in its colors."""
    for line in lines:
        bold = line.startswith(("---", "+++"))
        out.print(Text(line, style="bold" if bold else COLOURS.get(line[:1], "")))
