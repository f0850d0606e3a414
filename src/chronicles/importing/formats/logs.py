"""A log, or any text: cut at its stamps into drafts."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.day_sources import NamedDay, day_in_name, differing
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.stamps.line_stamps import Shape, Stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken, zone_note
from chronicles.importing.stamps.order import Order, decide
from chronicles.importing.stamps.sections import LogSection, cut, is_fold, is_rule
from chronicles.problems import Refused

GIVE_ONE = "Give it one: --date 2025-08-29."
NO_DATE = Refused("no date is said of this text", GIVE_ONE)
FROM_NAME = "the one in the file's name"
MEND = "Write the date first in the heading if that is wrong."
ABOVE = "stands above the first date"
TITLES = ("title:", "subject:")
MOST_TITLES, LONGEST_TITLES = 2, 160  # lines and characters above the first date that are but a title
SEVERAL = 3  # days of headings that make a log of a file whose name is none of them
# A word and a number, then a sign that parts them from the date: `Day 13: …`, `Week 3 (…`, `Día 3 - …`.
COUNT = re.compile(
    r"[#*_\s]*(?P<count>[^\W\d_]+\s*#?\d{1,4})[*_]*(?:[:.,|\u2013\u2014][*_]*\s|\s+[-\u2013\u2014|]\s|\s*\()"
)
COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b")
FIELD = re.compile(r"(?:Author|AuthorDate|Commit|CommitDate|Date|Merge|Signed-off-by):")


@dataclass(frozen=True, slots=True)
class Above:
    """What becomes of the text above the first date: its fate, or the day that it is of."""

    fate: Fate
    day: date | None = None


def parse_log(name: str, lines: Sequence[SourceLine], choices: Choices, *, is_log: bool = False) -> Parsed:
    """Return the drafts of a text; `name` is the file's, and may say a date where the text does not.

    With `is_log`, the days of the text count whatever day the name says.
    """
    sections, notes = cut(lines)
    parsed = Parsed(notes=notes)
    stamps = [(section.at, section.stamp) for section in sections if section.stamp]
    named = day_in_name(name)
    if not any(stamp.written for _, stamp in stamps):
        return _whole(name, lines, choices, named)
    order = decide(stamps, choices.day_first)
    days = _days(sections, order, choices)
    if named and named.rule.beats_text and not is_log and not _is_log(sections, days, named.day):
        parsed = _whole(name, lines, choices, named)
        parsed.notes += [
            note for at, day in days.items() for note in differing(named.day, day, f"line {at}", at)
        ]
        return parsed
    heads = {line.number for section in sections for line in section.head}
    for number, section in enumerate(sections):
        if section.stamp is None or section.stamp.written is None:
            above = _above(section, heads, named) if number == 0 else None
            _undated(parsed, name, section, choices, above=above)
        else:
            _dated(parsed, name, section, section.stamp, order, choices)
    _once(parsed, stamps, choices)
    parsed.drafts = _without_refrains(parsed.drafts)
    return parsed


def _whole(name: str, lines: Sequence[SourceLine], choices: Choices, named: NamedDay | None) -> Parsed:
    """A text as one entry, of the day in the file's name if there is one."""
    parsed = Parsed()
    section = LogSection(None, lines=list(lines))
    _undated(parsed, name, section, choices, day=named.day if named else None, is_whole=True)
    return parsed


def _days(sections: Sequence[LogSection], order: Order, choices: Choices) -> dict[int, date]:
    """The days that the stamps say, by their lines."""
    found = {}
    for section in sections:
        if section.stamp and section.stamp.written:
            try:
                year = section.year or choices.year
                found[section.at] = section.stamp.written.on(order.day_first, year, order.year_first)
            except Refused:
                continue
    return found


