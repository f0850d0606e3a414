"""A file in Org as Markdown, a line for each of its lines: headings with their dates, and their texts."""

import re
from collections.abc import Sequence
from datetime import date

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.org_blocks import org_blocks
from chronicles.importing.org_dates import heading_shown, in_order, order_shown
from chronicles.importing.org_forms import FOOTNOTE
from chronicles.importing.org_lines import OrgLine, OrgText, add_footnote
from chronicles.importing.org_outline import OrgHeading, OrgOutline, private_by_tag
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

BLOCKS = 8  # numbers that the blocks of one line can take
DEEPEST = 6  # levels of headings that HTML has
MONTH = re.compile(r"\d{4}-(?:\d{2}|W\d{2})(?:[ \t]+[^\W\d]+\.?)?")  # of a datetree: 2024-03 March, 2024-W10


def org_text(file: TextFile, outline: OrgOutline, choices: Choices) -> OrgText:
    """Return the file as Markdown, a line for each of its lines; what is not for others is blank."""
    whole = OrgText()
    first = file.lines[0].number
    if why := private_by_tag("all of the file", outline.tags, outline.excluded):
        _hide(whole, file.lines, why)
        return whole
    _join(whole, org_blocks(outline.above, first * BLOCKS))
    order = order_shown(file.name, outline) if choices.day_first is None else None
    dated: list[tuple[int, date]] = []  # the headings above that have a date: their levels, their days
    for heading in outline.headings:
        if heading.why_private:
            _hide(whole, [heading.line, *heading.lines], heading.why_private)
            continue
        while dated and dated[-1][0] >= heading.level:
            dated.pop()
        number = heading.line.number
        if why := _no_text(heading):
            whole.lines.append(OrgLine(number, ""))
            told = heading.line.text.strip()
            whole.notes.append(ImportNote(number, number, Fate.CHANGED, why, text=told))
            _join(whole, org_blocks(heading.lines, number * BLOCKS + 1))
            continue
        shown, day = heading_shown(heading, dated[-1][1] if dated else None)
        if order is not None and (read := in_order(heading, order)):
            shown, day, note = read
            whole.notes.append(note)
        if day:
            dated.append((heading.level, day))
        new = f"{'#' * min(heading.level, DEEPEST)} {shown}".rstrip()
        whole.lines.append(OrgLine(number, new, "heading", number * BLOCKS))
        told = f"{heading.line.text.strip()} → {new}"
        whole.notes.append(ImportNote(number, number, Fate.CHANGED, "Org, now Markdown", text=told))
        below = [_undated(line, heading, whole) for line in heading.lines]
        _join(whole, org_blocks(below, number * BLOCKS + 1))
    return whole


def _no_text(heading: OrgHeading) -> str:
    """Why a heading is nothing that an entry shows: a month of a datetree, or what stands over footnotes."""
    if MONTH.fullmatch(heading.words):
        return "is in the dates below it"
    below = [line.text for line in heading.lines if not line.is_blank]
    is_notes = heading.words.casefold() == "footnotes" and bool(below) and FOOTNOTE.match(below[0])
    return "the heading of the footnotes, which stand below their entries" if is_notes else ""


def _undated(line: SourceLine, heading: OrgHeading, whole: OrgText) -> SourceLine:
    """A line below a heading, blank where it is only the date of the heading, which that has by now."""
    text = line.text.strip()
    if line.number != heading.behind or text[:1] not in ("<", "["):
        return line
    message = "the date of the heading above it"
    whole.notes.append(ImportNote(line.number, line.number, Fate.CHANGED, message, text=text))
    return SourceLine(line.number, "")


def _join(whole: OrgText, part: OrgText) -> None:
    whole.lines += part.lines
    whole.notes += part.notes
    for name, lines in part.footnotes.items():
        add_footnote(whole.footnotes, name, lines)


def _hide(whole: OrgText, lines: Sequence[SourceLine], why: str) -> None:
    """What is not for others: blank lines stand in its place, and its text is not even in the report."""
    whole.lines += [OrgLine(line.number, "") for line in lines]
    whole.notes.append(ImportNote(lines[0].number, lines[-1].number, Fate.PRIVATE, why))
