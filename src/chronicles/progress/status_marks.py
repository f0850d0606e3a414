"""The page of the goals with each status behind its goal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Reading
from chronicles.progress.goal_statuses import GoalStatus
from chronicles.progress.goals import Goal

# What Markdown or HTML could make something of.
ACTIVE = re.compile(r"[^\w\s.,:;'()-]|_")


def marked(
    reading: Reading,
    goals: Sequence[Goal],
    statuses: Sequence[GoalStatus],
    form: Callable[[GoalStatus], str] | None = None,
) -> Reading:
    """Return the reading of the goals' page with a mark behind each goal that is ticked, or has parts.

    `form` returns a status as Markdown in a line; it is `mark` where none is named.

    Marks stand at the end of lines, so that blocks and links are where the reading says.
    """
    lines = split_lines(reading.page.text)
    for goal, status in zip(goals, statuses, strict=True):
        if status.text != "open":
            line, ending = lines[goal.last - 1]
            lines[goal.last - 1] = f"{line.rstrip()} {(form or mark)(status)}", ending
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))))


def mark(status: GoalStatus) -> str:
    """Return a status as an element `<span>` that Markdown leaves alone.

    What it says of a person's words is text.
    """
    said = status.why if status.word == "open" else status.text
    text = ACTIVE.sub(lambda match: f"&#{ord(match[0])};", said)
    return f'<span class="chronicles-verdict chronicles-verdict--{status.word}">{text}</span>'
