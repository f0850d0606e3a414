"""WordPress' export, WXR: its posts, with what each says of who may read it."""

from dataclasses import replace
from functools import partial

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.blog_feeds import is_feed
from chronicles.importing.formats.exported_posts import ExportedPost
from chronicles.importing.formats.feed_items import (
    category_words,
    html_title,
    no_post,
    read_items,
    with_html,
)
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.wordpress_text import wordpress_html
from chronicles.importing.formats.xml_elements import XMLElement, read_xml
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused, count

STATUS = "WordPress' documentation, Post Status"
PRIVACY = (
    StateRule("publish", Publication.PUBLIC, STATUS),
    StateRule("future", Publication.DRAFT, STATUS),
    StateRule("draft", Publication.DRAFT, STATUS),
    StateRule("pending", Publication.DRAFT, STATUS),
    StateRule("private", Publication.LEFT_OUT, STATUS),
    StateRule("trash", Publication.LEFT_OUT, STATUS),
    StateRule("auto-draft", Publication.LEFT_OUT, STATUS),
    StateRule("inherit", Publication.LEFT_OUT, f"{STATUS}: of revisions and attachments"),
    StateRule(
        "protected by a password", Publication.LEFT_OUT, "WordPress' documentation, Content Visibility"
    ),
)
DATES = ("post_date", "pubDate", "post_modified", "post_date_gmt", "post_modified_gmt")
UNSET = ("0000-00-00", "-0001")  # what WordPress writes for a draft, and what a calendar makes of it
KNOWN = frozenset(
    {*("title", "encoded", "category", "status", "post_type", "post_password", "guid", "comment", "postmeta")}
    | {*(*DATES, "description", "post_id", "comment_status", "ping_status", "post_name", "post_parent")}
    | {*("menu_order", "is_sticky")}
)


def is_wordpress(file: TextFile) -> bool:
    """Whether a file is a feed with the names of WordPress' export."""
    return is_feed(file) and "wordpress.org/export/" in file.text[:10_000]


def parse_wordpress(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of an export of WordPress: its posts. Raises `Refused` for one without items."""
    items = [node for node in read_xml(file.text).all() if node.name == "item"]
    if not items:
        raise Refused("it is an export of WordPress without posts", "Export all content, or the posts.")
    numbers = {id(item): number for number, item in enumerate(items, 1)}
    return read_items(file, items, partial(_post, numbers), PRIVACY, choices)


def _post(numbers: dict[int, int], item: XMLElement) -> ExportedPost | ImportNote:
    title = html_title(item.value("title"))
    kind = item.value("post_type").strip()
    if kind not in ("post", ""):
        return no_post(item, kind, title)
    texts = [child.inner() for child in item.children if child.name == "encoded"]
    content = texts[0] if texts else item.value("description")
    password = "protected by a password" if item.value("post_password").strip() else ""
    dates = [item.value(name) for name in DATES]
    post = ExportedPost(
        text="",
        written=tuple(date for date in dates if not any(mark in date for mark in UNSET)),
        title=title,
        states=(item.value("status"), password),
        key=item.value("id", "guid", "link"),
        tags=category_words(item, ("post_tag", "")),
        categories=category_words(item, ("category",)),
        first=item.first,
        last=item.last,
        number=numbers[id(item)],
        others=(
            *item.others(KNOWN),
            *_fields(item),
            *(f"excerpt: {text}" for text in texts[1:] if text.strip()),
        ),
        raw=(content,),
    )
    html, said = wordpress_html(content)
    notes = [ImportNote(item.first, item.first, fate, f"{what} in {post.name}") for fate, what in said]
    return with_html(replace(post, notes=(*notes, *_comments(item, post))), html)


def _comments(item: XMLElement, post: ExportedPost) -> list[ImportNote]:
    """Comments are other people's, with their addresses: they are counted, and not shown."""
    number = sum(child.name == "comment" for child in item.children)
    message = f"{count(number, 'comment')} to {post.name}"
    return [ImportNote(item.first, item.first, Fate.LEFT, message)] if number else []


def _fields(item: XMLElement) -> list[str]:
    """The custom fields; those with a sign before their name are WordPress' own, which it shows to nobody."""
    metas = [child for child in item.children if child.name == "postmeta"]
    pairs = [(meta.value("meta_key").strip(), meta.value("meta_value").strip()) for meta in metas]
    return [f"{key}: {value}" for key, value in pairs if not key.startswith("_")]


FORMAT = Format(
    "WordPress' export, WXR",
    "WordPress' wp-admin/includes/export.php",
    is_wordpress,
    parse_wordpress,
)
