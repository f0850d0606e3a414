"""Posts in HTML with a front matter, as Jekyll, Hugo and WordPress' exporters for them write them."""

import re
from html import escape

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.formats.enclosed_text import with_blocks
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.posts import parse_post, read_front
from chronicles.importing.formats.webpages import ENDINGS, of_markdown
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

# Jekyll's "Code snippet highlighting": a tag of Liquid.
HIGHLIGHT = re.compile(r"\{%-?\s*(?P<name>highlight)\s+(?P<language>[\w+#.-]+)[^%{}]*%\}")


def is_html_post(file: TextFile) -> bool:
    """Whether a file has an ending of HTML and begins with a front matter."""
    return file.name.lower().endswith(ENDINGS) and read_front(file.lines) is not None


def _block(match: re.Match[str], inside: str, whole: str) -> str:
    return f'<pre data-lang="{match["language"]}">\n{escape(inside.removeprefix(chr(10)))}</pre>'


def parse_html_post(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post: its front matter is read as that of any post, its HTML as Markdown."""
    front = read_front(file.lines)
    assert front is not None, "it has been looked for"
    head, below = file.lines[: front.length], file.lines[front.length :]
    html = with_blocks("\n".join(line.text for line in below), HIGHLIGHT, "{{% endhighlight %}}", _block)
    text = [
        SourceLine(number, line)
        for number, line in enumerate(markdown_of(html).split("\n"), front.length + 1)
    ]
    parsed = parse_post(TextFile(file.path, [*head, *text]), choices)
    of_head = [note for note in parsed.notes if note.first <= front.length]
    parsed.notes = [*of_head, *of_markdown([note for note in parsed.notes if note.first > front.length])]
    if below:
        parsed.notes += unseen_of(html, below[0].number, "the post")
        parsed.notes.append(ImportNote(below[0].number, below[-1].number, Fate.CHANGED, "HTML, now Markdown"))
    return parsed


FORMAT = Format(
    "a post in HTML with front matter", "Jekyll's Front Matter; WHATWG HTML", is_html_post, parse_html_post
)
