"""Remarks that nobody could read where a note stood: comments of HTML, and of Obsidian. They are left out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.code_spans import code_spans
from chronicles.importing.formats.nikola_posts import read_commented_head
from chronicles.importing.source_markup import SourceMarkup, markup_of

# CommonMark, "HTML blocks" (kind 2) and "Raw HTML"; Obsidian Help, "Basic formatting syntax" ("Comments").
BEGIN = re.compile(r"<!--(?!\s*more\s*-->)|%%", re.IGNORECASE)
ENDS = {"<!--": "-->", "%%": "%%"}
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
DATA = ("<?xml", "<!doctype", "<html", "<rss", "<feed")
HIDDEN = "a remark that nobody could see"
MOST_INDENT = 80  # columns before a remark that begins its line
ROUNDS = 3  # a fence in a remark hides what is behind it, until the remark is gone


def without_remarks(
    lines: Sequence[SourceLine], *, with_percents: bool
) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines without hidden remarks, and notes on those that one stood in.

    In code they are text, and so is one that nothing ends. Those between `%%` count only `with_percents`.
    """
    found, hidden = list(lines), list[int]()
    if not any("<!--" in line.text or "%%" in line.text for line in lines):
        return found, []
    for _ in range(ROUNDS):
        page = _RemarkSearch(found, with_percents)
        kept = page.visible()
        if kept == found:
            break
        hidden += [old.number for old, new in zip(found, kept, strict=True) if old != new]
        found = kept
    return found, _told(hidden)


def seen_lines(name: str, lines: Sequence[SourceLine]) -> tuple[Sequence[SourceLine], list[ImportNote]]:
    """Return the lines of a file that a reader of it could see, and notes on the others.

    `name` is that of the file. The remarks of what is no text by its name, or is XML, and a head of Nikola's
    are for their formats to read. This comes before a text is cut at its days: no title and no entry is made
    of a remark.
    """
    first = next((line.text.lstrip().lower() for line in lines if not line.is_blank), "")
    if markup_of(name) not in (SourceMarkup.GITHUB, SourceMarkup.PLAIN) or first.startswith(DATA):
        return lines, []
    _, head = read_commented_head(lines)
    seen, notes = without_remarks(lines[head:], with_percents=with_percents(name))
    return [*lines[:head], *seen], notes


def with_percents(name: str) -> bool:
    """Whether a file can have the comments of Obsidian, whose notes are Markdown by their names."""
    return name.lower().endswith(MARKDOWN)


def _told(numbers: Sequence[int]) -> list[ImportNote]:
    """A note on lines that follow each other, without what stood there: others may read a report."""
    found: list[ImportNote] = []
    for number in sorted(set(numbers)):
        if found and found[-1].last in (number - 1, number):
            found[-1] = replace(found[-1], last=number)
        else:
            found.append(ImportNote(number, number, Fate.PRIVATE, HIDDEN))
    return found


@dataclass(slots=True)
class _RemarkSearch:
    lines: Sequence[SourceLine]
    with_percents: bool

    def visible(self) -> list[SourceLine]:
        code = code_lines(self.lines)
        ends = {end: [i for i, x in enumerate(self.lines) if end in x.text] for end in ENDS.values()}
        blanks = [i for i, line in enumerate(self.lines) if line.is_blank]
        found: list[SourceLine] = []
        end = ""
        for index, line in enumerate(self.lines):
            if line.number in code and not end:
                found.append(line)
                continue
            later = {sign: _next(places, index) for sign, places in ends.items()}
            kept, end = self._cut(line.text, end, later, _next(blanks, index))
            found.append(line if kept == line.text else SourceLine(line.number, kept.rstrip()))
        return found

    def _cut(self, text: str, end: str, later: dict[str, float], blank: float) -> tuple[str, str]:
        """What can be seen of a line, and what ends the remark that is open behind it."""
        if not end and "<!--" not in text and "%%" not in text:
            return text, ""
        kept: list[str] = []
        at = 0
        lasts = {sign: text.rfind(sign) for sign in ENDS.values()}
        if end:
            if lasts[end] < 0:
                return "", end
            at, end = text.find(end) + len(end), ""
        for match in self._begins(text, at):
            if match.start() < at:
                continue
            sign = ENDS[match[0]]
            if lasts[sign] >= match.end():
                kept.append(text[at : match.start()])
                at = text.find(sign, match.end()) + len(sign)
            elif _goes_on(match, later[sign], blank):
                return "".join([*kept, text[at : match.start()]]), sign
        return "".join([*kept, text[at:]]), ""

    def _begins(self, text: str, at: int) -> Iterator[re.Match[str]]:
        """Where remarks could begin in a line from a place on; what is in code begins none."""
        spans = iter(sorted(code_spans(text[at:]).items()))
        start, end = next(spans, (len(text), len(text)))
        for match in BEGIN.finditer(text, at):
            while end + at <= match.start():
                start, end = next(spans, (len(text), len(text)))
            if (match[0] != "%%" or self.with_percents) and match.start() < start + at:
                yield match


def _goes_on(match: re.Match[str], end: float, blank: float) -> bool:
    """Whether a remark that no sign ends on its line ends on a later one: at once, or in its paragraph."""
    is_magic = match[0] == "%%" and match.string[match.end() : match.end() + 1].isalpha()  # `%%time`
    is_first = match.start() <= MOST_INDENT and not match.string[: match.start()].strip()
    return end != float("inf") and not is_magic and (is_first or end < blank)


def _next(places: Sequence[int], index: int) -> float:
    """The first of the places behind an index; there may be none."""
    at = bisect_right(places, index)
    return places[at] if at < len(places) else float("inf")
