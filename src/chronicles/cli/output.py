"""What is printed: results to one stream, problems to the other."""

import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from chronicles.cli.invocation import called
from chronicles.problems import Problem, count

PROBLEMS, STOPPED = 1, 130
COLOURS = {"+": "green", "-": "red", "@": "cyan"}

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Print every problem, the mend below each, and end with status 1."""
    tell(problems)
    sys.exit(PROBLEMS)


def tell(problems: Iterable[Problem]) -> None:
    """Print every problem once, in the order of their places, the mend below each, and how many there are.

    All of it goes to standard error.
    """
    listed = sorted(set(problems))
    for problem in listed:
        err.print(Text(called(str(problem))))
    err.print(count(len(listed), "problem"), style="bold red")


def show_diff(lines: Sequence[str]) -> None:
    """Print the lines of a unified diff in its colors."""
    for line in lines:
        bold = line.startswith(("---", "+++"))
        out.print(Text(line, style="bold" if bold else COLOURS.get(line[:1], "")))
