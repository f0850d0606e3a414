"""reStructuredText: posts of Pelican, Nikola and ABlog, and logs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import (
    KNOWN,
    filled,
    kept_private,
    parted,
    private,
    said_moment,
    told,
    word,
)
from chronicles.importing.formats.posts import read_front
from chronicles.importing.restructured_source import prepared
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

if TYPE_CHECKING:
    from chronicles.importing.restructured_markdown import RestructuredText

ENDINGS = (".rst", ".rest", ".rst.txt")
FIELD = re.compile(r"^:(?P<key>[\w-]+):(?:[ \t]|$)")
# What of a line is markup, and need not be in the entry.
MARKUP = re.compile(
    r"^[ \t]*(?:\.\.[ \t]+(?:_[^:]+:|\|[^|]+\||\[[^\]]+\])?[ \t]*(?:[\w:-]+::)?|:[\w -]+:(?=[ \t]|$))"
    r"|:[\w:+.-]+:(?=`)"
)
WORD = re.compile(r"[^\W_]+")
WITHOUT_DATE = "a post of ABlog without a date is one"


def parse_restructured(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post, or those of a log. Raises `Refused` for what docutils cannot read."""
    front = read_front(file.lines)
    length = front.length if front else 0
    head = file.lines[:length]
    source = prepared([*(SourceLine(line.number, "") for line in head), *file.lines[length:]])
    from chronicles.importing.restructured_markdown import (
        read_restructured,
    )  # docutils takes its time to load

    text = read_restructured(source.lines)
    values: dict[str, Any] = parted({**text.fields, **source.values}) | dict(front.values if front else {})
    title = plain_title(word(values.get("title")) or text.title)
    parsed = _parsed(file, text, values, title, choices)
    if source.is_post and "date" not in values:
        parsed.drafts = [replace(draft, is_draft=True, draft_because=WITHOUT_DATE) for draft in parsed.drafts]
    fields = [
        line
        for line in file.lines
        if (match := FIELD.match(line.text)) and match["key"].casefold() in text.fields
    ]
    notes = [*source.notes, *text.notes, *told([*head, *fields], KNOWN)]
    notes += _missing(file.lines, parsed, title, notes)
    notes += [*parsed.notes, *kept_private(parsed.drafts, file.lines[0].number)]
    whole = ImportNote(
        file.lines[0].number, file.lines[-1].number, Fate.CHANGED, "reStructuredText, now Markdown"
    )
    return Parsed(parsed.drafts, [*notes, whole])


def _parsed(
    file: TextFile, text: "RestructuredText", values: Mapping[str, Any], title: str, choices: Choices
) -> Parsed:
    at = file.lines[0].number
    try:
        when, notes = said_moment(values, at, choices)
    except Refused as refused:
        if choices.day is None:
            return Parsed([], left_out(text.lines, refused.message, refused.mend, Fate.UNDATED))
        when, notes = None, []
    if when is not None:
        draft = Draft(file.name, at, when, tuple(text.lines), f"date: {spoken(when)}")
        draft = filled(draft, values, title, file.path)
        return Parsed([with_source(draft, [line.text for line in file.lines])], notes)
    lines = text.lines
    if text.title:
        lines = [SourceLine(at, f"# {text.title}"), SourceLine(at, ""), *lines]
    parsed = _log(file.name, lines, choices)
    is_one = len(parsed.drafts) == 1
    parsed.drafts = [
        filled(one, values, title, file.path) if is_one else private(one, values, file.path)
        for one in parsed.drafts
    ]
    return parsed


def _log(name: str, lines: Sequence[SourceLine], choices: Choices) -> Parsed:
    """The drafts of a log, whose lines are numbered one after the other while it is read."""
    counted = [SourceLine(number, line.text) for number, line in enumerate(lines, 1)]
    there = {number: line.number for number, line in enumerate(lines, 1)}
    parsed = parse_log(name, counted, choices)
    drafts = [
        replace(draft, at=there.get(draft.at, draft.at), body=tuple(_back(draft.body, there)))
        for draft in parsed.drafts
    ]
    notes = [
        replace(note, first=there.get(note.first, note.first), last=there.get(note.last, note.last))
        for note in parsed.notes
    ]
    return Parsed(drafts, notes)


def _back(lines: Iterable[SourceLine], there: Mapping[int, int]) -> Iterable[SourceLine]:
    return (SourceLine(there.get(line.number, line.number), line.text) for line in lines)


def _missing(
    lines: Sequence[SourceLine], parsed: Parsed, title: str, notes: Sequence[ImportNote]
) -> list[ImportNote]:
    """A note for each line that has words which are in no entry, and of which nothing is said yet."""
    # What is shown otherwise has its words in the text; docutils may count its lines from the second on.
    known = {number for note in notes if note.text or note.fate is not Fate.CHANGED for number in note.lines}
    drafts = parsed.drafts
    texts = [note.text for note in parsed.notes]  # lines without a date are Markdown by now, too
    texts += [line.text for draft in drafts for line in draft.body]
    texts += [title, *(part for draft in drafts for part in (draft.title, draft.description, draft.stamp))]
    texts += [part for draft in drafts for part in (*draft.tags, *draft.categories)]
    there = {found.casefold() for text in texts for found in WORD.findall(text)}
    found = []
    for line in lines:
        words = [one for one in WORD.findall(MARKUP.sub(" ", line.text)) if one.casefold() not in there]
        if words and line.number not in known:
            message = f"in no entry: {' '.join(words)[:200]}"
            found.append(ImportNote(line.number, line.number, Fate.LEFT, message, text=line.text.strip()))
    return found


def is_restructured(file: TextFile) -> bool:
    """Whether a file is reStructuredText, by its name."""
    return file.name.lower().endswith(ENDINGS)


FORMAT = Format(
    "reStructuredText, as Pelican, Nikola and ABlog have it",
    "reStructuredText Markup Specification; Pelican, Writing content; Nikola, Handbook; ABlog, Posting",
    is_restructured,
    parse_restructured,
)
