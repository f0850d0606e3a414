"""The page of the goals with each verdict behind its goal."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Reading
from chronicles.progress.goals import Goal
from chronicles.progress.statuses import GoalStatus

# What Markdown or HTML could make something of.
ACTIVE = re.compile(r"[^\w\s.,:;'()-]|_")


def marked(reading: Reading, goals: Sequence[Goal], verdicts: Sequence[GoalStatus]) -> Reading:
    """Return the reading of the goals' page with a mark behind each goal that is ticked.

    Marks stand at the end of lines, so that blocks and links are where the reading says.
    """
    lines = split_lines(reading.page.text)
    for goal, verdict in zip(goals, verdicts, strict=True):
        if verdict.word != "open":
            line, ending = lines[goal.last - 1]
            lines[goal.last - 1] = f"{line.rstrip()} {mark(verdict)}", ending
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))))


def mark(verdict: GoalStatus) -> str:
    """Return the HTML of a verdict; what it says of a person's words is text."""
    text = ACTIVE.sub(lambda match: f"&#{ord(match[0])};", verdict.text)
    return f'<span class="chronicles-verdict chronicles-verdict--{verdict.word}">{text}</span>'
