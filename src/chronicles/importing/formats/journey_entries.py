"""Journey's export: a file in JSON for each entry."""

from chronicles.importing.formats.exported_posts import ExportedPost, iso_of_epoch, plain_words, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.json_documents import (
    JSONObject,
    document_of,
    first_text,
    objects_of,
    other_values,
    read_objects,
    true_flags,
)
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "Journey Help, Export to ZIP; its file formats (journey-cloud/journey-import-templates)"
PRIVACY = (StateRule("encrypted", Publication.LEFT_OUT, "Journey Help, End-to-end Encryption"),)
DATES = ("date_journal", "dateOfJournal", "date_modified", "updatedAt")
KNOWN = frozenset({*DATES, "text", "preview_text", "tags", "id", "timezone", "type", "title"})


def _entries(found: object) -> list[JSONObject]:
    entries = objects_of(found if isinstance(found, list) else [found])
    return entries if any("date_journal" in one or "dateOfJournal" in one for one in entries) else []


def parse_journey(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of an entry of Journey, or of several."""
    return read_objects(file, _entries(document_of(file)), _post, PRIVACY, choices)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    text = first_text(entry, "text", "preview_text")
    is_html = first_text(entry, "type") == "html" or text.lstrip().startswith(("<p", "<div", "<h"))
    heading = next((line for line in text.split("\n") if line.strip()), "")
    title = first_text(entry, "title") or (heading if heading.startswith("#") else "")
    tags = entry.get("tags")
    return ExportedPost(
        text=markdown_of(text) if is_html else text,
        written=tuple(_written(entry.get(key)) for key in DATES),
        zone=first_text(entry, "timezone"),
        title=whole_title(title),
        states=true_flags(entry),
        key=first_text(entry, "id"),
        tags=plain_words(tags) if isinstance(tags, list) else (),
        noun="entry",
        number=number,
        others=other_values(entry, KNOWN),
        notes=tuple(unseen_of(text, 1, f"entry {number}")) if is_html else (),
    )


def _written(value: object) -> str:
    """Milliseconds since 1970, or a time of ISO 8601."""
    if isinstance(value, str) and not value.isdecimal():
        return value
    return iso_of_epoch(value, 1000)


FORMAT = Format("Journey's entry", SOURCE, lambda file: bool(_entries(document_of(file))), parse_journey)
