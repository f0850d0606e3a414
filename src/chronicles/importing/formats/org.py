"""Org-mode as Markdown, line by line: headings, blocks of code, links, keywords."""

import re
from collections.abc import Sequence

from chronicles.importing.account import Fate, ImportNote, SourceLine

HEADING = re.compile(r"^(?P<stars>\*{1,6})\s+(?P<rest>.*)$")
BEGIN = re.compile(r"^\s*#\+begin_(?P<kind>\w+)\s*(?P<language>[\w+#.-]*).*$", re.IGNORECASE)
END = re.compile(r"^\s*#\+end_\w+\s*$", re.IGNORECASE)
LINK = re.compile(r"\[\[(?P<to>[^\[\]]+)\](?:\[(?P<text>[^\[\]]+)\])?\]")
TODO = re.compile(r"^(?:TODO|DONE|NEXT|WAITING)\s+")


def is_org(name: str, lines: Sequence[SourceLine]) -> bool:
    """Whether a file is Org's, by its name or by a keyword that only Org has, in its first 40 lines."""
    return name.endswith(".org") or any(
        line.text.lower().startswith(("#+title:", "#+startup:", "#+begin_src")) for line in lines[:40]
    )


def org_as_markdown(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines in Markdown, and a note on each that reads differently."""
    found: list[SourceLine] = []
    notes: list[ImportNote] = []
    is_code = False
    for line in lines:
        new, is_code = _line(line.text, is_code)
        if new != line.text:
            message = f"Org, now Markdown: {line.text.strip()!r} is {new.strip()!r}"
            notes.append(ImportNote(line.number, line.number, Fate.CHANGED, message))
        found.append(SourceLine(line.number, new))
    return found, notes


def _line(text: str, is_code: bool) -> tuple[str, bool]:
    if is_code:
        return ("```", False) if END.match(text) else (text, True)
    if match := BEGIN.match(text):
        is_source = match["kind"].lower() == "src"
        return "```" + (match["language"] if is_source else ""), True
    if match := HEADING.match(text):
        return f"{'#' * len(match['stars'])} {_inline(TODO.sub('', match['rest']))}", False
    return _inline(text), False


def _inline(text: str) -> str:
    return LINK.sub(lambda match: f"[{match['text'] or match['to']}]({match['to']})", text)
