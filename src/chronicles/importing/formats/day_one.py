"""Day One's export in JSON: each entry on the day that it was where it was written."""

import re

from chronicles.dates.iso_moments import iso_moment
from chronicles.dates.zones import read_zone
from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.json_documents import (
    JSONObject,
    document_of,
    first_text,
    objects_of,
    other_values,
    read_json,
    read_objects,
    true_flags,
)
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused, count

SOURCE = "Day One's guide, Exporting Entries; Day One JSON as it exports it (metadata.version 1.0)"
PRIVACY = (
    StateRule("concealed", Publication.LEFT_OUT, "Day One's guide, Conceal Journals"),
    StateRule("hidden", Publication.LEFT_OUT, "Day One's guide, Hide a Journal"),
)
PICTURE = re.compile(r"!?\[[^\[\]\n]*\]\(dayone-(?:moment|entry)?:[^()\n]*\)")
# How it lays a text out, beside the text; and what the report need not say twice.
KNOWN = frozenset({"creationDate", "timeZone", "text", "richText", "tags", "uuid", "isAllDay"})


def _entries(found: object) -> list[JSONObject]:
    entries = objects_of(found.get("entries")) if isinstance(found, dict) else []
    return entries if any("creationDate" in entry for entry in entries) else []


def parse_day_one(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of an export of Day One, one for each of its entries."""
    found = document_of(file)
    beside = other_values(found, ("entries", "metadata"))
    return read_objects(file, _entries(found), _post, PRIVACY, choices, beside)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    text = first_text(entry, "text") or _rich(first_text(entry, "richText"))
    pictures = len(PICTURE.findall(text))
    text = PICTURE.sub("", text)
    heading = next((line for line in text.split("\n") if line.strip()), "")
    zone, written = first_text(entry, "timeZone"), first_text(entry, "creationDate")
    tags = entry.get("tags")
    said = f"{count(pictures, 'picture')} of entry {number}"
    concealed = "concealed" if entry.get("isConcealed") else ""
    return ExportedPost(
        text=text,
        written=(_day(written, zone) if entry.get("isAllDay") else written,),
        zone="" if entry.get("isAllDay") else zone,
        title=whole_title(heading) if heading.startswith("#") else "",
        states=(*true_flags(entry), concealed),
        key=first_text(entry, "uuid"),
        tags=plain_words(tags) if isinstance(tags, list) else (),
        noun="entry",
        number=number,
        others=other_values(entry, KNOWN),
        notes=(ImportNote(1, 1, Fate.LEFT, said),) if pictures else (),
    )


def _rich(text: str) -> str:
    """The words of a text that is only there with its layout."""
    try:
        found = read_json(text)
    except Refused:
        return ""
    contents = objects_of(found.get("contents")) if isinstance(found, dict) else []
    return "".join(first_text(part, "text") for part in contents)


def _day(written: str, zone: str) -> str:
    try:
        there = read_zone(zone or "UTC")
        moment = iso_moment(written, there, there)
    except Refused:
        return written
    return moment.isoformat()[:10] if moment else written


FORMAT = Format("Day One's export", SOURCE, lambda file: bool(_entries(document_of(file))), parse_day_one)
