"""JSON Feed, version 1 and 1.1."""

from typing import Any

from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.exported_posts import (
    ExportedPost,
    plain_lines,
    plain_words,
    whole_title,
)
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
from chronicles.importing.formats.privacy import StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "jsonfeed.org/version/1.1"
DATES = ("date_published", "date_modified")
KNOWN = frozenset({*DATES, "content_text", "content_html", "title", "tags", "id", "summary"})
PRIVACY: tuple[StateRule, ...] = ()  # a feed is public; it has no states


def _items(found: Any) -> list[JSONObject]:
    is_feed = isinstance(found, dict) and "jsonfeed.org/version/" in str(found.get("version"))
    return objects_of(found.get("items")) if is_feed else []


def parse_json_feed(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a JSON Feed, one for each of its items."""
    found = document_of(file)
    beside = other_values(found, ("version", "items"))
    return read_objects(file, _items(found), _post, PRIVACY, choices, beside)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    html = first_text(entry, "content_html")
    title, tags = whole_title(first_text(entry, "title")), entry.get("tags")
    return ExportedPost(
        text=markdown_of(html) if html else plain_lines(first_text(entry, "content_text")),
        written=tuple(first_text(entry, key) for key in DATES),
        title=title,
        states=true_flags(entry),
        key=str(entry.get("id") or ""),
        tags=plain_words(tags) if isinstance(tags, list) else (),
        description=plain_summary(first_text(entry, "summary")),
        noun="item",
        number=number,
        others=other_values(entry, KNOWN),
        notes=tuple(unseen_of(html, 1, f"the item {title!r}")),
    )


FORMAT = Format("JSON Feed", SOURCE, lambda file: bool(_items(document_of(file))), parse_json_feed)
