"""What a README shows of the journal between its markers, as plain Markdown for GitHub."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from chronicles.pages.escaping import escaped, escaped_item
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem
from chronicles.progress.learning_plan import Skill
from chronicles.progress.readme_parts import between, read_parts, with_parts
from chronicles.progress.record import Event, Record
from chronicles.proof.check import apart, drifted
from chronicles.proof.pull import Pulled

NEWEST = 3
NOTHING = "Nothing yet."
# What it leaves out of the address of a heading.
UNHEARD = re.compile(r"[^\w\- ]")

# The lines of each part, by its name.
Contents = Mapping[str, Sequence[str]]


def contents(record: Record, path: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the lines of each part, as Markdown without line ends, by its name.

    `path` tells where a page below `docs/` is, as a link of the README has it.
    """
    roadmap = [f"{number}. {escaped_item(name)}" for number, name in enumerate(record.plan.roadmap, 1)]
    newest = reversed(record.entries[-NEWEST:])
    shown = {"skills": _skills(record), "roadmap": roadmap, "entries": [_entry(one, path) for one in newest]}
    # The blank lines let Markdown begin and end, whatever HTML stands around.
    return {name: ["", *(lines or [NOTHING]), ""] for name, lines in shown.items()}


def pull_readme(page: Page, wanted: Contents) -> Pulled:
    """Return what becomes of a README; where one of its markers is wrong, nothing does."""
    parts, problems = read_parts(page)
    if problems:
        return Pulled(page, page.text, 0, tuple(problems))
    changes = {part: wanted[part.name] for part in parts if apart(between(page, part), wanted[part.name])}
    return Pulled(page, with_parts(page, changes), len(changes), ())


def check_readme(page: Page, wanted: Contents) -> list[Problem]:
    """Return what is wrong with the markers of a README or, where all are right, which parts have drifted."""
    parts, problems = read_parts(page)
    return problems or [
        drifted(Place(page.path, part.first), f"the part {part.name!r}", lines)
        for part in parts
        if (lines := apart(between(page, part), wanted[part.name]))
    ]


def slugs(headings: Iterable[str]) -> list[str]:
    """Return the names that GitHub gives the headings of a page, so that links can lead to them.

    GitHub Docs, "Section links": of a name that is taken, the second gets `-1` behind it, the third `-2`.

    >>> slugs(["2025-08-29 21:14 Migrations", "2025-08-29 21:14 Migrations"])
    ['2025-08-29-2114-migrations', '2025-08-29-2114-migrations-1']
    """
    seen = Counter[str]()
    found = []
    for heading in headings:
        name = UNHEARD.sub("", heading.lower()).replace(" ", "-")
        found.append(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def _skills(record: Record) -> list[str]:
    rows = [
        f"| {escaped(now.name)} | {_level(then, now)} | {now.day.isoformat() if now.day else ''} |"
        for then, now in record.skills
    ]
    return ["| Skill | Level | As of |", "| --- | --- | --- |", *rows] if rows else []


def _level(then: Skill, now: Skill) -> str:
    return now.level if then.level == now.level else f"{then.level} \N{RIGHTWARDS ARROW} {now.level}"


def _entry(event: Event, path: Callable[[str], str]) -> str:
    return f"- {event.day.isoformat()}: [{escaped(event.title)}]({path(event.page)})"
