"""Ghost's export: its posts, by the HTML that it made of them."""

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import Any

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.feed_items import with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_escapes import escaped_words
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
from chronicles.problems import Refused

SOURCE = "Ghost's developer documentation, Developing a Migration: JSON structure; Admin API, Posts"
PRIVACY = (
    StateRule("published", Publication.PUBLIC, f"{SOURCE}: status"),
    StateRule("draft", Publication.DRAFT, f"{SOURCE}: status"),
    StateRule("scheduled", Publication.DRAFT, f"{SOURCE}: status"),
    StateRule("sent", Publication.DRAFT, f"{SOURCE}: status, by mail only"),
    StateRule("public", Publication.PUBLIC, f"{SOURCE}: visibility"),
    StateRule("members", Publication.DRAFT, f"{SOURCE}: visibility"),
    StateRule("paid", Publication.DRAFT, f"{SOURCE}: visibility"),
    StateRule("tiers", Publication.DRAFT, f"{SOURCE}: visibility"),
    StateRule("filter", Publication.DRAFT, f"{SOURCE}: visibility"),
)
DATES = ("published_at", "created_at", "updated_at")
FORMS = ("html", "mobiledoc", "lexical", "plaintext", "markdown")  # of one text
KNOWN = frozenset(
    {
        *(
            *DATES,
            *FORMS,
            "title",
            "id",
            "uuid",
            "slug",
            "status",
            "visibility",
            "type",
            "page",
            "comment_id",
            "locale",
        )
    }
    | {*("custom_excerpt", "author_id", "published_by", "created_by", "updated_by", "email_recipient_filter")}
)


def _data(found: object) -> JSONObject:
    """The tables of an export, which stand in `db` or not."""
    if isinstance(found, dict) and objects_of(found.get("db")):
        found = objects_of(found["db"])[0]
    data = found.get("data") if isinstance(found, dict) else None
    return data if isinstance(data, dict) and objects_of(data.get("posts")) else {}


def parse_ghost(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of Ghost's export: its posts. Its pages are named."""
    data = _data(document_of(file))
    names = {str(tag.get("id")): first_text(tag, "name") for tag in objects_of(data.get("tags"))}
    tags: dict[str, list[str]] = defaultdict(list)
    for pair in objects_of(data.get("posts_tags")):
        tags[str(pair.get("post_id"))].append(names.get(str(pair.get("tag_id")), ""))
    return read_objects(file, objects_of(data["posts"]), partial(_post, tags), PRIVACY, choices)


def _post(tags: dict[str, list[str]], entry: JSONObject, number: int) -> ExportedPost | ImportNote:
    title = whole_title(first_text(entry, "title"))
    if first_text(entry, "type") == "page" or entry.get("page") in (True, 1):
        return ImportNote(1, 1, Fate.LEFT, f"a page, not a post: {title!r}")
    html = first_text(entry, "html")
    post = ExportedPost(
        text="",
        written=tuple(first_text(entry, key) for key in DATES),
        title=title,
        states=(*true_flags(entry), first_text(entry, "status"), first_text(entry, "visibility")),
        key=first_text(entry, "uuid", "id"),
        tags=plain_words(tags.get(str(entry.get("id")), [])),
        description=plain_summary(first_text(entry, "custom_excerpt")),
        number=number,
        others=other_values(entry, KNOWN),
    )
    return with_html(post, html) if html else _without_html(post, entry)


def _without_html(post: ExportedPost, entry: JSONObject) -> ExportedPost:
    """A post whose HTML is missing: its words as the editor keeps them, without its layout."""
    parts = _words(entry)
    text = "\n\n".join(escaped_words(part, (), True) for part in parts) or first_text(entry, "markdown")
    message = f"{post.name} has no HTML; its words are read from what the editor keeps, without their layout"
    note = ImportNote(1, 1, Fate.DECIDED, message, "Open it in Ghost, save it, and export again.")
    return replace(post, text=text, notes=(note,) if parts else ())


def _words(entry: JSONObject) -> list[str]:
    for key in ("lexical", "mobiledoc"):
        try:
            found = read_json(first_text(entry, key) or "{}")
        except Refused:
            continue
        if parts := _lexical(found) if key == "lexical" else _mobiledoc(found):
            return parts
    return [part for part in first_text(entry, "plaintext").split("\n\n") if part.strip()]


def _lexical(found: Any) -> list[str]:
    root = found.get("root") if isinstance(found, dict) else None
    blocks = objects_of(root.get("children")) if isinstance(root, dict) else []
    return [words for block in blocks if (words := _text(block))]


def _text(node: JSONObject) -> str:
    own = first_text(node, "text", "code", "html", "caption")
    return own + "".join(_text(child) for child in objects_of(node.get("children")))


def _mobiledoc(found: Any) -> list[str]:
    """Sections of markers, each of which ends with its words (Mobiledoc's specification, 0.3.2)."""
    if not isinstance(found, dict):
        return []
    cards = [part[1] for part in _lists(found.get("cards")) if len(part) > 1 and isinstance(part[1], dict)]
    parts = [first_text(card, "markdown", "code", "html", "caption") for card in cards]
    for section in _lists(found.get("sections")):
        parts += ["".join(str(marker[-1]) for marker in _lists(item) if marker) for item in section[2:]]
    return [part for part in parts if part.strip()]


def _lists(value: Any) -> list[list[Any]]:
    return [item for item in value if isinstance(item, list)] if isinstance(value, list) else []


FORMAT = Format("Ghost's export", SOURCE, lambda file: bool(_data(document_of(file))), parse_ghost)
