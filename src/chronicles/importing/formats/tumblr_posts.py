"""Tumblr's posts, as its API gives them: of the old kinds, and in blocks."""

from html import escape

from chronicles.importing.formats.exported_posts import ExportedPost, iso_of_epoch, plain_words, whole_title
from chronicles.importing.formats.feed_items import html_title, with_html
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
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "Tumblr's API v2, Posts: state; Neue Post Format"
PRIVACY = (
    StateRule("published", Publication.PUBLIC, SOURCE),
    StateRule("queued", Publication.DRAFT, SOURCE),
    StateRule("draft", Publication.DRAFT, SOURCE),
    StateRule("unapproved", Publication.DRAFT, SOURCE),
    StateRule("private", Publication.LEFT_OUT, SOURCE),
)
# What a post of each of the old kinds says, in the order in which Tumblr shows it.
TEXTS = ("question", "answer", "text", "source", "body", "description", "caption")
KNOWN = frozenset(
    {
        *(
            *TEXTS,
            "content",
            "title",
            "summary",
            "date",
            "timestamp",
            "state",
            "tags",
            "id",
            "id_string",
            "type",
        )
    }
    | {
        *(
            "reblog_key",
            "format",
            "slug",
            "blog_name",
            "blog",
            "reblog",
            "trail",
            "layout",
            "object_type",
            "dialogue",
        )
    }
)
ELEMENTS = {"heading1": "h2", "heading2": "h3", "quote": "blockquote", "chat": "pre"}


def _posts(found: object) -> list[JSONObject]:
    for key in ("response", "posts"):
        found = found.get(key, found) if isinstance(found, dict) else found
    posts = objects_of(found)
    return posts if any("reblog_key" in one or "blog_name" in one for one in posts) else []


def parse_tumblr(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of posts of Tumblr."""
    return read_objects(file, _posts(document_of(file)), _post, PRIVACY, choices)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    tags = entry.get("tags")
    parts = [f"<div>{text}</div>" for key in TEXTS if (text := first_text(entry, key))]
    said = [f"<p>{_line(line)}</p>" for line in objects_of(entry.get("dialogue"))]
    blocks = [_block(block) for block in objects_of(entry.get("content"))]
    post = ExportedPost(
        text="",
        written=(first_text(entry, "date"), iso_of_epoch(entry.get("timestamp"))),
        title=whole_title(html_title(first_text(entry, "title"))),
        states=(*true_flags(entry), first_text(entry, "state")),
        key=str(entry.get("id_string") or entry.get("id") or ""),
        tags=plain_words(tags) if isinstance(tags, list) else (),
        number=number,
        others=other_values(entry, KNOWN),
    )
    return with_html(post, "".join([*parts, *said, *blocks]))


def _line(line: JSONObject) -> str:
    return escape(f"{first_text(line, 'label', 'name')} {first_text(line, 'phrase')}".strip())


def _block(block: JSONObject) -> str:
    """A block as HTML: text as it says what it is, else a link to what it shows."""
    text = escape(first_text(block, "text", "title", "alt_text", "description"))
    if block.get("type") == "text":
        element = ELEMENTS.get(first_text(block, "subtype"), "p")
        if first_text(block, "subtype").endswith("list-item"):
            element = "li"
        return f"<{element}>{text}</{element}>"
    media = objects_of(block.get("media"))
    url = escape(first_text(media[0], "url") if media else first_text(block, "url"))
    if block.get("type") == "image" and url:
        return f'<p><img src="{url}" alt="{text}"></p>'
    return f'<p><a href="{url}">{text or url}</a></p>' if url else f"<p>{text}</p>"


FORMAT = Format("Tumblr's posts", SOURCE, lambda file: bool(_posts(document_of(file))), parse_tumblr)
