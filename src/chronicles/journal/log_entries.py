"""A note of the running log as the entry that it becomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import dropwhile

from chronicles.dates.instants import as_written
from chronicles.journal.relative_links import moved_links
from chronicles.journal.running_log import Note
from chronicles.pages.characters import fit
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.engine import Engine
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.problems import Place, Problem, Refused

SAID = re.compile(r"[ \t]*<!--[ \t]*(?=[\w-]+:(?:[ \t]|$))(?P<rest>.*)")
QUESTION = re.compile(r"\?[ \t]+(?P<text>\S.*)")
OWN = frozenset({"title", "date"})  # a stamp says these
MARKED = re.compile(r"^(?:[-*+>?]|\d+[.)]|#+)[ \t]+")  # an item, a quotation, a question, a heading
LONGEST = 160
READ = 1000  # characters of the first words: more of them would not be seen, and keep the engine busy
NumberedLine = tuple[int, str]  # with the line of the log that it is from
FENCE = re.compile(r"`{3,}|~{3,}")
MARKUP = re.compile(r"[\\`*_~\[\]<>&!:{}]")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry that a note became; `origins` has the line of the log that each of its lines is from.

    `log` is the path of the log.
    """

    note: Note
    log: str
    reading: Reading
    origins: tuple[int, ...]

    @property
    def path(self) -> str:
        """Where the entry would lie as a page of its own."""
        return self.reading.page.path

    def origin(self, problem: Problem) -> Problem:
        """Return a problem of the entry as one of the log."""
        # As the log has its links, which lies one folder above.
        message, mend = (text.replace("'../", "'", 1) for text in (problem.message, problem.mend))
        return Problem(self.place(problem.place.line), message, mend)

    def place(self, line: int = 0) -> Place:
        """Return where a line of the entry (from 1) stands in the log; without one, where the note begins."""
        known = 0 < line <= len(self.origins)
        return Place(self.log, self.origins[line - 1] if known else self.note.first)


def entry_of_note(note: Note, log: str, posts: str, finder: Finder, zone: tzinfo = UTC) -> LogEntry:
    """Return the entry that `note` of the page `log` becomes in the folder `posts`.

    Both are relative to the root; `zone` is the journal's. Raises `Refused` as `read_page` does.
    """
    head, body = _entry(note, finder, zone)
    depth = posts.count("/") - (log.rpartition("/")[0]).count("/")
    moved = moved_links(Page(log, _joined(body)), finder, "../" * depth)
    reading = read_page(Page(f"{posts}/{note.name}.md", _joined(head) + moved), finder, zone=zone)
    return LogEntry(note, log, reading, tuple(number for number, _ in [*head, *body]))


def _joined(lines: Sequence[NumberedLine]) -> str:
    return "".join(f"{line}\n" for _, line in lines)


def origin(problem: Problem, entries: Sequence[LogEntry]) -> Problem:
    """Return `problem` at its place in the log, if it is one of the entries'."""
    return next((one.origin(problem) for one in entries if one.path == problem.place.path), problem)


def _entry(note: Note, finder: Finder, zone: tzinfo) -> tuple[Sequence[NumberedLine], Sequence[NumberedLine]]:
    """The lines of the entry, those of its front matter and the others."""
    said, body = _parted(note)
    body = list(dropwhile(lambda pair: not pair[1].strip(), body))
    at = note.first
    date = as_written(note.stamp.moment, zone)
    head = [(at, "---"), (at, f"title: {quoted(note.stamp.shown)}"), (at, f"date: {date}")]
    if not any(line.startswith("description:") for _, line in said) and (
        first := _description(body, finder.engine)
    ):
        head.append((at, f"description: {quoted(first)}"))
    return [*head, *said, (at, "---"), (at, "")], _with_questions(body, finder)


def _parted(note: Note) -> tuple[list[NumberedLine], list[NumberedLine]]:
    """What the comment below the stamp says, and the lines below that."""
    lines = list(enumerate(note.lines, note.first + 1))
    start = next((at for at, (_, line) in enumerate(lines) if line.strip()), len(lines))
    opening = SAID.match(lines[start][1]) if start < len(lines) else None
    lone = start < len(lines) and lines[start][1].strip() == "<!--"
    if not opening and not (lone and _is_said(lines[start + 1 :])):
        return [], lines[start:]
    end = next((at for at, (_, line) in enumerate(lines[start:], start) if "-->" in line), None)
    if end is None:
        return [], lines[start:]
    inside = [(number, line) for number, line in lines[start : end + 1]]
    inside[0] = inside[0][0], opening["rest"] if opening else ""
    inside[-1] = inside[-1][0], inside[-1][1].rpartition("-->")[0].rstrip()
    said = [(number, line) for number, line in inside if line.strip()]
    return [pair for pair in said if pair[1].partition(":")[0].strip() not in OWN], lines[end + 1 :]


def _is_said(lines: Sequence[NumberedLine]) -> bool:
    return bool(lines) and re.match(r"[ \t]*[\w-]+:(?:[ \t]|$)", lines[0][1]) is not None


def _description(body: Sequence[NumberedLine], engine: Engine) -> str:
    """The first words of the note, as the engine shows them."""
    line = " ".join(_first_lines([line.strip() for _, line in body]))[:READ]
    if FENCE.match(line):
        return ""
    if MARKUP.search(line):
        try:
            line = engine.parse([line], inline=True).text
        except Refused:
            return ""  # told where the entry is read
    line = fit(" ".join(line.split()))
    return _short(line) if re.search(r"\w", line) else ""


def _short(line: str) -> str:
    """A line of `LONGEST` characters at most, cut behind a word where there are several."""
    if len(line) <= LONGEST:
        return line
    words, _, _ = line[: LONGEST - 1].rpartition(" ")
    return f"{words} …" if words else f"{line[: LONGEST - 1]}…"


def _first_lines(lines: Sequence[str]) -> list[str]:
    """The lines of the first paragraph, item or heading, without what makes it one."""
    found: list[str] = []
    for line in lines:
        if found and (not line or MARKED.match(line)):
            break
        if line:
            found.append(line if found else MARKED.sub("", line))
    return found


def _with_questions(body: Sequence[NumberedLine], finder: Finder) -> Sequence[NumberedLine]:
    """The lines with `? …` as the item of a task list that it is, apart from the text around it."""
    asked = {at for at, (_, line) in enumerate(body, 1) if QUESTION.fullmatch(line)}
    if asked:
        asked -= finder.unread(Page("", "\n".join(line for _, line in body)), asked)
    lines: list[NumberedLine] = []
    was_question = False
    for at, (number, line) in enumerate(body if asked else (), 1):
        question = QUESTION.fullmatch(line) if at in asked else None
        before = lines[-1][1] if lines else ""
        if before.strip() and line.strip() and bool(question) != was_question:
            lines.append((number, ""))
        lines.append((number, f"- [ ] ? {question['text']}" if question else line))
        was_question = bool(question) or (was_question and not line.strip())
    return lines if asked else body
