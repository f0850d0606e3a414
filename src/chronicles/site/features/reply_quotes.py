"""The replies of mentors below what they are about: quotations, in which nothing of theirs can run."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chronicles.importing.quiet_pages import MARK, MOST_MARKS
from chronicles.importing.sanitizer import MORE, Cleaner
from chronicles.journal.mentor_reply import MentorReply
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.escaping import escaped, escaped_item
from chronicles.pages.front_matter.front_matter import body
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Reading
from chronicles.problems import Refused
from chronicles.progress.replied import Replied
from chronicles.progress.talking_points import TalkingPoint, talking_points
from chronicles.site.render.rendered import RenderedSite

BEGIN = "<!-- reply -->"  # no text of a reply can hold it: the cleaner lets no comment through
TAB = 4  # columns that Python-Markdown sets the content of an item in by ("Differences", "Indentation")
# What would be a part of the page, not of the quotation: its headings, and what is defined for all of it.
OPENING = re.compile(
    r"^(?P<space>[> \t]*)(?=#{1,6}[ \t]|-+[ \t]*$|\[[^\]\n]*\]:|\*\[|\[TOC\])", re.IGNORECASE
)
UNDERLINE = re.compile(r"^(?P<space>[> \t]*)=(?==*[ \t]*$)")
QUOTE = re.compile(r"<(?P<end>/?)blockquote\b[^>]*>")
QUOTED = re.compile(rf"<blockquote>(?P<space>\s*<p>){re.escape(BEGIN)}\s*")
LINK = re.compile(r"<a (?=href=)")


@dataclass(frozen=True, slots=True)
class Placed:
    """The replies to what ends at a line of a page, as Markdown: each line, set in as far as its item."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """What follows the line, with a blank line behind it."""
        return "\n".join(["", *self.lines, ""])

    @property
    def plain(self) -> str:
        """The same for engines that know of no replies, and without blank lines around it."""
        return self.text.replace(f"{BEGIN} ", "").strip("\n")


class ReplyQuotes:
    """Writes replies in one dialect of Markdown."""

    def __init__(self, dialect: Dialect, words: SiteWords = ENGLISH) -> None:
        self._words = words
        self._cleaner = Cleaner(dialect)
        self._finder = Finder(dialect)

    def placed(self, reading: Reading, replied: Replied, docs: str) -> list[Placed]:
        """Return the replies to an entry, where they stand; `docs` is the folder of pages."""
        found: dict[int, list[str]] = defaultdict(list)
        for point in talking_points(reading, docs):
            for reply in replied.of(point.entry, point.line):
                found[point.last] += ["", *_set_in(self.quote(reply), reading, point)]
        return [Placed(line, tuple(lines)) for line, lines in sorted(found.items())]

    def quote(self, reply: MentorReply) -> list[str]:
        """Return a reply as the lines of a quotation, with who says it and when."""
        said = ["", *self._calm(reply.text)] if reply.text else []
        name = escaped(reply.by).replace("{", r"\{")
        by, day = f"**{name}**", self._words.day(reply.day)
        head = self._words.list(by, day)
        if reply.kind == "review":
            head = self._words.say("question.talked_with", name=by, day=day)
            head = head[:1].upper() + head[1:]
        lines = [f"{BEGIN} {head}{':' if said else '.'}", *said]
        return [f"> {line}".rstrip() for line in lines]

    def _calm(self, text: str) -> list[str]:
        """The lines of a text in which nothing can do harm; where that cannot be had, mere words."""
        try:
            lines = self._own(MORE.sub("", text).expandtabs(TAB).split("\n")) if _is_ordinary(text) else []
            inside = ["- x", "", *(f"{' ' * TAB}> {line}" for line in lines)]
            cleaned = self._cleaner.clean(inside) if lines else []
        except (Refused, RecursionError):
            cleaned = inside = []
        if not cleaned or cleaned[:2] != inside[:2] or len(cleaned) != len(inside):
            words = (escaped_item(line).replace("{", r"\{") for line in text.split("\n"))
            return [line for word in words for line in (word, "")][:-1]
        return [line.removeprefix(" " * TAB).removeprefix(">").removeprefix(" ") for line in cleaned[2:]]

    def _own(self, lines: Sequence[str]) -> list[str]:
        """The lines without what would be a part of the page around them."""
        blocks = self._finder.find(Page("", "\n".join(lines))).blocks
        code = {number for block in blocks for number in range(block.first, block.last + 1)}
        return [line if at in code else _mere(line) for at, line in enumerate(lines, 1)]


def _is_ordinary(text: str) -> bool:
    """Whether an engine is done with a text soon: with many signs in one paragraph it is busy for long."""
    return all(len(MARK.findall(part)) <= MOST_MARKS for part in text.split("\n\n"))


def _mere(line: str) -> str:
    line = OPENING.sub(r"\g<space>\\", line)
    return UNDERLINE.sub(r"\g<space>&#61;", line).replace("{{", r"{\{").replace("{%", r"{\%")


def _set_in(lines: Iterable[str], reading: Reading, point: TalkingPoint) -> list[str]:
    own = reading.page.lines[point.line - 1].expandtabs(TAB)
    depth = (len(own) - len(own.lstrip())) // TAB + 1
    return [" " * (TAB * depth) + line for line in lines]


def placed_replies(
    entries: Iterable[Reading],
    replied: Replied,
    docs: str,
    dialect: Dialect,
    words: SiteWords = ENGLISH,
) -> dict[str, list[Placed]]:
    """Return the replies to each entry that has some, by its path below the folder `docs` of pages."""
    answered = {entry for entry, _ in replied.to}
    uris = {reading.page.path.removeprefix(f"{docs}/"): reading for reading in entries}
    if not answered & uris.keys():
        return {}
    quotes = ReplyQuotes(dialect, words)
    return {uri: quotes.placed(reading, replied, docs) for uri, reading in uris.items() if uri in answered}


def with_places(
    readings: Iterable[Reading], placed: Mapping[str, Sequence[Placed]], docs: str
) -> list[Reading]:
    """Return the readings with a mark at the end of each line that has replies, as `placed_replies` has them.

    No line moves, so all that is known of them stays true.
    """
    found = []
    for reading in readings:
        those = placed.get(reading.page.path.removeprefix(f"{docs}/"))
        found.append(_marked(reading, those) if those else reading)
    return found


def _mark(text: str) -> str:
    """A word that no line of a text has."""
    mark = "zqreply"
    while mark in text:
        mark += "q"
    return mark


def _marked(reading: Reading, placed: Sequence[Placed]) -> Reading:
    lines, mark = split_lines(reading.page.text), _mark(reading.page.text)
    for at, one in enumerate(placed):
        line, ending = lines[one.line - 1]
        lines[one.line - 1] = f"{line.rstrip()} {mark}{at}z", ending
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))))


def with_quotes(
    rendered: RenderedSite, readings: Iterable[Reading], placed: Mapping[str, Sequence[Placed]], docs: str
) -> RenderedSite:
    """Return the rendered pages with the replies where the marks of `with_places` stand.

    `readings` are the pages as their files have them.
    """
    pages = dict(rendered.pages)
    for reading in readings if placed else ():
        uri = reading.page.path.removeprefix(f"{docs}/")
        if uri in placed and uri in pages:
            rendering, parts = pages[uri].rendering, placed[uri]
            found = re.compile(rf" {_mark(reading.page.text)}([0-9]+)z")
            markdown = found.sub(lambda match, parts=parts: parts[int(match[1])].text, rendering.markdown)  # type: ignore[misc]
            plain = body(reading.page, reading.front_matter)
            pages[uri] = replace(pages[uri], plain=plain, rendering=replace(rendering, markdown=markdown))
    return replace(rendered, pages=pages)


def shown_quotes(html: str) -> str:
    """Return the HTML of a page with its replies told apart from other quotations.

    Their links say that the page does not vouch for them (WHATWG HTML, `nofollow`; Google's `ugc`).
    """
    while match := QUOTED.search(html):
        end = _end(html, match.end())
        inside = LINK.sub('<a rel="nofollow ugc" ', html[match.end() : end])
        begin = f'<blockquote class="chronicles-answered">{match["space"]}'
        html = html[: match.start()] + begin + inside + html[end:]
    return html


def _end(html: str, at: int) -> int:
    """Where the quotation that is open at a place of the HTML ends."""
    depth = 1
    for tag in QUOTE.finditer(html, at):
        depth += -1 if tag["end"] else 1
        if not depth:
            return tag.start()
    return len(html)
