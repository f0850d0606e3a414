"""JSON of a kind that has no name: a list of entries with a day and a text, or refused with its keys."""

from collections.abc import Mapping
from typing import Any

from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of
from chronicles.importing.formats.json_documents import (
    JSONObject,
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
from chronicles.problems import Refused

DATES = ("date_published", "date", "published_at", "created_at", "created", "creationDate")
TEXTS = ("text", "content_text", "body_markdown", "markdown", "body", "content")
HTML = ("content_html", "body_html", "html")
STATES = ("status", "state", "visibility", "draft", "published", "isDraft", "isPublished")
KNOWN = frozenset({*DATES, *TEXTS, *HTML, *STATES, "title", "tags", "id", "uuid"})
ITSELF = "the word itself"
PRIVACY = (
    *(StateRule(word, Publication.PUBLIC, ITSELF) for word in ("public", "published", "publish", "live")),
    *(StateRule(word, Publication.DRAFT, ITSELF) for word in ("draft", "scheduled", "pending", "unlisted")),
    StateRule("trash", Publication.LEFT_OUT, ITSELF),
)
MOST_KEYS = 12
FORMS = (
    "The exports that are known are listed in the manual, Importing; or export it as Markdown, or as a list "
    "of objects with the keys 'date' and 'text'."
)


def parse_export(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a list of entries. Raises `Refused` for JSON of any other kind."""
    found = read_json(file.text)
    entries = _entries(found)
    dated = [entry for entry in entries if first_text(entry, *DATES)]
    if not dated or not any(first_text(entry, *TEXTS, *HTML) for entry in dated):
        raise Refused(f"it is JSON of an unknown kind, with {_keys(found)}", FORMS)
    beside = other_values(found, ("entries", "items")) if isinstance(found, dict) else ()
    return read_objects(file, entries, _post, PRIVACY, choices, beside)


def _entries(found: Any) -> list[JSONObject]:
    if isinstance(found, dict):
        found = found.get("entries", found.get("items"))
    return objects_of(found) if isinstance(found, list) and len(objects_of(found)) == len(found) else []


def _keys(found: Any) -> str:
    """The keys of the entries, or of the file, as a person says them."""
    objects = _entries(found) or objects_of(found) or [found if isinstance(found, Mapping) else {}]
    keys = list(dict.fromkeys(key for one in objects for key in one))
    if not keys:
        return "no keys"
    named = ", ".join(repr(key[:40]) for key in keys[:MOST_KEYS])
    noun = "the key" if len(keys) == 1 else "the keys"
    return f"{noun} {named}" + (f" and {len(keys) - MOST_KEYS} more" if len(keys) > MOST_KEYS else "")


def _post(entry: JSONObject, number: int) -> ExportedPost:
    text = first_text(entry, *TEXTS) or markdown_of(first_text(entry, *HTML))
    heading = next((line for line in text.split("\n") if line.strip()), "")
    title = first_text(entry, "title") or (heading if heading.startswith("#") else "")
    tags = entry.get("tags")
    return ExportedPost(
        text=text,
        written=tuple(first_text(entry, key) for key in DATES),
        title=whole_title(title),
        states=(*true_flags(entry), *_states(entry)),
        key=first_text(entry, "uuid", "id"),
        tags=plain_words(tags) if isinstance(tags, list) else (),
        noun="entry",
        number=number,
        others=other_values(entry, KNOWN),
    )


def _states(entry: JSONObject) -> list[str]:
    said = []
    for key in STATES:
        value = entry.get(key)
        if isinstance(value, bool | int):
            is_public = bool(value) is (key.casefold().removeprefix("is") == "published")
            said.append("published" if is_public else "draft")
        elif isinstance(value, str):
            said.append(value)
    return said


FORMAT = Format(
    "JSON with a list of entries",
    "RFC 8259; the keys that several exports have",
    lambda file: file.name.lower().endswith(".json"),
    parse_export,
)
