"""TextBundles, in which Bear and its like export: a note's text, with what else is known in a file beside it.

The text does not say whether its note was archived or thrown away: without that file, it is a draft.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from chronicles.dates.instants import as_written
from chronicles.dates.iso_moments import iso_moment
from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import WHEN_READY
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.json_documents import document_of, other_values, read_json
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.plain_texts import parse_text
from chronicles.importing.formats.privacy import Publication, StateRule, decide_publication
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

SOURCE = "textbundle.org, TextBundle Specification v2; Bear's FAQ, Export your notes"
ELSEWHERE = "not said in this file, but in info.json"
PRIVACY = (
    StateRule("kept", Publication.PUBLIC, SOURCE),
    StateRule("archived", Publication.DRAFT, SOURCE),
    StateRule("trashed", Publication.LEFT_OUT, SOURCE),
    StateRule(ELSEWHERE, Publication.DRAFT, SOURCE),
)
FOLDERS = (".textbundle", ".textpack", ".bearbk", ".bear2bk")
TEXTS = ("text.markdown", "text.md", "text.txt")
KEYS = {"creationDate", "trashed", "archived"}
TAG_LINE = re.compile(r"\s*(?:#[^\s#]+(?:#|\b)\s*)+")
TAG = re.compile(r"#([^\s#]+)")


def _is_inside(file: TextFile) -> bool:
    return file.path.rpartition("/")[0].lower().endswith(FOLDERS)


def is_bundled_text(file: TextFile) -> bool:
    """Whether a file is the text of a TextBundle, by its name and that of its folder."""
    return _is_inside(file) and file.name.lower() in TEXTS


def parse_bundled_text(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a note, with the tags that stand in lines of their own."""
    tag_lines = [line for line in file.lines if TAG_LINE.fullmatch(line.text)]
    numbers = {line.number for line in tag_lines}
    others = [line for line in file.lines if line.number not in numbers]
    said = _application_values(file.companion)
    if choices.day is None and (day := _day(said, choices)):
        choices = replace(choices, day=day, day_from="that of its info.json")
    parsed = parse_text(TextFile(file.path, others), choices)
    tags = tuple(dict.fromkeys(tag for line in tag_lines for tag in TAG.findall(line.text)))
    decision = decide_publication([_state(said)], PRIVACY)
    if decision.publication is Publication.LEFT_OUT:
        return _left_out(parsed, file, decision.because)
    because = decision.because
    is_draft = decision.publication is Publication.DRAFT
    parsed.drafts = [
        replace(one, tags=tags, is_draft=is_draft, draft_because=because if is_draft else "")
        for one in parsed.drafts
    ]
    for line in tag_lines:
        parsed.notes.append(
            ImportNote(line.number, line.number, Fate.CHANGED, "tags", text=line.text.strip())
        )
    for draft in parsed.drafts if is_draft else ():
        message = f"the note {draft.spoken_title!r} is a draft: {because}"
        parsed.notes.append(ImportNote(0, 0, Fate.PRIVATE, message, WHEN_READY))
    return parsed


def _application_values(text: str) -> dict[str, Any]:
    """What the application that wrote a bundle says of its note: an object in `info.json` of its own.

    The specification leaves its keys to the application; these are Bear's.
    """
    try:
        values = read_json(text) if text else {}
    except Refused:  # it is told where that file is read
        return {}
    objects = values.values() if isinstance(values, dict) else ()
    return next((one for one in objects if isinstance(one, dict) and KEYS & one.keys()), {})


def _state(said: Mapping[str, Any]) -> str:
    """The note's state; it is known where all that may hide a note is said."""
    if said.get("trashed"):
        return "trashed"
    if said.get("archived"):
        return "archived"
    return "kept" if {"trashed", "archived"} <= said.keys() else ELSEWHERE


def _day(said: Mapping[str, Any], choices: Choices) -> date | None:
    """The day that the note was made, in the journal's zone."""
    try:
        found = iso_moment(str(said.get("creationDate", "")), choices.zone, choices.site)
    except Refused:
        return None
    moment = None if found is None else as_written(found, choices.site)
    return moment.date() if isinstance(moment, datetime) else moment


def _left_out(parsed: Parsed, file: TextFile, because: str) -> Parsed:
    first, last = file.lines[0].number, file.lines[-1].number
    titles = " and ".join(repr(draft.spoken_title) for draft in parsed.drafts) or repr(file.path)
    message = f"the note {titles} is left out: {because}"
    mend = "Take it out of the trash and export it again."
    return Parsed([], [ImportNote(first, last, Fate.PRIVATE, message, mend)])


def is_bundle_info(file: TextFile) -> bool:
    """Whether a file is what a TextBundle says of its text."""
    found = document_of(file)
    return (
        file.name.lower() == "info.json" and isinstance(found, dict) and ("type" in found or _is_inside(file))
    )


def parse_bundle_info(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts, and what the file says of the text beside it."""
    first, last = file.lines[0].number, file.lines[-1].number
    said = other_values(document_of(file), ())
    message = "what a TextBundle says of the text beside it, whose day and state are taken from it"
    mend = "Import the bundle as a whole."
    notes = [ImportNote(first, last, Fate.LEFT, message, mend, value) for value in said]
    return Parsed([], notes or [ImportNote(first, last, Fate.LEFT, message, mend)])


INFO_FORMAT = Format("what a TextBundle says of its text", SOURCE, is_bundle_info, parse_bundle_info)
FORMAT = Format("the text of a TextBundle, such as Bear's", SOURCE, is_bundled_text, parse_bundled_text)
