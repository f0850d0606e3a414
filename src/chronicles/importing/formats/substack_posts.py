"""Substack's export: a part of a web page for each post, and a table that says all else of them.

The table has the days and the states of the posts. A page without it is a draft, and its day has to be given.
"""

import csv
import re

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.exported_posts import ExportedPost, add_post, whole_title
from chronicles.importing.formats.feed_items import with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule, decide_publication
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

SOURCE = "Substack's support, How do I export my posts?"
ELSEWHERE = "not said in this file, but in posts.csv"
PRIVACY = (
    StateRule("published", Publication.PUBLIC, f"{SOURCE}: is_published"),
    StateRule("everyone", Publication.PUBLIC, f"{SOURCE}: audience"),
    StateRule("not published", Publication.LEFT_OUT, f"{SOURCE}: is_published"),
    StateRule("only_paid", Publication.LEFT_OUT, f"{SOURCE}: audience"),
    StateRule("founding", Publication.LEFT_OUT, f"{SOURCE}: audience"),
    StateRule("only_free", Publication.LEFT_OUT, f"{SOURCE}: audience"),
    StateRule(ELSEWHERE, Publication.DRAFT, SOURCE),
)
PAGE = re.compile(r"(?P<id>\d{5,})\.(?P<slug>[\w-]+)\.html")
TABLE = "post_id,post_date,is_published"


def is_substack_page(file: TextFile) -> bool:
    """Whether a file is called as Substack's pages are, and is only a part of a web page."""
    return bool(PAGE.fullmatch(file.name)) and not file.text[:5000].lstrip().lower().startswith(
        ("<!doctype", "<html")
    )


def parse_substack_page(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post of Substack."""
    match = PAGE.fullmatch(file.name)
    assert match is not None, "it has been looked for"
    first, last = file.lines[0].number, file.lines[-1].number
    rows = (row for row in _rows(file.companion) if row.get("post_id", "").startswith(f"{match['id']}."))
    row = next(rows, dict[str, str]())
    title = whole_title(row.get("title", "") or match["slug"].replace("-", " ").capitalize())
    post = ExportedPost(
        text="",
        written=(row.get("post_date", ""),),
        title=title,
        description=plain_summary(row.get("subtitle", "")),
        states=_states(row) if row else (ELSEWHERE,),
        key=match["id"],
        first=first,
        last=last,
    )
    parsed = Parsed()
    add_post(parsed, file.name, with_html(post, file.text), PRIVACY, choices)
    if parsed.drafts:
        parsed.notes.append(ImportNote(first, last, Fate.CHANGED, "Substack's page, now Markdown"))
    return parsed


def is_substack_table(file: TextFile) -> bool:
    """Whether a file begins with the heads of Substack's table of posts."""
    return bool(file.lines) and file.lines[0].text.replace('"', "").startswith(TABLE)


def parse_substack_table(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts, and a note on each post: what it is called, and how its page is imported."""
    parsed = Parsed([], [_told(row) for row in _rows(file.text)])
    first, last = file.lines[0].number, file.lines[-1].number
    message = "the table of Substack's posts, whose texts are the pages beside it"
    parsed.notes.append(ImportNote(first, last, Fate.LEFT, message))
    return parsed


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of the table by its heads. Raises `Refused` where it cannot be read."""
    if not text.replace('"', "").startswith(TABLE):
        return []
    try:
        found = list(csv.DictReader(text.split("\n")))
    except csv.Error as error:
        raise Refused(f"its table cannot be read: {error}", "Export it again.") from None
    return [{key: value for key, value in row.items() if isinstance(value, str)} for row in found]


def _states(row: dict[str, str]) -> tuple[str, ...]:
    is_public = row.get("is_published", "").lower() == "true"
    return "published" if is_public else "not published", row.get("audience", "")


def _told(row: dict[str, str]) -> ImportNote:
    decision = decide_publication(_states(row), PRIVACY)
    name = f"the post {row.get('title', '')!r}"
    if decision.publication is not Publication.PUBLIC:
        return ImportNote(0, 0, Fate.PRIVATE, f"{name}: {decision.because}; its page is beside the table")
    words = ", ".join(f"{key}: {value}" for key, value in row.items() if value)
    page = f"{name} is in posts/{row.get('post_id', '')}.html"
    return ImportNote(0, 0, Fate.LEFT, page, "Import the export as a whole, with its pages.", words)


PAGE_FORMAT = Format("a page of Substack's export", SOURCE, is_substack_page, parse_substack_page)
FORMAT = Format("the table of Substack's export", SOURCE, is_substack_table, parse_substack_table)
