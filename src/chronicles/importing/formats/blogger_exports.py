"""Blogger's exports: the Atom of old, and today's `feed.atom` of Google Takeout."""

from dataclasses import replace

from chronicles.importing.account import ImportNote
from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.blog_feeds import feed_post, is_feed
from chronicles.importing.formats.exported_posts import ExportedPost
from chronicles.importing.formats.feed_items import no_post, read_items
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.xml_elements import XMLElement, read_xml
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

TAKEOUT = "Blogger Help, Back up or import your blog: blogger:status in Takeout's feed.atom"
PRIVACY = (
    StateRule("live", Publication.PUBLIC, TAKEOUT),
    StateRule("draft", Publication.DRAFT, f"{TAKEOUT}; app:draft of RFC 5023, 13.1.1, in the Atom of old"),
    StateRule("scheduled", Publication.DRAFT, TAKEOUT),
    StateRule("soft_trashed", Publication.LEFT_OUT, TAKEOUT),
    StateRule("trashed", Publication.LEFT_OUT, TAKEOUT),
)
MACHINE = ("type", "status", "filename", "parent", "metaDescription", "trashed", "inReplyTo")


def is_blogger(file: TextFile) -> bool:
    """Whether a file is an Atom feed with words that only Blogger's have."""
    return is_feed(file) and "<feed" in file.text[:5000] and "schemas.google.com/" in file.text


def parse_blogger(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of Blogger's export: its posts. Comments and pages are named. Raises `Refused`."""
    items = [node for node in read_xml(file.text).all() if node.name == "entry"]
    return read_items(file, items, _post, PRIVACY, choices)


def _post(item: XMLElement) -> ExportedPost | ImportNote:
    kind = _kind(item)
    post = feed_post(item, item.first)
    if kind not in ("post", ""):
        return no_post(item, kind, post.title)
    said = tuple(text for text in post.others if not text.startswith(tuple(f"{name}: " for name in MACHINE)))
    trashed = "trashed" if item.value("trashed").strip() else ""
    states = (*post.states, item.value("status"), trashed)
    return replace(post, states=states, others=said, description=plain_summary(item.value("metaDescription")))


def _kind(item: XMLElement) -> str:
    """What Blogger calls the item: post, page, comment, settings, template."""
    if kind := item.value("type").strip():
        return kind.lower()
    for child in item.children:
        term = child.attributes.get("term", "")
        if child.name == "category" and child.attributes.get("scheme", "").endswith("#kind"):
            return term.rpartition("#")[2]
        if child.name == "in-reply-to":
            return "comment"
    return ""


FORMAT = Format("Blogger's export", f"Blogger Data API, Post Entries; {TAKEOUT}", is_blogger, parse_blogger)
