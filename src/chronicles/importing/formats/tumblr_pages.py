"""Tumblr's download of a whole blog: a web page for each post, with its day and its tags at its foot."""

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost, add_post, plain_words, whole_title
from chronicles.importing.formats.feed_items import with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_tree import html_tree
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.webpages import ENDINGS
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "Tumblr's Help Center, Export your blog"
UNSAID = "not said in this file"
PRIVACY = (StateRule(UNSAID, Publication.DRAFT, f"{SOURCE}: private posts are among the others"),)


def is_tumblr_page(file: TextFile) -> bool:
    """Whether a file is a web page with the foot of Tumblr's download."""
    is_page = file.name.lower().endswith(ENDINGS)
    return is_page and 'id="footer"' in file.text and 'id="timestamp"' in file.text


def parse_tumblr_page(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post of Tumblr."""
    soup = html_tree(file.text)
    foot, time, heading = soup.select_one("#footer"), soup.select_one("#timestamp"), soup.select_one("h1")
    tags = plain_words([" ".join(tag.get_text().split()) for tag in soup.select("#footer .tag")])
    title = whole_title(heading.get_text()) if heading else ""
    first, last = file.lines[0].number, file.lines[-1].number
    others = " ".join(foot.get_text().split()) if foot else ""
    post = ExportedPost(
        text="",
        written=(" ".join(time.get_text().split()),) if time else (),
        title=title,
        states=(UNSAID,),
        tags=tags,
        first=first,
        last=last,
        others=(f"footer: {others}",),
    )
    for element in filter(None, (foot, heading)):
        element.extract()
    parsed = Parsed()
    add_post(parsed, file.name, with_html(post, str(soup.body or soup)), PRIVACY, choices)
    if parsed.drafts:
        parsed.notes.append(ImportNote(first, last, Fate.CHANGED, "Tumblr's page, now Markdown"))
    return parsed


FORMAT = Format("a page of Tumblr's download", SOURCE, is_tumblr_page, parse_tumblr_page)
