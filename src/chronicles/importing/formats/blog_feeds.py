"""The feeds of blogs: Atom and RSS."""

from functools import partial

from chronicles.importing.account import ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost, whole_title
from chronicles.importing.formats.feed_items import (
    ITEMS,
    category_words,
    html_of,
    html_title,
    mail_date,
    read_items,
    with_html,
)
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.xml_elements import XMLElement, read_xml
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

DATES = ("published", "pubDate", "date", "issued", "created", "updated")
TEXTS = ("encoded", "content", "description", "summary")
KNOWN = (
    "title",
    *DATES,
    *TEXTS,
    "category",
    "id",
    "guid",
    "control",
    "status",
    "post_status",
    "post_password",
)
APP = "RFC 5023, 13.1.1: app:draft"
STATUS = "WordPress' documentation, Post Status: wp:status, which other exports have too"
PRIVACY = (
    StateRule("draft", Publication.DRAFT, APP),
    StateRule("publish", Publication.PUBLIC, STATUS),
    StateRule("published", Publication.PUBLIC, STATUS),
    StateRule("trash", Publication.LEFT_OUT, STATUS),
    StateRule("protected by a password", Publication.LEFT_OUT, "WordPress' wp:post_password"),
)


def is_feed(file: TextFile) -> bool:
    """Whether a file is XML, and no XHTML, by how it begins: RSS, RDF, Atom, or `<?xml`."""
    head = file.text[:5000].lstrip("\ufeff \t\r\n")
    return head.startswith(("<?xml", "<rss", "<feed", "<rdf:RDF")) and "<html" not in head[:500].lower()


def parse_feed(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a feed: one for each post. Raises `Refused` for other XML."""
    root = read_xml(file.text)
    items = [node for node in root.all() if node.name in ITEMS]
    if not items:
        raise Refused("it is XML, but no feed of a blog", "Export the posts as Atom, RSS or WordPress's WXR.")
    numbers = {id(item): number for number, item in enumerate(items, 1)}
    return read_items(file, items, partial(_post, numbers), PRIVACY, choices)


def _post(numbers: dict[int, int], item: XMLElement) -> ExportedPost | ImportNote:
    return feed_post(item, numbers[id(item)])


def feed_post(item: XMLElement, number: int) -> ExportedPost:
    """Return an item of a feed as a post; `number` names it where it has no title."""
    content, title = item.child(*TEXTS), item.child("title")
    is_text = title is not None and title.attributes.get("type", "") == "text"
    html = html_of(content.inner(), content.attributes.get("type", "")) if content else ""
    summary = item.child("summary", "description")
    is_draft = any(node.name == "draft" and node.text.strip() == "yes" for node in item.all())
    locked = "protected by a password" if item.value("post_password").strip() else ""
    post = ExportedPost(
        text="",
        written=tuple(
            mail_date(item.value(name)) if name == "pubDate" else item.value(name) for name in DATES
        ),
        title=(whole_title if is_text else html_title)(title.inner()) if title else "",
        states=("draft" if is_draft else "", item.value("status", "post_status"), locked),
        key=item.value("id", "guid", "link"),
        tags=category_words(item, ("tag", "post_tag", "")),
        categories=category_words(item, ("category",)),
        first=item.first,
        last=item.last,
        number=number,
        others=item.others(
            [name for name in KNOWN if not summary or summary is content or name != summary.name]
        ),
        raw=(content.inner() if content else "",),
    )
    return with_html(post, html)


FORMAT = Format(
    "the feed of a blog: Atom or RSS",
    "RFC 4287; the RSS Advisory Board's RSS 2.0",
    is_feed,
    parse_feed,
)
