"""Google Keep's notes, as Takeout has them: a file in JSON for each."""

import re

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import (
    ExportedPost,
    iso_of_epoch,
    plain_lines,
    plain_words,
    whole_title,
)
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_escapes import escaped_words
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

SOURCE = "Google Keep Help, Archive and Delete notes; the keys of Takeout's Keep/*.json"
PRIVACY = (
    StateRule("trashed", Publication.LEFT_OUT, f"{SOURCE}: isTrashed"),
    StateRule("archived", Publication.DRAFT, f"{SOURCE}: isArchived"),
)
DATES = ("createdTimestampUsec", "userEditedTimestampUsec")
PAGE = re.compile(r'<body>\s*<div class="note[^"<>]*"(?: style="[^"<>]*")?>\s*<div class="heading">')
KNOWN = frozenset(
    {*(*DATES, "title", "textContent", "textContentHtml", "listContent", "labels", "isTrashed", "isArchived")}
    | {"color", "isPinned"}
)


def _notes(found: object) -> list[JSONObject]:
    notes = objects_of(found if isinstance(found, list) else [found])
    return notes if any("userEditedTimestampUsec" in note for note in notes) else []


def parse_keep(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a note of Google Keep, or of several."""
    return read_objects(file, _notes(document_of(file)), _post, PRIVACY, choices)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    items = [
        f"- [{'x' if item.get('isChecked') else ' '}] {escaped_words(first_text(item, 'text'), (), False)}"
        for item in objects_of(entry.get("listContent"))
    ]
    text = plain_lines(escaped_words(first_text(entry, "textContent"), (), True))
    archived = "archived" if entry.get("isArchived") else ""
    return ExportedPost(
        text="\n\n".join(filter(None, (text, "\n".join(items)))),
        written=tuple(iso_of_epoch(entry.get(key), 1_000_000) for key in DATES),
        title=whole_title(first_text(entry, "title")),
        states=(*true_flags(entry), archived),
        tags=plain_words([first_text(label, "name") for label in objects_of(entry.get("labels"))]),
        noun="note",
        number=number,
        others=other_values(entry, KNOWN),
    )


def is_keep_page(file: TextFile) -> bool:
    """Whether a file is the page of a note that Takeout writes beside its JSON."""
    return file.name.lower().endswith(".html") and PAGE.search(file.text) is not None


def parse_keep_page(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts: whether the note was thrown away is in the JSON beside it, and all of its text is."""
    message = "Google Keep's page of a note; whether it was thrown away is said in the JSON beside it"
    first, last = file.lines[0].number, file.lines[-1].number
    return Parsed([], [ImportNote(first, last, Fate.PRIVATE, message, "Import the file in JSON.")])


PAGE_FORMAT = Format("Google Keep's page of a note", SOURCE, is_keep_page, parse_keep_page)
FORMAT = Format("Google Keep's note", SOURCE, lambda file: bool(_notes(document_of(file))), parse_keep)
