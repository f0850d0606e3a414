"""The outline of an Org file: its keywords, and what each of its headings says, as orgparse reads them.

Rules: Org Syntax (orgmode.org/worg/org-syntax.html), "Headings"; Org Manual, "Export Settings", "Org Crypt".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from orgparse import OrgEnv, OrgNode, loadi
from orgparse.date import OrgDate

from chronicles.importing.account import SourceLine
from chronicles.importing.org_forms import DRAWER_END, HEADING, KEYWORD

LONGEST = 300  # characters of a heading that orgparse is given: its patterns take their time with long ones
TODO, DONE = ("TODO", "NEXT", "WAITING"), ("DONE",)
STAMP = re.compile(
    r"[<\[]\d{4}-\d{1,2}-\d{1,2}[^<>\[\]\n]{0,60}[>\]](?:--[<\[]\d{4}-[^<>\[\]\n]{0,60}[>\]])?"
)
PROPERTY = re.compile(r"^[ \t]*:(?P<key>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$")
COMPACT = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?!\d)")
COMMENTED = re.compile(r"COMMENT(?:[ \t]+|$)")
# Tags of what is not for others, and who says so.
PRIVATE_TAGS = {
    "noexport": "Org Manual, Export Settings: EXCLUDE_TAGS",
    "crypt": "Org Manual, Org Crypt",
}
CREATED = ("CREATED", "DATE")  # org-journal's org-journal-created-property; org-expiry


@dataclass(slots=True)
class OrgHeading:
    """A heading: its line and level, its words, what dates it, its tags and those above it.

    `stamps` are the dates in its own line, `behind` is the number of the line below it that dates it, and
    `created` what that says. `why_private` is empty where it may be shown. `lines` are those up to the next
    heading, with what dates it.
    """

    line: SourceLine
    level: int
    words: str
    stamps: tuple[OrgDate, ...] = ()
    created: date | None = None
    behind: int = 0
    tags: tuple[str, ...] = ()
    why_private: str = ""
    lines: list[SourceLine] = field(default_factory=list)


@dataclass
class OrgOutline:
    """The keywords of a file with their lines, the lines above the first heading, and the headings."""

    keywords: dict[str, tuple[int, str]]
    above: list[SourceLine]
    headings: list[OrgHeading]
    tags: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()

    @cached_property
    def heading_at(self) -> dict[int, OrgHeading]:
        """The headings by their lines."""
        return {heading.line.number: heading for heading in self.headings}


def org_outline(lines: Sequence[SourceLine]) -> OrgOutline:
    """Return the outline of a file; it takes every line to be Org's, as Org does, in blocks too."""
    parts = list(_parts(lines))
    above = parts[0]
    keywords = _keywords(lines)
    env = _environment(lines)
    excluded = frozenset(PRIVATE_TAGS) | frozenset(_words(keywords, "exclude_tags"))
    tags = tuple(dict.fromkeys(tag for tag in keywords.get("filetags", (0, ""))[1].replace(":", " ").split()))
    outline = OrgOutline(keywords, above, [], tags, excluded)
    open_: list[OrgHeading] = []
    for part in parts[1:]:
        heading = _heading(part, env)
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        inherited = open_[-1].tags if open_ else tags
        own = heading.tags
        heading.tags = tuple(dict.fromkeys((*inherited, *own)))
        heading.why_private = (
            (open_[-1].why_private if open_ else "")
            or heading.why_private
            or private_by_tag(repr(heading.words), heading.tags, excluded)
        )
        open_.append(heading)
        outline.headings.append(heading)
    return outline


