"""A page as plain Markdown: links that are links, captions above blocks, blocks with their language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chronicles.pages.escaping import escaped
from chronicles.pages.front_matter import front_matter
from chronicles.pages.markdown.blocks import OPENING, Block
from chronicles.pages.page import BOM, Page, split_lines
from chronicles.pages.reading import Code, Reading
from chronicles.pages.transcripts import Transcript
from chronicles.pages.weave import BlockChange, weave
from chronicles.problems import Refused, count
from chronicles.proof.answers import Answer, Answers
from chronicles.proof.link_targets import Target, follow, target
from chronicles.site.plain import plain_words
from chronicles.site.render.demo_html import Live
from chronicles.site.render.page_markdown import caption, opened

COMMENT = re.compile(r" {0,3}<!--\s*(?P<said>.*?)\s*-->\s*")
OURS = re.compile(r"more|state:.*|/?chronicles\b.*|material/tags.*")
TITLE = re.compile(r" {0,3}#[ \t]+\S.*|\S.*\n=+[ \t]*(?=\n|\Z)")

Url = Callable[[Target | Live], str]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page shows besides its own words, as Markdown.

    `markers` has what stands where a comment of that name asks for it, `behind` what follows a line of the
    page (from 1), `top` what is below its title and `bottom` what is at its end.
    """

    markers: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[int, str] = field(default_factory=dict)
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True, slots=True)
class PlainBody:
    """The Markdown of a page without front matter, where it leads, and the markers that it has."""

    text: str
    targets: frozenset[Target]
    markers: frozenset[str]


def plain_body(reading: Reading, answers: Answers, url: Url, parts: Parts, title: str) -> PlainBody:
    """Return the page of `reading`, which has no problems, as plain Markdown.

    `title` is Markdown, and its heading where the page has none of its own.
    """
    marks = _Marks(reading.page.text)
    page, targets = _linked(reading, answers, url)
    page, markers = _commented(page, reading, parts, marks)
    changes: dict[Block, BlockChange] = {}
    for code in reading.code:
        answer = _answer(code, answers)
        origin = target(answer) if answer else None
        targets |= {origin} if origin else set()
        changes[code.block] = _change(code, answer, marks.of(_caption(code, origin, url)))
    woven = Page(reading.page.path, weave(page, changes))
    text = marks.expanded(front_matter.body(woven, reading.front_matter))
    whole = plain_words.joined([_topped(text.strip("\n"), parts.top, title), parts.bottom])
    return PlainBody(f"{whole}\n", frozenset(targets), frozenset(markers))


class _Marks:
    """Words that stand for what is put in: they keep the lines of a page where its blocks say they are."""

    def __init__(self, text: str) -> None:
        self._mark = "zqz"
        while self._mark in text:
            self._mark += "q"
        self._parts: list[str] = []
        self._word = re.compile(rf"[ \t]*{self._mark}(?P<number>[0-9]+){self._mark}")

    def of(self, part: str) -> str:
        """Return the word for `part`, nothing for nothing."""
        if not part:
            return ""
        self._parts.append(part)
        return f" {self._mark}{len(self._parts) - 1}{self._mark}"

    def expanded(self, text: str) -> str:
        """Return the text with each part in the place of its word: a caption above, else behind its line."""
        out: list[str] = []
        for line in text.split("\n"):
            if (found := self._word.search(line)) is None:
                out.append(line)
                continue
            own = line[: found.start()] + line[found.end() :]
            part = self._parts[int(found["number"])]
            opening = OPENING.match(own)
            if opening is None:
                out += [*([own] if own.strip() else []), "", part, ""]
                continue
            prefix = opening["prefix"]
            if out and out[-1].strip("> \t\r"):
                out.append(prefix.rstrip())
            out += [prefix + part, prefix.rstrip(), own]
        return "\n".join(out)


def _topped(text: str, top: str, title: str) -> str:
    """The text with `top` below its title, which it gets where it has none."""
    if found := TITLE.match(text):
        return plain_words.joined([found[0].rstrip(), top, text[found.end() :].strip("\n")])
    if re.search(r"^ {0,3}# |^=+[ \t]*$", text, re.MULTILINE):
        return plain_words.joined([top, text])
    return plain_words.joined([f"# {title}", top, text])


def _linked(reading: Reading, answers: Answers, url: Url) -> tuple[Page, set[Target]]:
    targets = set[Target]()
    lines = split_lines(reading.page.text.removeprefix(BOM))
    for found in sorted(reading.links, key=lambda found: (found.line, -found.start)):
        goal = follow(found, reading, answers)
        targets |= {goal} if goal else set()
        line, ending = lines[found.line - 1]
        address = url(goal or opened(found, reading))
        lines[found.line - 1] = line[: found.start] + address + line[found.end :], ending
    return Page(reading.page.path, "".join(map("".join, lines))), targets


def _commented(page: Page, reading: Reading, parts: Parts, marks: _Marks) -> tuple[Page, set[str]]:
    """The page without our comments, with words for what they and its lines ask for."""
    inside = {n for code in reading.code for n in range(code.block.first, code.block.last + 1)}
    markers = set[str]()
    lines = split_lines(page.text)
    for number, (line, ending) in enumerate(lines, 1):
        if number <= reading.front_matter.length or number in inside:
            continue
        if found := COMMENT.fullmatch(line):
            said = " ".join(found["said"].split())
            if said in parts.markers:
                markers.add(said)
                line = marks.of(parts.markers[said]).strip()
            elif OURS.fullmatch(said):
                line = ""
        lines[number - 1] = line + marks.of(parts.behind.get(number, "")), ending
    return Page(page.path, "".join(map("".join, lines))), markers


def _answer(code: Code, answers: Answers) -> Answer | None:
    """The answer to a snippet; one that has a text of its own can do without."""
    if code.ask is None:
        return None
    try:
        return answers.shown(code.ask)
    except Refused:
        if code.block.is_empty:
            raise
        return None


def _change(code: Code, answer: Answer | None, word: str) -> BlockChange:
    """The block with its language alone, the lines to mark, and an answer where it has no text."""
    header = code.header
    if "{" not in header.text:
        return BlockChange(header.text + word)
    body = answer.lines if answer and code.block.is_empty else None
    lines = body or code.block.text
    marked = header.attributes.get("hl_lines", "")
    if answer and answer.marked and lines == answer.lines:
        marked = " ".join(map(str, answer.marked))
    info = header.language + (f' hl_lines="{marked}"' if marked and header.language else "")
    if body and not body[-1].strip("\n"):  # engines take an empty last line for the end of the one before
        body = (*body, "")
    return BlockChange(info + word, body)


def _caption(code: Code, origin: Target | None, url: Url) -> str:
    """What stands above a block: where it is from, its title, or what a transcript shows."""
    said = code.header.attributes.get("title", "")
    if code.ask:
        return plain_words.link(escaped(said or caption(code)), url(origin) if origin else "")
    if code.transcript and not said:
        return _of_transcript(code.transcript)
    return f"**{escaped(said)}**" if said else ""


def _of_transcript(transcript: Transcript) -> str:
    part = transcript.exchanges[0]
    if transcript.kind == "http":
        return "Request and Response" if part.expected else "Request"
    if transcript.kind == "sql":
        number = sum(line.rstrip().endswith(";") for line in part.expected)
        return count(number, "query").replace("querys", "queries") if number else "No query"
    return ""
