"""Posts of other engines: front matter in YAML, TOML or JSON, as Jekyll, Hugo and Docusaurus have it."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import KNOWN, Head, post_of
from chronicles.importing.nesting import is_too_deep
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.pages.front_matter.pairs import read_pairs
from chronicles.pages.front_matter.scalars import TIMESTAMP

MOST = 500  # lines of a front matter
PAIR = re.compile(r"^(?P<key>[A-Za-z][\w-]*)[ \t]*[:=](?P<value>[ \t].*|)$")


@dataclass(frozen=True, slots=True)
class Front:
    """A front matter: its values, how many lines it takes, and whether it had to be read line by line."""

    values: Mapping[str, Any]
    length: int
    is_broken: bool = False


def read_front(lines: Sequence[SourceLine]) -> Front | None:
    """Return the front matter at the top of a file, in whichever form; `None` where there is none.

    One in YAML or TOML has `MOST` lines at most; one that cannot be read is none.
    """
    first = lines[0].text.rstrip() if lines else ""
    for mark, read in (("---", _yaml), ("+++", _toml)):
        if first == mark:
            ends = (mark, "...") if mark == "---" else (mark,)
            closing = next((i for i, x in enumerate(lines[1:MOST], 1) if x.text.rstrip() in ends), None)
            if closing is None:
                return None
            inside = lines[1:closing]
            values = read("\n".join(line.text for line in inside) + "\n")
            broken = {} if values else _by_line(inside)
            return Front(values or broken, closing + 1, not values) if values or broken else None
    return _json(lines) if first.startswith("{") else None


def _yaml(source: str) -> Mapping[str, Any]:
    if len(source) >= 65_536:
        return {}
    pairs = read_pairs(source)
    # A time is read from its words, as everywhere: YAML knows no time without seconds, and gives up at 24:00.
    return pairs.values | {key: str(node.value) for key, node in pairs.nodes.items() if node.tag == TIMESTAMP}


def _toml(source: str) -> Mapping[str, Any]:
    try:
        values = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}
    return {} if is_too_deep(values) else values


def _by_line(lines: Sequence[SourceLine]) -> Mapping[str, Any]:
    """What a front matter says that is broken: what it keeps private may not get out for a missing quote.

    Each line has to be a pair, a part of a list, or set in.
    """
    values: dict[str, str] = {}
    for line in lines:
        match = PAIR.match(line.text)
        if match:
            values.setdefault(match["key"], match["value"].strip().strip("'\""))
        elif not (line.is_blank or line.text[0] in " \t-#]["):
            return {}
    return values if KNOWN & {key.casefold() for key in values} else {}


def _json(lines: Sequence[SourceLine]) -> Front | None:
    text = "\n".join(line.text for line in lines)
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    length = text[:end].count("\n") + 1
    behind = text[end:].partition("\n")[0].strip()
    is_front = isinstance(values, dict) and not behind and not is_too_deep(values)
    return Front(values, length) if is_front else None


def parse_post(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a post; where its front matter has no date, what is below is read as a log."""
    front = read_front(file.lines)
    assert front is not None, "it has been looked for"
    head = Head(front.values, file.lines[: front.length])
    parsed = post_of(file, head, file.lines[front.length :], choices)
    if front.is_broken:
        first, last = head.lines[0].number, head.lines[-1].number
        message = "the front matter is broken, and read line by line"
        parsed.notes.append(ImportNote(first, last, Fate.DECIDED, message, "Mend it, or the entry."))
    return parsed


FORMAT = Format(
    "a post with front matter",
    "Jekyll's Front Matter; Hugo's Front matter; Zola's Page; Docusaurus' Blog plugin; YAML 1.2; TOML 1.0",
    lambda file: not file.name.lower().endswith(".json") and read_front(file.lines) is not None,
    parse_post,
)
