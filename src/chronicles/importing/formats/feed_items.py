"""The items of a feed or an export in XML, as posts."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from html import escape, unescape

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import plain_title
from chronicles.importing.formats.exported_posts import ExportedPost, add_post, whole_title
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import StateRule
from chronicles.importing.formats.xml_elements import XMLElement, ranges
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.importing.text_file import TextFile

ITEMS = ("item", "entry")
# A tag that HTML has; `List<int>` has none.
KNOWN_TAG = re.compile(
    r"</?(?:p|br|div|span|a|img|ul|ol|li|pre|code|blockquote|h[1-6]|b|i|u|s|em|strong|del|ins|sub|sup|kbd|table|tr"
    r"|td|th|hr|figure|tt|small|mark|script|style|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
# RFC 5322, 4.3, "Obsolete Date and Time": elsewhere such names can mean several zones.
ZONES = {
    **{"UT": "+0000", "GMT": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500"},
    **{"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700"},
}
BLANK = re.compile(r"\n[ \t]*\n\s*")


def html_title(text: str) -> str:
    """Return a title that is written in HTML as plain text."""
    return whole_title(unescape(KNOWN_TAG.sub("", text)))


def html_of(text: str, kind: str = "") -> str:
    """Return the text of a feed as HTML: what has none of its tags is plain text, and keeps its lines."""
    if kind in ("html", "xhtml") or KNOWN_TAG.search(text):
        return text
    text = unescape(text) if not kind else text
    parts = [escape(part, quote=False).replace("\n", "<br>\n") for part in BLANK.split(text.strip())]
    return "".join(f"<p>{part}</p>\n" for part in parts)


def mail_date(text: str) -> str:
    """Return a date as RSS has it with its zone as a number: a mail's zones by name mean one thing only.

    >>> mail_date("Tue, 05 Mar 2024 08:00:00 EST")
    'Tue, 05 Mar 2024 08:00:00 -0500'
    """
    before, _, name = text.strip().rpartition(" ")
    return f"{before} {ZONES[name]}" if name in ZONES else text


def category_words(item: XMLElement, domains: Collection[str]) -> tuple[str, ...]:
    """Return the tags or categories of an item; only WordPress says which is which."""
    found = []
    for child in item.children:
        if child.name != "category" or "#kind" in child.attributes.get("scheme", ""):
            continue
        domain = child.attributes.get("domain", "")
        domain = domain if domain in ("category", "post_tag") else ""
        word = plain_title(child.attributes.get("term") or child.text)
        if domain in domains and word and word != "Uncategorized":
            found.append(word)
    return tuple(dict.fromkeys(found))


def with_html(post: ExportedPost, html: str) -> ExportedPost:
    """Return the post with the Markdown of its HTML, and notes on what nobody saw of it."""
    notes = (*post.notes, *unseen_of(html, post.first, post.name))
    return replace(post, text=markdown_of(html), notes=notes)


def read_items(
    file: TextFile,
    items: Sequence[XMLElement],
    post_of: Callable[[XMLElement], ExportedPost | ImportNote],
    rules: Sequence[StateRule],
    choices: Choices,
) -> Parsed:
    """Return the drafts of the items; what `post_of` has only a note for is none."""
    parsed = Parsed()
    for item in items:
        post = post_of(item)
        if isinstance(post, ImportNote):
            parsed.notes.append(post)
            continue
        before = len(parsed.drafts)
        add_post(parsed, file.name, post, rules, choices)
        for draft in parsed.drafts[before:]:
            message = f"{post.name}: {spoken(draft.when)}; its HTML is now Markdown"
            parsed.notes.append(ImportNote(item.first, item.last, Fate.CHANGED, message))
    parsed.notes += _own_words(file, items)
    return parsed


def no_post(item: XMLElement, kind: str, title: str) -> ImportNote:
    """Return the note on an item that is no post, such as a comment or a page."""
    article = "an" if kind[:1] in "aeiou" else "a"
    message = f"{article} {kind}, not a post: {title or item.value('id', 'guid')!r}"
    return ImportNote(item.first, item.last, Fate.LEFT, message)


def _own_words(file: TextFile, items: Iterable[XMLElement]) -> list[ImportNote]:
    inside = {number for item in items for number in range(item.first, item.last + 1)}
    others = [line.number for line in file.lines if line.number not in inside and not line.is_blank]
    message = "the feed's own words, about itself"
    return [ImportNote(first, last, Fate.LEFT, message) for first, last in ranges(others)]
