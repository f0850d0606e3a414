"""The day in a file's name, and whether it counts before that of the front matter and those of the text.

Each kind of name has the rule of the program that gives it, as a row of a table with its source.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from chronicles.dates.instants import Moment
from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.stamps.day_in_line import at_beginning
from chronicles.importing.stamps.moments import spoken
from chronicles.problems import Refused

NEAR = 1  # days that two sources may differ by, as an entry written after midnight does


@dataclass(frozen=True, slots=True)
class DaySource:
    """A kind of name: what it looks like without its ending, what its day comes before, and who says so.

    `endings` are those that it has, without a dot; `None` is any.
    """

    title: str
    name: re.Pattern[str]
    beats_front_matter: bool
    beats_text: bool
    source: str
    endings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """The day that the name of a file says, and the rule for such names."""

    day: date
    rule: DaySource


YEAR, SIGN = r"(?:19|20)\d{2}", r"[-_. ]?"
DAY = rf"{YEAR}{SIGN}\d{{1,2}}{SIGN}\d{{1,2}}"
SOURCES = (
    DaySource(
        "a file of org-journal",
        re.compile(rf"(?P<day>{DAY})"),
        *(False, False),
        "org-journal, org-journal-file-type: a file of a week or a month has the name of its first day",
        ("", "org"),
    ),
    DaySource(
        "a daily note",
        re.compile(rf"(?P<day>{DAY})"),
        *(True, True),
        "Obsidian Help, Daily notes; Logseq, journals/2024_03_05.md: the name is the day of the note",
    ),
    DaySource(
        "a post of Jekyll",
        re.compile(rf"(?P<day>{YEAR}-\d{{1,2}}-\d{{1,2}})-.*"),
        *(False, True),
        "Jekyll, Posts: YEAR-MONTH-DAY-title; Front Matter: `date` there overrides the date of the name",
    ),
    DaySource(
        "a note that begins with its day or moment",
        re.compile(rf"(?P<day>{DAY})(?:\d{{4}}|\d{{6}})?(?!\d).*"),
        *(False, True),
        "Zettelkasten, 202403051404 and a title; as Jekyll has it",
    ),
    DaySource(
        "another form of the day, or a week",
        re.compile(r"(?P<day>\d.*)"),
        *(False, False),
        "no program's rule: what the file itself says is nearer to it",
    ),
    DaySource(
        "a day at the end, as copies and exports have it",
        re.compile(rf".*[-_ (](?P<day>{YEAR}[-_.]?\d{{2}}[-_.]?\d{{2}})\)?"),
        *(False, False),
        "no program's rule: it may be the day of the copy",
    ),
)


def day_in_name(name: str) -> NamedDay | None:
    """Return the day in a file's name, as in `2025-08-26.md` or `20250826 a title.md`; `None` for none.

    A day that could be two is none.
    """
    last = name.rpartition("/")[2]
    stem, _, ending = last.rpartition(".") if "." in last else (last, "", "")
    for rule in SOURCES:
        is_ending = rule.endings is None or ending.lower() in rule.endings
        match = rule.name.fullmatch(stem) if is_ending else None
        if match and (day := _day(match["day"])):
            return NamedDay(day, rule)
    return None


def differing(named: date, other: date, where: str, at: int) -> list[ImportNote]:
    """Return what is said where the day in a file's name counts, and `where` says one that is not near it."""
    if abs((named - other).days) <= NEAR:
        return []
    message = f"{where} says {spoken(other)}; what counts is {spoken(named)}, from the file's name"
    return [ImportNote(at, at, Fate.DECIDED, message, "Rename the file if that is wrong.")]


def day_that_counts(name: str, when: Moment, where: str, at: int) -> tuple[Moment, list[ImportNote]]:
    """Return which day a file is of, its name's or `when`, and what is said where they are not near.

    `where` is what says `when`, such as `the front matter`, and `at` its line. A moment of that day, or of
    the next one, stays.
    """
    named = day_in_name(name)
    day = when.date() if isinstance(when, datetime) else when
    if named is None or not named.rule.beats_text or abs((named.day - day).days) <= NEAR:
        return when, []
    if named.rule.beats_front_matter:
        return named.day, differing(named.day, day, where, at)
    message = f"the file's name says {spoken(named.day)}; what counts is {spoken(day)}, from {where}"
    return when, [ImportNote(at, at, Fate.DECIDED, message, "Mend one of them if that is wrong.")]


def _day(text: str) -> date | None:
    parts = re.sub(r"[_ .]+", "-", text)
    found = at_beginning(text) or at_beginning(parts)
    if found is None or found.written.year is None or found.written.is_open:
        return None
    try:
        return found.written.on(True)
    except Refused:
        return None
