"""The page of the goals with each status behind its goal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from chronicles.pages.escaping import escaped
from chronicles.pages.links import Link, Scheme
from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Reading
from chronicles.pages.slugs import slug
from chronicles.progress.goal_statuses import GoalStatus
from chronicles.progress.goals import ITEM, Goal
from chronicles.progress.mark_parts import MarkLink, MarkPart

# What Markdown or HTML could make something of.
ACTIVE = re.compile(r"[^\w\s.,:;'()-]|_")
# Where the address of a proof stands until links are resolved.
HERE = "test:"

Form = Callable[[GoalStatus], Sequence[MarkPart]]


def marked(reading: Reading, goals: Sequence[Goal], statuses: Sequence[GoalStatus], form: Form) -> Reading:
    """Return the reading of the goals' page with a mark behind each goal that is ticked, or has parts.

    `form` returns a status as Markdown in a line, in parts: texts, and links whose words are text.

    Marks stand at the end of lines, so that blocks and links are where the reading says; their own links
    come after those.
    """
    lines = split_lines(reading.page.text)
    links = list(reading.links)
    for goal, status in zip(goals, statuses, strict=True):
        if status.word != "open" or status.why:
            line, ending = lines[goal.last - 1]
            text = f"{line.rstrip()} "
            for part in form(status):
                text, link = _with(text, part, goal.last)
                links += [link] if link else []
            lines[goal.last - 1] = text, ending
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))), links=tuple(links))


def anchored(reading: Reading, goals: Sequence[Goal]) -> Reading:
    """Return the reading of the goals' page with an anchor at the beginning of each goal, as HTML."""
    lines = split_lines(reading.page.text)
    moved: dict[int, int] = {}
    for goal, name in zip(goals, anchors(goals), strict=True):
        line, ending = lines[goal.line - 1]
        item = ITEM.fullmatch(line)
        if item is None:  # behind the mark of a byte order
            continue
        tag = f'<span class="chronicles-goal" id="{name}"></span>'
        lines[goal.line - 1] = line[: item.start("text")] + tag + line[item.start("text") :], ending
        moved[goal.line] = len(tag)
    links = tuple(
        replace(link, start=link.start + moved.get(link.line, 0), end=link.end + moved.get(link.line, 0))
        for link in reading.links
    )
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))), links=links)


def anchors(goals: Sequence[Goal]) -> list[str]:
    """Return the name of each goal as a part of its page: no heading's has a colon.

    >>> from chronicles.progress.goals import read_goals
    >>> anchors(read_goals(["- [ ] Say *it*", "- [x] Say it!", "- [x] ?"]))
    ['goal:say-it', 'goal:say-it:2', 'goal:3']
    """
    found: list[str] = []
    for number, goal in enumerate(goals, 1):
        name = f"goal:{slug(goal.title) or number}"
        found.append(name if name not in found else f"{name}:{number}")
    return found


def mark(parts: Sequence[MarkPart], word: str) -> Sequence[MarkPart]:
    """Return what is said of a goal whose status is `word` in an element `<span>` that Markdown leaves alone.

    What it says of a person's words is text.
    """
    inner = [
        replace(one, words=_text(one.words)) if isinstance(one, MarkLink) else _text(one) for one in parts
    ]
    return [f'<span class="chronicles-verdict chronicles-verdict--{word}">', *inner, "</span>"]


def plain_mark(status: GoalStatus) -> Sequence[MarkPart]:
    """Return a status as Markdown without HTML."""
    return [f"*({escaped(status.text)})*"]


def _with(text: str, part: MarkPart, number: int) -> tuple[str, Link | None]:
    """The text of a line with a part behind it, and the link to a proof that is to be resolved."""
    if isinstance(part, str):
        return text + part, None
    if part.evidence is None:
        return f"{text}[{part.words}](<{part.url}>)", None
    text = f"{text}[{part.words}]("
    scheme = cast(Scheme, part.evidence.kind)  # only a test and code prove something
    link = Link(number, len(text), len(text) + len(HERE), scheme, part.evidence.target)
    return f"{text}{HERE})", link


def _text(said: str) -> str:
    return ACTIVE.sub(lambda match: f"&#{ord(match[0])};", said)
