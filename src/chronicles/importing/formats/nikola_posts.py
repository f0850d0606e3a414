"""Markdown below a comment with lines such as `.. title: …`, as Nikola has it."""

import re
from collections.abc import Sequence

from chronicles.importing.account import SourceLine
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import Head, parted, post_of
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

MOST = 60  # lines of a head
LINE = re.compile(r"^\.\. (?P<key>[a-z_]+):(?:[ \t]+(?P<value>.*))?$")
# A line of a file of its own, where there is nothing else that it could be.
META_LINE = re.compile(r"^\s*\.\.\s+(?P<key>[^:\s]+):\s*(?P<value>.*)$")
RESTRUCTURED = (".rst", ".rest")


def read_commented_head(lines: Sequence[SourceLine]) -> tuple[dict[str, str], int]:
    """Return the head at the top of a file and how many lines it takes; nothing where there is none."""
    values: dict[str, str] = {}
    is_comment = bool(lines) and lines[0].text.strip() == "<!--"
    for index, line in enumerate(lines[is_comment : MOST + is_comment], int(is_comment)):
        text = line.text.strip()
        if match := LINE.match(text):
            values.setdefault(match["key"], (match["value"] or "").strip())
        elif is_comment and text == "-->":
            return (values, index + 1) if values else ({}, 0)
        elif not is_comment and line.is_blank:
            return (values, index) if {"title", "date"} <= values.keys() else ({}, 0)
        elif text:
            break
    return {}, 0


def read_meta(lines: Sequence[SourceLine]) -> dict[str, str]:
    """Return what the lines of a `.meta` say, the first of each key; others, such as remarks, say nothing."""
    found = filter(None, (META_LINE.match(line.text.rstrip()) for line in reversed(lines)))
    return {one["key"].lower(): one["value"].strip() for one in found}


def is_nikola(file: TextFile) -> bool:
    """Whether a file has Nikola's head, or is one: the `.meta` beside a post."""
    name = file.name.lower()
    is_head = bool(read_commented_head(file.lines)[1]) or any(
        LINE.match(line.text) for line in file.lines[:1]
    )
    return is_head and (name.endswith(".meta") or not name.endswith(RESTRUCTURED))


def parse_nikola(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post below its head. Raises `Refused` for a head without its post."""
    values, length = read_commented_head(file.lines)
    if file.name.lower().endswith(".meta") or not length:
        mend = "Import the post, which has to lie beside it, or the folder of both."
        raise Refused("it is the head of a post of Nikola's, whose text is in another file", mend)
    return post_of(file, Head(parted(values), file.lines[:length]), file.lines[length:], choices)


FORMAT = Format("a post of Nikola's", "Nikola, Handbook: Metadata", is_nikola, parse_nikola)
