"""What the engine makes of a page before it writes HTML: elements, and raw HTML put away."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE

from chronicles.pages.markdown.locator import placeholders

ADDRESSES = frozenset({"href", "src"})
TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
# A character that a backslash has made one like any other.
ESCAPED = re.compile("\x02([0-9]+)\x03")


@dataclass(frozen=True, slots=True)
class ElementTree:
    """The elements of a page, the raw HTML that they name by number, and where references lead.

    `stash` is what Python-Markdown keeps in `htmlStash.rawHtmlBlocks`.
    """

    root: Element
    stash: Sequence[str | Element]
    references: Sequence[str] = ()

    @property
    def kept(self) -> set[str]:
        """The numbers of the placeholders that are still there after the block parser has had its say.

        It takes back those in indented code; those in an HTML comment never reach a reader.
        """
        kept: set[str] = set()
        waiting = [key for text in texts(self.root) for key in placeholders(text)]
        while waiting:
            key = waiting.pop()
            if key not in kept and int(key) < len(self.stash):
                kept.add(key)
                waiting += placeholders(_uncommented(self.stash[int(key)]))
        return kept

    @property
    def verbatim(self) -> str:
        """The text of indented code and of comments, its character references read."""
        code = [text for pre in self.root.iter("pre") for text in texts(pre)]
        raw = [item for item in self.stash if isinstance(item, str)]
        return unescape("\n".join(code + [text[at:end] for text in raw for at, end in _comments(text)]))

    @property
    def addresses(self) -> Iterator[str]:
        """Where the page's links lead, and where it looks for its pictures: every `href` and `src`.

        They are as the page has them, with escapes and character references read.
        """
        yield from map(self._plain, self.references)
        for element in chain([self.root], (item for item in self.stash if isinstance(item, Element))):
            yield from (self._plain(value) for value in _attributes(element))
        yield from _Addresses(item for item in self.stash if isinstance(item, str)).found

    @property
    def text(self) -> str:
        """The text of the page as a reader sees it: without markup and tags, pictures by their `alt`."""
        for picture in self.root.iter("img"):
            picture.text = picture.get("alt")
        text = self._stored("".join(self.root.itertext()))
        return unescape(ESCAPED.sub(lambda match: chr(int(match[1])), text))

    def _stored(self, text: str) -> str:
        """A text with what the engine has put away of it, without tags and comments."""

        def stored(match: re.Match[str]) -> str:
            item = self.stash[int(match[1])]
            return "".join(item.itertext()) if isinstance(item, Element) else TAG.sub("", item)

        return HTML_PLACEHOLDER_RE.sub(stored, text)

    def _plain(self, value: str) -> str:
        """An address as a browser reads it; some extensions put code in it away, as they do elsewhere."""
        value = ESCAPED.sub(lambda match: chr(int(match[1])), value)
        return unescape(HTML_PLACEHOLDER_RE.sub(lambda match: str(self.stash[int(match[1])]), value))


def depth(root: Element) -> int:
    """Return how many elements stand in one another, `root` among them."""
    levels, level = 0, [root]
    while level:
        levels, level = levels + 1, [child for element in level for child in element]
    return levels


def texts(root: Element) -> list[str]:
    """Return every text in and behind the elements of `root`, in their order."""
    return [text for text in chain.from_iterable((e.text, e.tail) for e in root.iter()) if text]


class _Addresses(HTMLParser):
    """The addresses in pieces of raw HTML; those in a comment are none."""

    def __init__(self, pieces: Iterable[str]) -> None:
        super().__init__()
        self.found: list[str] = []
        for piece in pieces:
            if re.search("href|src", piece, re.IGNORECASE):
                self.reset()
                self.feed(piece)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for key, value in attrs if key in ADDRESSES and value]

    def parse_html_declaration(self, i: int) -> int:
        # Python's own gives up with an AssertionError on a word that it does not know: `<![x`.
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)


def _attributes(root: Element) -> list[str]:
    return [value for element in root.iter() for key, value in element.items() if key in ADDRESSES]


def _uncommented(item: str | Element) -> str:
    if not isinstance(item, str):
        # An element that the block parser did not take is written out, and what it holds escaped.
        return "\n".join(texts(item))
    parts, at = [], 0
    for start, end in _comments(item):
        parts.append(item[at:start])
        at = end
    return "".join([*parts, item[at:]])


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of raw HTML begin and end; one that is never closed is none."""
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at + 4)) >= 0:
        yield at, end + 3
        at = text.find("<!--", end + 3)
