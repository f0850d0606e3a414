"""Medium's export: a web page for each post, with marks of its own."""

from bs4.element import Tag

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.exported_posts import ExportedPost, add_post, whole_title
from chronicles.importing.formats.feed_items import with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_tree import html_tree
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.webpages import ENDINGS
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "Medium Help Center, Download your information; the h-entry of microformats.org in its pages"
PRIVACY = (
    StateRule("published", Publication.PUBLIC, f"{SOURCE}: dt-published"),
    StateRule("draft", Publication.DRAFT, f"{SOURCE}: a name that begins with draft_, no dt-published"),
)


def is_medium(file: TextFile) -> bool:
    """Whether a file is a web page with the two marks of Medium's export."""
    is_page = file.name.lower().endswith(ENDINGS)
    return is_page and 'class="h-entry"' in file.text and 'data-field="body"' in file.text


def parse_medium(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post of Medium."""
    soup = html_tree(file.text)
    title, time = _words(soup.select_one(".p-name")), soup.select_one("time.dt-published")
    body, subtitle = soup.select_one('section[data-field="body"]'), _words(soup.select_one(".p-summary"))
    heading = body.select_one(".graf--title") if body else None
    notes: tuple[ImportNote, ...] = ()
    first, last = file.lines[0].number, file.lines[-1].number
    if heading is not None and _words(heading) == title:
        heading.extract()
        notes = (ImportNote(first, first, Fate.CHANGED, "the title", text=title),)
    is_draft = time is None or file.name.startswith("draft_")
    footer = _words(soup.select_one("footer"))
    post = ExportedPost(
        text="",
        written=(str(time.get("datetime") or ""),) if time else (),
        title=whole_title(title),
        states=("draft" if is_draft else "published",),
        description=plain_summary(subtitle),
        first=first,
        last=last,
        others=(f"footer: {footer}",) if footer else (),
        notes=notes,
    )
    parsed = Parsed()
    add_post(parsed, file.name, with_html(post, body.decode_contents() if body else ""), PRIVACY, choices)
    if parsed.drafts:
        parsed.notes.append(ImportNote(first, last, Fate.CHANGED, "Medium's page, now Markdown"))
    return parsed


def _words(element: Tag | None) -> str:
    return " ".join(element.get_text().split()) if element else ""


FORMAT = Format("Medium's export", SOURCE, is_medium, parse_medium)
