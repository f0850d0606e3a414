"""The text of an entry in another place than its page: what a feed has of it, whole and in short."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

import nh3

from chronicles.site.render.line_numbers import without_line_numbers

# What a reader of feeds has no use for: controls, and the marks of our own pages.
GONE = {"script", "style", "button", "input", "form", "nav", "svg", "iframe"}
PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
TITLE = re.compile(r"\s*<h1\b[^>]*>.*?</h1>", re.DOTALL)
MEDIA = {
    "video": {"src", "poster", "controls", "width", "height", "loop", "muted", "preload"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "source": {"src", "type", "media"},
}
TAGS = (nh3.ALLOWED_TAGS | {"video", "audio", "source"}) - GONE - {"span"}
EMPTY_LINK = re.compile(r"<a\b[^<>]*></a>")  # what a line of code is known by
TICK = re.compile(r'<input\b[^<>]*\btype="checkbox"(?P<more>[^<>]*)>')
LABELS = re.compile(r'<div class="tabbed-labels">(?P<labels>.*?)</div>|<div class="tabbed-block">', re.DOTALL)
LABEL = re.compile(r'<label for="__tabbed_[^"]*">(?P<name>.*?)</label>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
LONGEST = 300  # characters of a summary


def whole(html: str, base: str) -> str:
    """Return the HTML of an entry for another place than its page: every address in full, no title.

    `base` is the address of the page, from which relative ones are followed (RFC 3986, section 5). What
    could run, or needs the page's own styles, is gone; what those styles show of it is in words and signs.
    """
    html = _unstyled(TITLE.sub("", PERMALINK.sub("", html), count=1))

    def full(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute in ("href", "src", "poster", "cite") else value

    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | MEDIA
    clean = nh3.clean(
        html, tags=TAGS, clean_content_tags=GONE, attributes=attributes, attribute_filter=full, link_rel=None
    )
    return EMPTY_LINK.sub("", clean).strip()


def summary(html: str) -> str:
    """Return how an entry begins, as text: its first paragraph, cut between two words where it is long.

    `html` is what `whole` returns of the entry. It is all of its text where there is no paragraph.
    """
    found = (_text(match[1]) for match in PARAGRAPH.finditer(html))
    text = next(filter(None, found), "") or _text(html)
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0] or text[:LONGEST]} …"


def _text(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html)).split())


def _unstyled(html: str) -> str:
    """What the styles of a page arrange, put in order: lines of code, ticks, the names of tabs."""
    html = TICK.sub(lambda tick: "☑ " if re.search(r"\bchecked\b", tick[0]) else "☐ ", html)
    if "__tabbed_" in html:
        names = _Names()
        html = LABEL.sub(names.heading, LABELS.sub(names.moved, html))
    return without_line_numbers(html)


class _Names:
    """The names of tabs, each on its way to the text that it opens; sets of tabs may stand in one another."""

    def __init__(self) -> None:
        self._sets: list[Iterator[str]] = []

    def moved(self, match: re.Match[str]) -> str:
        """Nothing in the place of the names of a set; before a text of it, its name."""
        if match["labels"] is not None:
            self._sets.append(iter(label[0] for label in LABEL.finditer(match["labels"])))
            return ""
        while self._sets:
            if name := next(self._sets[-1], None):
                return match[0] + name
            self._sets.pop()
        return match[0]

    @staticmethod
    def heading(label: re.Match[str]) -> str:
        """The name of a tab as a line of its own."""
        return f"<p><strong>{label['name']}</strong></p>"