def _parts(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    part: list[SourceLine] = []
    for line in lines:
        if HEADING.match(line.text):
            yield part
            part = []
        part.append(line)
    yield part


def _keywords(lines: Sequence[SourceLine]) -> dict[str, tuple[int, str]]:
    """The keywords of the file by their names, the first of each: `#+title: …`."""
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        if (match := KEYWORD.match(line.text)) and match["value"].strip():
            found.setdefault(match["key"].lower(), (line.number, match["value"].strip()))
    return found


def _words(keywords: dict[str, tuple[int, str]], key: str) -> list[str]:
    return keywords.get(key, (0, ""))[1].split()


def _environment(lines: Sequence[SourceLine]) -> OrgEnv:
    """Which words are states of a task: those that the file says, else the usual ones."""
    said = [line.text[:LONGEST] for line in lines if line.text.lstrip().upper().startswith(TASKS)]
    env = OrgEnv(TODO, DONE, "<lines>")
    loadi(said, env=env)
    return env


TASKS = ("#+TODO:", "#+SEQ_TODO:", "#+TYP_TODO:")


def _heading(part: Sequence[SourceLine], env: OrgEnv) -> OrgHeading:
    line = part[0]
    match = HEADING.match(line.text)
    assert match is not None, "it begins a part"
    level = len(match["stars"])
    rest = match["rest"].strip()
    if len(rest) > LONGEST:
        return OrgHeading(line, level, rest, lines=list(part[1:]))
    node, stamps = _node(rest, env)
    words = node.get_heading("raw").strip()
    is_comment = COMMENTED.match(words)
    words = words[is_comment.end() :] if is_comment else words
    why = f"{words!r} is a COMMENT tree, which Org exports nowhere" if is_comment else ""
    if stamps:
        words = " ".join(STAMP.sub(" ", words).split())
    tags = tuple(tag for tag in _tags(rest) if tag in node.shallow_tags)
    heading = OrgHeading(line, level, words, stamps, tags=tags, why_private=why, lines=list(part[1:]))
    heading.created, heading.behind = _created(heading.lines)
    return heading


def _node(rest: str, env: OrgEnv) -> tuple[OrgNode, tuple[OrgDate, ...]]:
    """The heading, and its dates; none where one is no day of the calendar, which orgparse cannot read."""
    own = OrgEnv(env.todo_keys, env.done_keys, "<lines>")
    try:
        node = loadi([f"* {rest}"], env=own)[1]
        return node, tuple(node.get_timestamps(active=True, inactive=True, point=True, range=True))
    except (ValueError, OverflowError):
        return loadi(
            [f"* {rest.replace('<', ' ').replace('[', ' ')}"],
            env=OrgEnv(env.todo_keys, env.done_keys, "<lines>"),
        )[1], ()


def _tags(rest: str) -> list[str]:
    """The tags in their order, which orgparse has as a set."""
    return rest.rstrip().rpartition(" ")[2].strip(":").split(":")


def private_by_tag(what: str, tags: Sequence[str], excluded: frozenset[str]) -> str:
    """Return why what has these tags is not for others, or nothing where it may be shown."""
    found = next((tag for tag in tags if tag in excluded), "")
    return f"{what} is tagged :{found}:, so it is not for others" if found else ""


def _created(lines: Sequence[SourceLine]) -> tuple[date | None, int]:
    """What the lines right below a heading say of its date: a property, or a line with a date alone."""
    in_drawer = False
    for line in lines:
        if line.is_blank:
            return None, 0
        text = line.text.strip()
        if text.upper() == ":PROPERTIES:":
            in_drawer = True
        elif in_drawer and DRAWER_END.match(text):
            in_drawer = False
        elif in_drawer:
            match = PROPERTY.match(text)
            if match and match["key"].upper() in CREATED and (found := org_day(match["value"])):
                return found, line.number
        elif STAMP.fullmatch(text):
            return org_day(text), line.number
        elif not text.upper().startswith(("SCHEDULED:", "DEADLINE:", "CLOSED:")):
            return None, 0
    return None, 0


def org_day(text: str) -> date | None:
    """Return the day, or the time, that a timestamp of Org or a number such as 20240305 says."""
    text = text.strip()[:LONGEST]
    try:
        if STAMP.fullmatch(text):
            found = OrgDate.list_from_str(text)
            return moment_in(found[0]) if found else None
        match = COMPACT.match(text)
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except (ValueError, OverflowError):
        return None


def moment_in(stamp: OrgDate) -> date:
    """Return when a timestamp begins: a day, or a `datetime` where it has a time."""
    start = stamp.start
    return start if isinstance(start, datetime) else date(start.year, start.month, start.day)
