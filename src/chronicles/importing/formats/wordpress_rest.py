"""WordPress' posts as its REST API gives them."""

from dataclasses import replace

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost
from chronicles.importing.formats.feed_items import html_title, with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.json_documents import (
    JSONObject,
    document_of,
    first_text,
    objects_of,
    other_values,
    read_objects,
)
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.wordpress_exports import PRIVACY
from chronicles.importing.formats.wordpress_text import wordpress_html
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "WordPress' REST API Handbook, Posts"
DATES = ("date", "date_gmt", "modified")
KNOWN = frozenset(
    {
        *(
            *DATES,
            "modified_gmt",
            "title",
            "content",
            "status",
            "type",
            "id",
            "password",
            "guid",
            "slug",
            "_links",
        )
    }
    | {
        *(
            "comment_status",
            "ping_status",
            "template",
            "format",
            "excerpt",
            "author",
            "featured_media",
            "meta",
        )
    }
)


def _posts(found: object) -> list[JSONObject]:
    posts = objects_of(found if isinstance(found, list) else [found])
    return posts if posts and all(_part(post, "content") is not None for post in posts) else []


def _part(post: JSONObject, name: str) -> str | None:
    """A text of a post: as it was written, where whoever asked may edit it, else as it is shown."""
    value = post.get(name)
    if not isinstance(value, dict) or not ("rendered" in value or "raw" in value):
        return None
    return first_text(value, "raw", "rendered")


def parse_rest(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of what the REST API gave: its posts."""
    return read_objects(file, _posts(document_of(file)), _post, PRIVACY, choices)


def _post(entry: JSONObject, number: int) -> ExportedPost | ImportNote:
    title = html_title(_part(entry, "title") or "")
    kind = first_text(entry, "type")
    if kind not in ("post", ""):
        return ImportNote(1, 1, Fate.LEFT, f"a {kind}, not a post: {title!r}")
    content = _part(entry, "content") or ""
    value = entry["content"]
    is_locked = bool(value.get("protected")) or bool(first_text(entry, "password"))
    excerpt = html_title(_part(entry, "excerpt") or "").strip()
    post = ExportedPost(
        text="",
        written=tuple(first_text(entry, key) for key in DATES),
        title=title,
        states=(first_text(entry, "status"), "protected by a password" if is_locked else ""),
        key=str(entry.get("id") or ""),
        number=number,
        others=(*other_values(entry, KNOWN), *([f"excerpt: {excerpt}"] if excerpt else [])),
        raw=(content,),
    )
    if first_text(value, "raw"):
        content, said = wordpress_html(content)
        notes = [ImportNote(1, 1, fate, f"{what} in {post.name}") for fate, what in said]
        post = replace(post, notes=tuple(notes))
    return with_html(post, content)


FORMAT = Format(
    "posts of WordPress' REST API", SOURCE, lambda file: bool(_posts(document_of(file))), parse_rest
)