def _is_log(sections: Sequence[LogSection], days: Mapping[int, date], named: date) -> bool:
    """Whether a file whose name says a day has entries of its own: that day at its top, or among several.

    Other days that a note speaks of do not make it a log, unless they are many and each has a heading.
    """
    stamps = [section.stamp for section in sections if section.stamp and section.stamp.written]
    if len(stamps) == 1:
        return sections[0].stamp is not None and named in days.values()
    is_sure = all(stamp.shape <= Shape.BRACKET for stamp in stamps)
    return named in days.values() or (is_sure and len(set(days.values())) >= SEVERAL)


def _above(section: LogSection, heads: Collection[int], named: NamedDay | None) -> Above:
    """What becomes of the text above the first date: a title, or one that waits for a day."""
    lines = [line for line in section.lines if not line.is_blank and not is_rule(line.text)]
    lines = [line for line in lines if line.number not in heads and not line.text.startswith("#+")]
    is_title = len(lines) <= MOST_TITLES and sum(len(line.text) for line in lines) <= LONGEST_TITLES
    if named and named.rule.beats_text and not all(line.text.startswith("#") for line in lines):
        return Above(Fate.UNDATED, named.day)
    return Above(Fate.LEFT if is_title else Fate.UNDATED)


def _without_refrains(drafts: list[Draft]) -> list[Draft]:
    """A heading that comes back in other entries, such as `What I did`, is no title."""
    times = Counter(draft.title for draft in drafts)
    return [replace(draft, title="") if times[draft.title] > 1 else draft for draft in drafts]


def _dated(
    parsed: Parsed, name: str, section: LogSection, stamp: Stamp, order: Order, choices: Choices
) -> None:
    try:
        when, notes = moment_of(stamp, section.at, section.year, order, choices)
    except Refused as refused:
        _refused(parsed, name, section, stamp, refused, choices)
        return
    parsed.notes += notes
    if stamp.is_within and stamp.title in (stamp.line.strip("# "), stamp.line):
        parsed.notes.append(ImportNote(section.at, section.at, Fate.DECIDED, f"read as {spoken(when)}", MEND))
    kept, folds = _unfolded(section.lines) if stamp.is_fold else (section.lines, [])
    parsed.notes += folds
    lines, rules = _trimmed(kept)
    parsed.notes += rules
    commit = _message(lines)
    lines = commit or lines
    title = plain_title(stamp.title)
    is_line = stamp.shape in (Shape.BRACKET, Shape.BEFORE, Shape.LOOSE, Shape.BULLET)
    if is_line and stamp.title:
        lines = [SourceLine(section.at, stamp.title), SourceLine(section.at, ""), *lines]
    title = title if not is_line or len(stamp.title) <= 80 else ""
    title = title or _titled(commit[1:] or lines, is_commit=bool(commit))
    title = ": ".join(filter(None, [_count(stamp), title]))
    if not any(not line.is_blank for line in lines) and not title:
        parsed.notes.append(
            ImportNote(section.at, section.at, Fate.LEFT, "a date with nothing below it", text=stamp.line)
        )
        return
    message = f"the stamp of {spoken(when)}" + (f", titled {title!r}" if title else "")
    parsed.notes.append(ImportNote(section.at, section.at, Fate.CHANGED, message, text=stamp.line))
    draft = Draft(name, section.at, when, (*section.head, *lines), stamp.line, title)
    parsed.drafts.append(with_source(draft, [line.text for line in lines]))


def _count(stamp: Stamp) -> str:
    """What a stamp counts, as `Day 13` before its date; `""` where it counts nothing."""
    if not stamp.is_labelled or stamp.has_name or stamp.is_within:
        return ""
    match = COUNT.match(stamp.line)
    return " ".join(match["count"].split()) if match else ""


def _refused(
    parsed: Parsed, name: str, section: LogSection, stamp: Stamp, refused: Refused, choices: Choices
) -> None:
    """The stamp names no day: its text has no date either, until somebody gives it one."""
    section.lines.insert(0, SourceLine(section.at, stamp.line))
    _undated(parsed, name, section, choices, why=refused)


