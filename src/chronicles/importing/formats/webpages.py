"""HTML as Markdown: cleaned by an allow-list, then written as people would write it."""

import re
from collections.abc import Sequence
from dataclasses import replace

import nh3
from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.logs import Parsed, parse_log
from chronicles.importing.stamps.line_stamps import Stamp, read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import decide
from chronicles.problems import Refused

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
        "article",
        "section",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "time",
        "center",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "code": {"class"},
    "pre": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
GONE = frozenset({"script", "style", "template", "noscript", "iframe", "object", "head", "title"})
RUNS = re.compile(r"<(script|style|iframe|object|embed|form|svg|template)\b", re.IGNORECASE)
DATES = ("article:published_time", "datePublished", "date", "dc.date", "og:published_time")
DEEPEST = 200  # it is written by a function that calls itself, on some Pythons to 328 levels


class _Writer(MarkdownConverter):
    class Options:
        heading_style = "atx"
        bullets = "-"
        escape_underscores = False
        autolinks = False
        code_language_callback = staticmethod(lambda element: _language(element))


def is_html(text: str) -> bool:
    """Whether a text is a web page: after comments, it begins with `<!doctype html` or `<html`."""
    return bool(
        re.match(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", text[:5000], re.IGNORECASE | re.DOTALL)
    )


def markdown_of(html: str) -> str:
    """Return HTML as Markdown; what may run is gone, with all that is in it.

    Raises `Refused` for what is nested too deeply.
    """
    clean = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, clean_content_tags=set(GONE), link_rel=None
    )
    soup = BeautifulSoup(clean, "html.parser")
    if _depth(soup) > DEEPEST:
        raise Refused("its HTML is nested too deeply", "Save the page as text, and import that.")
    text = str(_Writer().convert_soup(soup))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def _depth(root: Tag) -> int:
    """How many elements stand in one another."""
    levels, level = 0, [root]
    while level:
        found = (child for element in level for child in element.children)
        levels, level = levels + 1, [child for child in found if isinstance(child, Tag)]
    return levels


def what_ran(lines: Sequence[SourceLine]) -> list[ImportNote]:
    """Return a note on each line in which something that may run was left out."""
    return [
        ImportNote(
            line.number, line.number, Fate.LEFT, f"<{match[1].lower()}> and what is in it, since it may run"
        )
        for line in lines
        if (match := RUNS.search(line.text))
    ]


def parse_page(name: str, lines: Sequence[SourceLine], choices: Choices) -> Parsed:
    """Return the drafts of a web page: one where it says its date, or a log in HTML."""
    html = "\n".join(line.text for line in lines)
    text = [SourceLine(lines[0].number, line) for line in markdown_of(html).split("\n")]
    ran = what_ran(lines)
    whole = ImportNote(lines[0].number, lines[-1].number, Fate.CHANGED, "HTML, now Markdown")
    soup = BeautifulSoup(html, "html.parser")
    title = plain_title(soup.title.get_text()) if soup.title else ""
    stamp = _date_of(soup)
    if stamp is None:
        numbered = [SourceLine(number, line.text) for number, line in enumerate(text, 1)]
        parsed = parse_log(name, numbered, choices)
        for draft in parsed.drafts[:1] if len(parsed.drafts) == 1 and title else ():
            parsed.drafts = [replace(draft, title=draft.title or title)]
        parsed.notes = [*_of_markdown(parsed.notes), *ran, whole]
        return parsed
    when, notes = moment_of(stamp, lines[0].number, None, decide([(1, stamp)], choices.day_first), choices)
    draft = Draft(name, lines[0].number, when, tuple(text), stamp.line, title)
    said = ImportNote(
        whole.first, whole.first, Fate.DECIDED, f"the page says its date: {stamp.line}, {spoken(when)}"
    )
    return Parsed([with_source(draft, [line.text for line in text])], [*notes, said, *ran, whole])


def _of_markdown(notes: Sequence[ImportNote]) -> list[ImportNote]:
    """Notes whose lines are those of the Markdown, not of the file: they say so, and account for none."""
    return [
        ImportNote(
            0, 0, note.fate, f"line {note.first} of its Markdown {note.fate}: {note.message}", note.mend
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


def _language(element: object) -> str:
    """The language of a block of code, as its class has it."""
    found = re.search(r"(?:language|lang|highlight-source)-([\w+#.-]+)", str(element)[:500])
    return found[1] if found else ""
