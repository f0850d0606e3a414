"""Plain text as Markdown: bullets, numbered headings, a table that lost its columns, a blog's own words."""

import re
from collections.abc import Sequence
from itertools import groupby

from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out

BULLET = re.compile(r"^(?P<space>\s*)[•◦▪‣●○∙\u2043\uf0b7][ \t\u00a0]*(?P<text>.*)$")
NUMBERED = re.compile(r"^(?P<number>[1-9][0-9]?)[.)]\s+(?P<title>\S.{0,78}[^\s.,;:])$")
JUNCTION = re.compile(r"(?<=[a-z)])(?=[A-Z][a-z])")
INDENT = 4  # columns, by which an item is a part of another to Python-Markdown
ROWS = 4  # lines that make a table, the first of them its heads
COMMENTS = re.compile(
    r"(?:(?:no|[0-9]+) comments?:?|post a comment|leave a (?:reply|comment)|comments? (?:are )?closed\.?)",
    re.IGNORECASE,
)
LAST_WORDS = 15  # lines from the end in which a blog's own words are looked for


def without_chrome(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines without what a blog prints below each of its posts, each such line noted."""
    seen = [index for index, line in enumerate(lines) if not line.is_blank][-LAST_WORDS:]
    start = next((index for index in seen if COMMENTS.fullmatch(lines[index].text.strip())), None)
    if start is None or not any(not line.is_blank for line in lines[:start]):
        return list(lines), []
    return list(lines[:start]), left_out(lines[start:], "the blog's own words", "Keep them: --keep-all")


def as_markdown(
    lines: Sequence[SourceLine], code: frozenset[int]
) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines as Markdown, and what was changed; `code` has the numbers of those to leave alone."""
    notes: list[ImportNote] = []
    lines = _table(lines, code, notes)
    if not any(line.text.startswith("#") for line in lines if line.number not in code):
        lines = _headings(lines, code, notes)
    return _bullets(lines, code, notes), notes


def _bullets(lines: Sequence[SourceLine], code: frozenset[int], notes: list[ImportNote]) -> list[SourceLine]:
    found: list[SourceLine] = []
    indents: list[int] = []  # of the items that are open
    for line in lines:
        match = BULLET.match(line.text) if line.number not in code else None
        if match and match["text"]:
            if found and not found[-1].is_blank and not found[-1].text.lstrip().startswith("- "):
                found.append(SourceLine(line.number, ""))
            indent = len(match["space"].expandtabs(INDENT))
            indents = [*(other for other in indents if other < indent), indent]
            new = f"{' ' * INDENT * (len(indents) - 1)}- {match['text']}"
            notes.append(_changed(line, new, "a bullet"))
            line = SourceLine(line.number, new)
        elif not line.is_blank:
            if indents and found and not found[-1].is_blank and _indent(line.text) < indents[0]:
                found.append(SourceLine(line.number, ""))  # it would go on in the item
            indents = []
        found.append(line)
    return found


def _indent(text: str) -> int:
    return len(text.expandtabs(INDENT)) - len(text.expandtabs(INDENT).lstrip())


def _headings(lines: Sequence[SourceLine], code: frozenset[int], notes: list[ImportNote]) -> list[SourceLine]:
    """Numbered titles that stand alone, with text below each, counted from one."""
    titles = [index for index in range(len(lines)) if _is_title(lines, index, code)]
    numbers = [int(lines[index].text.strip().split(".")[0].split(")")[0]) for index in titles]
    if len(titles) < 2 or numbers != list(range(1, len(titles) + 1)):
        return list(lines)
    found = list(lines)
    for index in titles:
        new = f"## {lines[index].text.strip()}"
        notes.append(_changed(lines[index], new, "a numbered heading"))
        found[index] = SourceLine(lines[index].number, new)
    return found


def _is_title(lines: Sequence[SourceLine], index: int, code: frozenset[int]) -> bool:
    line = lines[index]
    alone = (index == 0 or lines[index - 1].is_blank) and index + 2 < len(lines) and lines[index + 1].is_blank
    if not alone or line.number in code or not NUMBERED.match(line.text.strip()):
        return False
    below = next((item for item in lines[index + 1 :] if not item.is_blank), None)
    is_item = below is not None and below.text[:1].isspace()  # what is set in below a number is of its item
    return below is not None and not is_item and not NUMBERED.match(below.text.strip())


def _table(lines: Sequence[SourceLine], code: frozenset[int], notes: list[ImportNote]) -> list[SourceLine]:
    """Rows whose two cells run together: `URL RoutingConnect URLs to views`."""
    found: list[SourceLine] = []
    if not any(" " not in line.text.strip() and _is_row(line.text) for line in lines):
        return list(lines)  # the heads of such a table have no space between them
    for is_row, group in groupby(lines, lambda line: line.number not in code and _is_row(line.text)):
        rows = list(group)
        if not is_row or len(rows) < ROWS or " " in rows[0].text.strip():
            found += rows
            continue
        if found and not found[-1].is_blank:
            found.append(SourceLine(rows[0].number, ""))
        for number, line in enumerate(rows):
            new = f"| {' | '.join(cell.strip() for cell in JUNCTION.split(line.text.strip()))} |"
            notes.append(_changed(line, new, "a row of a table"))
            found.append(SourceLine(line.number, new))
            found += [SourceLine(line.number, "| --- | --- |")] if number == 0 else []
        message = "lines that look like a table without its columns are made one again"
        notes.append(
            ImportNote(rows[0].number, rows[-1].number, Fate.DECIDED, message, "Mend it in the entry.")
        )
    return found


def _is_row(text: str) -> bool:
    return "|" not in text and len(JUNCTION.findall(text)) == 1 and not text.rstrip().endswith(".")


def _changed(line: SourceLine, new: str, what: str) -> ImportNote:
    return ImportNote(line.number, line.number, Fate.CHANGED, what, text=f"{line.text.strip()} → {new}")