def _undated(
    parsed: Parsed,
    name: str,
    section: LogSection,
    choices: Choices,
    *,
    day: date | None = None,
    above: Above | None = None,
    why: Refused = NO_DATE,
    is_whole: bool = False,
) -> None:
    """Text that no date is said of: the user's, the file name's (`day`), of a whole file its first commit's.

    Or none, and then it waits.
    """
    lines = list(section.lines)
    if section.stamp and section.stamp.written is None:
        lines.insert(0, SourceLine(section.at, section.stamp.line))
        why = Refused(section.stamp.doubt, NO_DATE.mend) if section.stamp.doubt else why
    trimmed, rules = _trimmed(lines)
    parsed.notes += rules
    named = above.day if above else day
    found = choices.day_of_undated(says_none=is_whole and named is None)
    if found is None and named is not None:
        found = named, FROM_NAME
    first = next((line.number for line in trimmed if not line.is_blank), 0)
    if not first:
        return
    if found is None:
        message, fate = (ABOVE, above.fate) if above else (why.message, Fate.UNDATED)
        parsed.notes += left_out(trimmed, message, why.mend, fate)
        return
    day, from_whom = found
    parsed.notes.append(ImportNote(first, first, Fate.DECIDED, f"the date {spoken(day)} is {from_whom}"))
    draft = Draft(name, first, day, tuple(trimmed), "", _titled(trimmed))
    parsed.drafts.append(with_source(draft, [line.text for line in trimmed]))


def _trimmed(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[ImportNote]]:
    """Without the blank lines and the rules at both ends, which part one entry from the next."""
    start, end = 0, len(lines)
    while start < end and (lines[start].is_blank or is_rule(lines[start].text)):
        start += 1
    while end > start and (lines[end - 1].is_blank or is_rule(lines[end - 1].text)):
        end -= 1
    fenced = [line for line in lines[start:end] if line.text.lstrip().startswith(("```", "~~~"))]
    if len(fenced) % 2 and end < len(lines) and lines[end].text.lstrip().startswith("~~~"):
        end += 1  # this rule closes a block
    rules = [*lines[:start], *lines[end:]]
    return list(lines[start:end]), left_out(rules, "a rule between entries")


def _unfolded(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[ImportNote]]:
    """Without the line that begins the part that folds, and the one that ends it."""
    ends = [line for line in lines if line.text.strip().lower() == "</details>"][-1:]
    edges = [line for line in lines[:1] if is_fold(line.text)] + ends
    return [line for line in lines if line not in edges], left_out(edges, "an entry of its own folds no more")


def _message(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines of a commit as `git log` prints it, its message no longer set in; none of anything else."""
    if not lines or not COMMIT.match(lines[0].text):
        return []
    return [SourceLine(line.number, line.text.removeprefix("    ")) for line in lines]


def _titled(lines: Sequence[SourceLine], is_commit: bool = False) -> str:
    """The title that the text gives itself: a heading first of all, or a line `Title: …` or `Subject: …`."""
    text = [line.text.strip() for line in lines if not line.is_blank][:8]
    if is_commit:
        return plain_title(next((line for line in text if not FIELD.match(line)), ""))
    for line in text:
        if line.lower().startswith(TITLES):
            return plain_title(line.partition(":")[2])
    return plain_title(text[0]) if text and text[0].startswith("#") and text[0].strip("# ") else ""


def _once(parsed: Parsed, stamps: Sequence[tuple[int, Stamp]], choices: Choices) -> None:
    """What is said once of a file: the zone of its times, and days that have several entries."""
    clocks = [
        at for at, stamp in stamps if stamp.clock and stamp.clock.is_real and stamp.clock.offset is None
    ]
    if clocks:
        parsed.notes.append(zone_note(clocks[0], choices))
    seen: dict[str, Draft] = {}
    for draft in parsed.drafts:
        day = draft.when.isoformat()[:10]
        if before := seen.get(day):
            message = f"{spoken(draft.when)}: the entry of line {before.at} has the same day; both are kept"
            parsed.notes.append(ImportNote(draft.at, draft.at, Fate.DECIDED, message))
        seen[day] = draft
