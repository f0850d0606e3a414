"""Hashnode's export: its posts and drafts, in Markdown."""

import re
from typing import Any

from chronicles.importing.formats.exported_posts import ExportedPost, iso_of_epoch, plain_words, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of
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

SOURCE = "Hashnode's support, Export your articles; Hashnode's API, Post"
PRIVACY = (
    StateRule("active", Publication.PUBLIC, f"{SOURCE}: isActive"),
    StateRule("not active", Publication.DRAFT, f"{SOURCE}: isActive"),
    StateRule("delisted", Publication.DRAFT, f"{SOURCE}: isDelisted"),
    StateRule("draft", Publication.DRAFT, f"{SOURCE}: Draft"),
)
DATES = ("dateAdded", "publishedAt", "createdAt", "updatedAt", "dateUpdated")
NUMBER = re.compile("[0-9a-f]{24}")  # of a document in MongoDB, by which a tag may be called
KNOWN = frozenset(
    {*(*DATES, "contentMarkdown", "content", "title", "tags", "_id", "id", "cuid", "isActive", "isDelisted")}
    | {"brief", "slug", "slugOverridden", "popularity", "views"}
)


def _posts(found: object) -> list[JSONObject]:
    if not isinstance(found, dict):
        return []
    drafts = [{**draft, "status": "draft"} for draft in objects_of(found.get("drafts"))]
    posts = [*objects_of(found.get("posts")), *drafts]
    return posts if any(_markdown(post) for post in posts) else []


def _markdown(post: JSONObject) -> str:
    content = post.get("content")
    if isinstance(content, dict):
        return first_text(content, "markdown") or markdown_of(first_text(content, "html"))
    return first_text(post, "contentMarkdown") or (markdown_of(content) if isinstance(content, str) else "")


def parse_hashnode(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of Hashnode's export: its posts, and its drafts as drafts."""
    found = document_of(file)
    beside = other_values(found, ("posts", "drafts"))
    return read_objects(file, _posts(found), _post, PRIVACY, choices, beside)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    states = [first_text(entry, "status"), "delisted" if entry.get("isDelisted") else ""]
    if isinstance(entry.get("isActive"), bool):
        states.append("active" if entry["isActive"] else "not active")
    return ExportedPost(
        text=_markdown(entry),
        written=tuple(_written(entry.get(key)) for key in DATES),
        title=whole_title(first_text(entry, "title")),
        states=(*true_flags(entry), *states),
        key=first_text(entry, "cuid", "_id", "id"),
        tags=plain_words(_tags(entry.get("tags"))),
        number=number,
        others=(*other_values(entry, (*KNOWN, "status")), *_numbers(entry.get("tags"))),
    )


def _tags(value: Any) -> list[str]:
    """The names of tags; a tag that is only a number in a database has none."""
    words = [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []
    named = [first_text(tag, "name", "slug") for tag in objects_of(value)]
    return [*named, *(word for word in words if not NUMBER.fullmatch(word))]


def _numbers(value: Any) -> list[str]:
    words = [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []
    return [f"tags: {word}" for word in words if NUMBER.fullmatch(word)]


def _written(value: object) -> str:
    return value if isinstance(value, str) else iso_of_epoch(value, 1000)


FORMAT = Format("Hashnode's export", SOURCE, lambda file: bool(_posts(document_of(file))), parse_hashnode)
