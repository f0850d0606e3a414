"""A log, or any text: cut at its stamps into drafts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chronicles.dates.written_days import Written
from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.stamps.line_stamps import Shape, Stamp, read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken, zone_note
from chronicles.importing.stamps.order import Order, decide
from chronicles.importing.stamps.sections import LogSection, cut, is_rule
from chronicles.problems import Refused

GIVE_ONE = "Give it one: --date 2025-08-29."
NO_DATE = Refused("no date is said of this text", GIVE_ONE)
ABOVE = "stands above the first date"
TITLES = ("title:", "subject:")
COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b")
FIELD = re.compile(r"(?:Author|AuthorDate|Commit|CommitDate|Date|Merge|Signed-off-by):")


@dataclass(slots=True)
class Parsed:
    """What a file holds: its drafts, and a note on every line that does not stand in them as it is."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)


def parse_log(name: str, lines: Sequence[SourceLine], choices: Choices) -> Parsed:
    """Return the drafts of a text; `name` is the file's, and may say a date where the text does not."""
    sections, notes = cut(lines)
    parsed = Parsed(notes=notes)
    stamps = [(section.at, section.stamp) for section in sections if section.stamp]
    if not any(stamp.written for _, stamp in stamps):
        sections, stamps = [LogSection(None, lines=list(lines))], []
        parsed.notes.clear()
        _undated(parsed, name, sections[0], choices, written=_named(name))
        return parsed
    order = decide(stamps, choices.day_first)
    for number, section in enumerate(sections):
        if section.stamp is None or section.stamp.written is None:
            _undated(parsed, name, section, choices, is_first=number == 0)
        else:
            _dated(parsed, name, section, section.stamp, order, choices)
    _once(parsed, stamps, choices)
    parsed.drafts = _without_refrains(parsed.drafts)
    return parsed


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
    lines, rules = _trimmed(section.lines)
    parsed.notes += rules
    commit = _message(lines)
    lines = commit or lines
    title = plain_title(stamp.title)
    is_line = stamp.shape in (Shape.BRACKET, Shape.BEFORE, Shape.LOOSE, Shape.BULLET)
    if is_line and stamp.title:
        lines = [SourceLine(section.at, stamp.title), SourceLine(section.at, ""), *lines]
    title = title if not is_line or len(stamp.title) <= 80 else ""
    title = title or _titled(commit[1:] or lines, is_commit=bool(commit))
    if not any(not line.is_blank for line in lines) and not title:
        parsed.notes.append(
            ImportNote(section.at, section.at, Fate.LEFT, "a date with nothing below it", text=stamp.line)
        )
        return
    message = f"the stamp of {spoken(when)}" + (f", titled {title!r}" if title else "")
    parsed.notes.append(ImportNote(section.at, section.at, Fate.CHANGED, message, text=stamp.line))
    draft = Draft(name, section.at, when, (*section.head, *lines), stamp.line, title)
    parsed.drafts.append(with_source(draft, [line.text for line in lines]))


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
    written: Written | None = None,
    is_first: bool = False,
    why: Refused = NO_DATE,
) -> None:
    """Text that no date is said of: the user's, the file name's (`written`), or none."""
    lines = list(section.lines)
    if section.stamp and section.stamp.written is None:
        lines.insert(0, SourceLine(section.at, section.stamp.line))
        why = Refused(section.stamp.doubt, NO_DATE.mend) if section.stamp.doubt else why
    trimmed, rules = _trimmed(lines)
    parsed.notes += rules
    day = choices.day or (_on(written, choices) if written else None)
    first = next((line.number for line in trimmed if not line.is_blank), 0)
    if not first:
        return
    if day is None:
        fate = Fate.LEFT if is_first else Fate.UNDATED
        parsed.notes += left_out(trimmed, ABOVE if is_first else why.message, why.mend, fate)
        return
    told = "yours, from --date" if choices.day else "the one in the file's name"
    parsed.notes.append(ImportNote(first, first, Fate.DECIDED, f"the date {spoken(day)} is {told}"))
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


def _named(name: str) -> Written | None:
    """The date in a file's name, as in `2025-08-26.md` or `2025-08-26-a-title.md`."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    parts = stem.replace("_", "-").split("-")
    for text in ("-".join(parts[:3]), stem):
        stamp = read_stamp(text)
        if stamp and stamp.written and stamp.written.year and not stamp.written.is_open:
            return stamp.written
    return None


def _on(written: Written, choices: Choices) -> date | None:
    try:
        return written.on(choices.day_first is not False)
    except Refused:
        return None


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
