"""jrnl's export in JSON, with the times of its entries."""

from chronicles.importing.drafts import LONGEST_TITLE
from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.format import Format
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
from chronicles.importing.formats.privacy import StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "jrnl's documentation, Formats: JSON"
PRIVACY: tuple[StateRule, ...] = ()  # it has no states: a journal is encrypted as a whole, or not at all
KNOWN = frozenset({"title", "body", "date", "time", "tags"})
MARKS = frozenset({"title", "body", "date", "time"})


def _entries(found: object) -> list[JSONObject]:
    entries = objects_of(found.get("entries")) if isinstance(found, dict) else []
    return entries if entries and all(entry.keys() >= MARKS for entry in entries) else []


def parse_jrnl(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a journal of jrnl, one for each of its entries."""
    found = document_of(file)
    # The tags of the whole file are those of its entries, counted.
    return read_objects(
        file, _entries(found), _post, PRIVACY, choices, other_values(found, ("entries", "tags"))
    )


def _post(entry: JSONObject, number: int) -> ExportedPost:
    title, body = first_text(entry, "title"), first_text(entry, "body")
    text = f"{title}\n\n{body}".strip("\n") if len(title) > LONGEST_TITLE or not body else body
    tags = entry.get("tags")
    words = [tag.lstrip("@#") for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return ExportedPost(
        text=text,
        written=(f"{first_text(entry, 'date')} {first_text(entry, 'time')}".strip(),),
        title=whole_title(title),
        states=true_flags(entry),
        tags=plain_words(words),
        noun="entry",
        number=number,
        others=other_values(entry, KNOWN),
    )


FORMAT = Format("jrnl's export", SOURCE, lambda file: bool(_entries(document_of(file))), parse_jrnl)
