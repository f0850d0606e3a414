"""Markdown with a head of bare lines above it, `Title: …`, as Pelican and MultiMarkdown have it."""

import re
from collections.abc import Sequence

from chronicles.importing.account import SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import Head, parted, post_of
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

MOST = 40  # lines of a head
KEY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,30}):(?:[ \t]+(?P<value>.*))?$")
MORE = re.compile(r"^(?: {4}|\t)\s*(?P<value>\S.*)$")
ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mmd", ".txt")
KEYS = frozenset(
    {
        "title",
        "date",
        "modified",
        "tags",
        "keywords",
        "category",
        "slug",
        "author",
        "authors",
        "summary",
        "lang",
    }
    | {
        "status",
        "template",
        "save_as",
        "url",
        "translation",
        "description",
        "series",
        "subtitle",
        "copyright",
    }
)
LEAST = 2  # keys by which a head is known


def read_bare_head(lines: Sequence[SourceLine]) -> tuple[dict[str, str], int]:
    """Return the head at the top of a file and how many lines it takes, none of either where there is none.

    It ends at the first blank line; a line that is set in goes on with the value above it. With a second
    `Date:` further down, the file is a log that dates each of its entries so.
    """
    values: dict[str, str] = {}
    key = ""
    for index, line in enumerate(lines[:MOST]):
        if line.is_blank:
            return (values, index) if _is_head(values, lines[index:]) else ({}, 0)
        if match := KEY.match(line.text):
            key = match["key"].strip().lower()
            values.setdefault(key, (match["value"] or "").strip())
        elif key and (match := MORE.match(line.text)):
            values[key] = f"{values[key]} {match['value'].strip()}".strip()
        else:
            break
    return {}, 0


def _is_head(values: dict[str, str], below: Sequence[SourceLine]) -> bool:
    code = code_lines(below)
    is_log = any(line.text.lower().startswith("date:") for line in below if line.number not in code)
    return "title" in values and len(KEYS & values.keys()) >= LEAST and not is_log


def parse_bare_head(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post below its head."""
    values, length = read_bare_head(file.lines)
    return post_of(file, Head(parted(values), file.lines[:length]), file.lines[length:], choices)


FORMAT = Format(
    "Markdown below lines such as 'Title: …'",
    "Pelican, Writing content: File metadata; MultiMarkdown User's Guide, Metadata",
    lambda file: file.name.lower().endswith(ENDINGS) and bool(read_bare_head(file.lines)[1]),
    parse_bare_head,
)
