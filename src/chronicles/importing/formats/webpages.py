"""Web pages that were saved: one entry where a page says its date, or a log in HTML."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4 import BeautifulSoup

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_allowed import RUNS
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.html_tree import html_tree
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.stamps.line_stamps import Stamp, read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import decide
from chronicles.importing.text_file import TextFile

BEGINNING = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL)
ENDINGS = (".html", ".htm", ".xhtml")
DATES = ("article:published_time", "datePublished", "date", "dc.date", "og:published_time")


def is_html(file: TextFile) -> bool:
    """Whether a file is a web page, or a part of one: by its ending, or by how it begins after comments."""
    return file.name.lower().endswith(ENDINGS) or bool(BEGINNING.match(file.text[:5000]))


def what_ran(lines: Sequence[SourceLine]) -> list[ImportNote]:
    """Return a note on each line in which something that may run was left out."""
    return [
        ImportNote(
            line.number, line.number, Fate.LEFT, f"<{match[1].lower()}> and what is in it, since it may run"
        )
        for line in lines
        if (match := RUNS.search(line.text))
    ]


def parse_page(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a web page: one where it says its date, or a log in HTML."""
    name, lines, html = file.name, file.lines, file.text
    text = [SourceLine(lines[0].number, line) for line in markdown_of(html).split("\n")]
    hidden = [note for note in unseen_of(html, lines[0].number, "the page") if note.fate is Fate.PRIVATE]
    ran = [*what_ran(lines), *hidden]
    whole = ImportNote(lines[0].number, lines[-1].number, Fate.CHANGED, "HTML, now Markdown")
    soup = html_tree(html)
    title = plain_title(soup.title.get_text()) if soup.title else ""
    stamp = _date_of(soup)
    if stamp is None:
        numbered = [SourceLine(number, line.text) for number, line in enumerate(text, 1)]
        parsed = parse_log(name, numbered, choices)
        for draft in parsed.drafts[:1] if len(parsed.drafts) == 1 and title else ():
            parsed.drafts = [replace(draft, title=draft.title or title)]
        parsed.notes = [*of_markdown(parsed.notes), *ran, whole]
        return parsed
    when, notes = moment_of(stamp, lines[0].number, None, decide([(1, stamp)], choices.day_first), choices)
    draft = Draft(name, lines[0].number, when, tuple(text), stamp.line, title)
    said = ImportNote(
        whole.first, whole.first, Fate.DECIDED, f"the page says its date: {stamp.line}, {spoken(when)}"
    )
    return Parsed([with_source(draft, [line.text for line in text])], [*notes, said, *ran, whole])


def of_markdown(notes: Sequence[ImportNote]) -> list[ImportNote]:
    """Return notes on lines of the Markdown, not of the file: they say so, and account for none."""
    return [
        ImportNote(
            *(0, 0, note.fate, f"line {note.first} of its Markdown {note.fate}: {note.message}", note.mend),
            note.text,
        )
        for note in notes
    ]


def _date_of(soup: BeautifulSoup) -> Stamp | None:
    for name in DATES:
        for key in ("property", "name", "itemprop"):
            element = soup.find("meta", attrs={key: name})
            if element and (stamp := _day(str(element.get("content") or ""))):
                return stamp
    times = [str(element.get("datetime") or "") for element in soup.find_all("time")]
    return _day(times[0]) if len(set(times)) == 1 else None


def _day(text: str) -> Stamp | None:
    stamp = read_stamp(text)
    return stamp if stamp and stamp.written and stamp.written.year else None


FORMAT = Format("a web page", "WHATWG HTML; schema.org's Article; ogp.me", is_html, parse_page)
