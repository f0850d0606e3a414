"""Joplin's raw export: a file for each note, each notebook, each tag, with what it knows of it at the end."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import kept_private, private, said_moment, words
from chronicles.importing.joplin_export import (
    ATTACHMENT,
    FIELD,
    NOTE,
    NOTEBOOK,
    TAG,
    TAGGED,
    JoplinUse,
    is_said,
    read_fields,
)
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

HTML = "2"  # of `markup_language`
# Joplin, Item types.
KINDS = {
    **{"2": "a notebook", "3": "a setting", "4": "an attachment", "5": "a tag", "6": "the tag of a note"},
    **{"7": "a search", "8": "an alarm", "9": "a key", "13": "an older version of a note"},
}
WHEN = ("user_created_time", "created_time")
USED = frozenset((*WHEN, "type_", "is_conflict", "markup_language"))
# What becomes of the items that are no notes, where notes that are imported have need of them.
USES = {
    NOTEBOOK: "a notebook of Joplin's, now the category of its notes",
    ATTACHMENT: "an attachment of Joplin's, which is in the folder resources",
    TAG: "a tag of Joplin's, now that of its notes",
    TAGGED: "that a note of Joplin's has a tag, which is in its entry",
}


def parse_joplin(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a note; of anything else, a note that says what it is.

    Raises `Refused` for one that is encrypted.
    """
    values, start = read_fields(file.lines)
    above = file.lines[:start]
    index = next((index for index, line in enumerate(above) if not line.is_blank), len(above))
    title = plain_title(above[index].text) if index < len(above) else ""
    said = json.loads(file.companion) if file.companion else {}
    if is_said(values, "encryption_applied"):
        raise Refused("it is encrypted by Joplin", "Export the notes from Joplin itself, as 'MD - Markdown'.")
    kind = KINDS.get(values["type_"], f"an item of type {values['type_']}")
    if values["type_"] != NOTE:
        return Parsed([], [_other(file, values["type_"], f"{kind} of Joplin's", title, said.get("use", ""))])
    if is_said(values, "deleted_time") or said.get("trashed"):
        return Parsed([], [_whole(file, Fate.PRIVATE, f"a note in Joplin's trash: {title!r}")])
    return _note(file, above[index + 1 :], values, title, choices, said)


def _other(file: TextFile, kind: str, name: str, title: str, use: str) -> ImportNote:
    """What is said of an item that is no note: its name is as private as the notes that have need of it."""
    if use == JoplinUse.PRIVATE:
        return _whole(file, Fate.PRIVATE, f"{name} that only private notes have")
    if use == JoplinUse.NOTES and kind in USES:
        return _whole(file, Fate.CHANGED, USES[kind])
    return _whole(file, Fate.LEFT, f"{name}, no note: {title!r}")


def _whole(file: TextFile, fate: Fate, message: str) -> ImportNote:
    return ImportNote(file.lines[0].number, file.lines[-1].number, fate, message)


def _note(
    file: TextFile,
    body: Sequence[SourceLine],
    values: Mapping[str, str],
    title: str,
    choices: Choices,
    said: Mapping[str, Any],
) -> Parsed:
    at = file.lines[0].number
    start = read_fields(file.lines)[1]
    tags, notebooks = words(said.get("tags", [])), words(said.get("notebooks", []))
    told = _told(file.lines[start:], USED | ({"parent_id"} if notebooks else set()))
    written = next((values[key] for key in WHEN if values.get(key)), "")
    why = Refused("the note has no date", "Give it one: --date 2025-08-29.")
    try:
        when, notes = said_moment({"date": written}, at, choices)
    except Refused as refused:
        when, notes, why = None, [], refused
    if when is None and (found := choices.day_of_undated(says_none=not written)):
        when, from_whom = found
        notes = [ImportNote(at, at, Fate.DECIDED, f"the date {spoken(when)} is {from_whom}")]
    if when is None:
        return Parsed([], [*told, *left_out(file.lines[:start], why.message, why.mend, Fate.UNDATED)])
    if values.get("markup_language") == HTML:
        first = body[0].number if body else at
        text = markdown_of("\n".join(line.text for line in body))
        notes.append(
            ImportNote(first, max(first, at + len(file.lines) - 1), Fate.CHANGED, "HTML, now Markdown")
        )
        body = [SourceLine(first, line) for line in text.split("\n")]
    draft = Draft(file.name, at, when, tuple(body), f"date: {spoken(when)}", title)
    draft = replace(private(draft, {**values, "tags": list(tags)}), tags=tags, categories=notebooks)
    draft = with_source(draft, [values["id"], title, *(line.text for line in body), *tags, *notebooks])
    heading = next(line for line in file.lines if not line.is_blank)
    titled = ImportNote(heading.number, heading.number, Fate.CHANGED, "the title", text=heading.text.strip())
    return Parsed([draft], [*notes, titled, *told, *kept_private([draft], at)])


def _told(lines: Sequence[SourceLine], used: frozenset[str]) -> list[ImportNote]:
    notes = []
    for line in lines:
        match = FIELD.match(line.text)
        if match:
            is_used = match["key"] in used
            fate, message = (
                (Fate.CHANGED, "the front matter") if is_used else (Fate.LEFT, "no key of an entry")
            )
            notes.append(ImportNote(line.number, line.number, fate, message, text=line.text.strip()))
    return notes


FORMAT = Format(
    "an item of Joplin's raw export",
    "Joplin, Import and Export: RAW; Joplin Data API, Item type IDs; Markdown guide, Links to other notes",
    lambda file: bool(read_fields(file.lines)[0]),
    parse_joplin,
)
