"""The goals of a page: items of task lists below their headings, each with its evidence."""

import re
from collections.abc import Container, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["test", "code", "page", "outside"]

HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*(?:\{[^}]*\})?$")
ITEM = re.compile(r"(?P<indent>[ \t]*)[-*+][ \t]+\[(?P<box>[ xX])\][ \t]+(?P<text>\S.*)$")
COMMENT = re.compile(r"<!--.*?(?:-->|$)")
# The label may hold brackets of its own, one level deep; the target may stand in <>.
LINK = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]"
    r"\((?P<target><[^>]*>|(?:[^()\s]|\([^()\s]*\))+)(?:\s+\"[^\"]*\")?\)"
)
BY = re.compile(r"[ \t]*\(by (?P<by>\d{4}-\d{2}-\d{2})\)")
DAY = re.compile(r"\((?P<day>\d{4}-\d{2}-\d{2})\)\W*$")
MARKUP = re.compile(r"\\([^\w\s])|[*`]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link behind a goal: what it leads to, and the line of the page (from 1) that it stands in.

    The `target` of a test or of code is without its scheme: `app.tests.Class` of `test:app.tests.Class`.
    """

    kind: Kind
    target: str
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Goal:
    """An item of a task list, from its line to its last (both from 1).

    `level` is 0 where it is a part of no other. `section` is the heading above it, of level 2 or deeper, and
    `""` without one; `day` is the one that is written behind it, `by` the one that it is planned for.
    """

    line: int
    last: int
    level: int
    section: str
    title: str
    is_done: bool
    day: date | None
    evidence: tuple[Evidence, ...]
    by: date | None = None


def read_goals(
    lines: Sequence[str], after: int = 0, hidden: Container[int] = frozenset()
) -> tuple[Goal, ...]:
    """Return the goals in the lines of a page, below its first `after` lines, in their order.

    `hidden` has the numbers of lines (from 1) that are code, and of items and headings in a comment.
    They are the items with a bullet that GitHub Flavored Markdown describes under "Task list items".
    """
    found: list[Goal] = []
    section, indents = "", list[int]()
    for first, last in _items(lines, after, hidden):
        if heading := HEADING.fullmatch(lines[first]):
            section = section if heading["level"] == "#" else _plain(heading["title"])
            indents = []
            continue
        item = ITEM.fullmatch(lines[first])
        assert item is not None, "what is no heading is an item"
        indent = len(item["indent"].expandtabs(4))
        indents = [other for other in indents if other < indent]
        text = [COMMENT.sub("", part) for part in (item["text"], *lines[first + 1 : last])]
        found.append(_goal(first, last, len(indents), section, item["box"] != " ", text))
        indents.append(indent)
    return tuple(found)


def parents(goals: Sequence[Goal]) -> list[int | None]:
    """Return for each goal the place (from 0) of the one that it is a part of, `None` where it is of none."""
    found: list[int | None] = []
    open_ones: list[int] = []
    for at, goal in enumerate(goals):
        del open_ones[goal.level :]
        found.append(open_ones[-1] if open_ones else None)
        open_ones.append(at)
    return found


def _items(lines: Sequence[str], after: int, hidden: Container[int]) -> list[tuple[int, int]]:
    """Where each heading and item begins and ends; what is hidden is passed over."""
    found: list[tuple[int, int]] = []
    is_open = False
    for number, line in enumerate(lines[after:], after):
        if number + 1 in hidden:
            is_open = False
        elif HEADING.fullmatch(line) or ITEM.fullmatch(line):
            found.append((number, number + 1))
            is_open = not line.startswith("#")
        elif is_open and line.strip() and not re.match(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]", line):
            found[-1] = found[-1][0], number + 1
        else:
            is_open = False
    return found


def _goal(first: int, last: int, level: int, section: str, is_done: bool, text: list[str]) -> Goal:
    said = " ".join(part.strip() for part in text)
    whole = BY.sub("", said)
    evidence = [
        _evidence(link, number) for number, part in enumerate(text, first + 1) for link in LINK.finditer(part)
    ]
    return Goal(
        first + 1, last, level, section, _title(whole), is_done, _day(whole), tuple(evidence), _by(said)
    )


def _title(text: str) -> str:
    """What stands before the evidence: up to the colon in front of the first link, without markup."""
    text = DAY.sub("", text)
    if link := LINK.search(text):
        before = text[: link.start()].rstrip()
        if before.endswith((":", "\u2013", "\u2014")):
            text = before[:-1]  # and nothing of the links
    return _plain(LINK.sub(lambda match: match["label"], text)) or _plain(text)


def _plain(text: str) -> str:
    return " ".join(MARKUP.sub(lambda match: match[1] or "", text).split())


def _day(text: str) -> date | None:
    """The day behind the item; one that is on no calendar is only text."""
    match = DAY.search(text)
    try:
        return date.fromisoformat(match["day"]) if match else None
    except ValueError:
        return None


def _by(text: str) -> date | None:
    """The day that an item is planned for, the last that is said; one that is on no calendar is none."""
    for match in reversed(list(BY.finditer(text))):
        with suppress(ValueError):
            return date.fromisoformat(match["by"])
    return None


def _evidence(link: re.Match[str], line: int) -> Evidence:
    target = link["target"].removeprefix("<").removesuffix(">")
    scheme = target.partition(":")[0].lower() if ":" in target.partition("/")[0] else ""
    kinds: dict[str, Kind] = {"test": "test", "code": "code", "": "page"}
    kind = kinds.get(scheme, "outside")
    return Evidence(
        kind, target.partition(":")[2] if kind in ("test", "code") else target, _plain(link["label"]), line
    )
