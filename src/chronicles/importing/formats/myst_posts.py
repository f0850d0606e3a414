"""Markdown with ABlog's directive in it, ```` ```{post} ````, as MyST has it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chronicles.importing.account import SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import Head, kept_private, parted, post_of
from chronicles.importing.formats.restructured_text import WITHOUT_DATE
from chronicles.importing.restructured_source import FLAGS
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

BEGIN = re.compile(r"^(?:`{3,}|:{3,})\{post\}(?:[ \t]+(?P<date>.*))?$")
END = re.compile(r"^(?:`{3,}|:{3,})[ \t]*$")
OPTION = re.compile(r"^:(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*))?$")
MOST = 60  # lines of a file in which it stands


def _place(lines: Sequence[SourceLine]) -> tuple[int, int] | None:
    """Where the directive begins, and where what is behind it does."""
    begin = next((index for index, line in enumerate(lines[:MOST]) if BEGIN.match(line.text)), None)
    if begin is None or lines[begin].number in code_lines(lines[:begin]):
        return None
    end = next(
        (at for at in range(begin + 1, min(len(lines), begin + MOST)) if END.match(lines[at].text)), None
    )
    return None if end is None else (begin, end + 1)


def parse_myst_post(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post; what stands above the directive is a part of its text."""
    place = _place(file.lines)
    assert place is not None, "it has been looked for"
    begin, end = place
    head = file.lines[begin:end]
    match = BEGIN.match(head[0].text)
    values = {"date": match["date"].strip()} if match and match["date"] else {}
    values |= {
        one["key"]: (one["value"] or FLAGS.get(one["key"], "")).strip()
        for line in head
        if (one := OPTION.match(line.text))
    }
    body = [*file.lines[:begin], *(SourceLine(line.number, "") for line in head), *file.lines[end:]]
    lines = [
        SourceLine(line.number, f"date{line.text}" if BEGIN.match(line.text) else line.text) for line in head
    ]
    parsed = post_of(file, Head(parted(values), lines), body, choices)
    if "date" not in values:
        parsed.drafts = [replace(draft, is_draft=True, draft_because=WITHOUT_DATE) for draft in parsed.drafts]
        parsed.notes += kept_private(parsed.drafts, head[0].number)
    return parsed


FORMAT = Format(
    "a post of ABlog's in MyST",
    "ABlog, Posting and Listing; MyST Parser, Roles and Directives",
    lambda file: file.name.lower().endswith((".md", ".markdown", ".myst")) and _place(file.lines) is not None,
    parse_myst_post,
)
