"""Posts of other engines: front matter in YAML, TOML or JSON, as Jekyll, Hugo and their like have it."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chronicles.dates.instants import Moment, as_written
from chronicles.dates.iso_moments import iso_moment
from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.logs import Parsed, parse_log
from chronicles.importing.nesting import is_too_deep
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import decide
from chronicles.pages.characters import fit
from chronicles.pages.front_matter.pairs import read_pairs
from chronicles.pages.front_matter.scalars import TIMESTAMP
from chronicles.problems import Refused

MOST = 500  # lines of a front matter
KEY = re.compile(r"^[\s\"']*(?P<key>[\w-]+)[\"']?\s*(?::|=)")
# What the entry says, and under which names others say it.
TITLE, DATES = ("title",), ("date", "publishDate", "published_at", "pubDate", "created", "created_at")
TAGS, CATEGORIES = ("tags", "tag", "keywords"), ("categories", "category", "series")
DESCRIPTION = ("description", "summary", "excerpt", "subtitle")
STATE = ("draft", "published")
KNOWN = frozenset((*TITLE, *DATES, *TAGS, *CATEGORIES, *DESCRIPTION, *STATE))


@dataclass(frozen=True, slots=True)
class Front:
    """A front matter: its values, and how many lines it takes."""

    values: Mapping[str, Any]
    length: int


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
            values = read("\n".join(line.text for line in lines[1:closing]) + "\n")
            return Front(values, closing + 1) if values else None
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


def parse_post(name: str, lines: Sequence[SourceLine], front: Front, choices: Choices) -> Parsed:
    """Return the draft of a post; where its front matter has no date, what is below is read as a log."""
    body = list(lines[front.length :])
    head = lines[: front.length]
    title = plain_title(_word(_first(front.values, TITLE)))
    try:
        when, notes = _moment(front.values, lines[0].number, choices)
    except Refused as refused:
        if choices.day is None:
            undated = left_out(body, refused.message, refused.mend, Fate.UNDATED)
            return Parsed([], [*_told(head, frozenset()), *undated])
        when, notes = None, []
    if when is None:
        parsed = parse_log(name, body, choices)
        if len(parsed.drafts) == 1:
            parsed.drafts = [_filled(parsed.drafts[0], front.values, title)]
            parsed.notes += _told(head, KNOWN)
        else:
            parsed.notes += _told(head, frozenset())
        return parsed
    draft = Draft(name, lines[0].number, when, tuple(body), f"date: {spoken(when)}")
    draft = with_source(_filled(draft, front.values, title), [line.text for line in lines])
    return Parsed([draft], [*notes, *_told(head, KNOWN)])


def _filled(draft: Draft, values: Mapping[str, Any], title: str) -> Draft:
    is_draft = values.get("draft") is True or values.get("published") is False
    return replace(
        draft,
        title=title or draft.title,
        tags=_words(_first(values, TAGS)),
        categories=_words(_first(values, CATEGORIES)),
        description=plain_text(_word(_first(values, DESCRIPTION))),
        is_draft=is_draft,
    )


def _moment(values: Mapping[str, Any], at: int, choices: Choices) -> tuple[Moment | None, list[ImportNote]]:
    """The date, which is read as a stamp is, and has to be all that stands there.

    Raises `Refused` for one that cannot be.
    """
    value = _first(values, DATES)
    text = _word(value.get("created") if isinstance(value, Mapping) else value)
    try:
        if (found := iso_moment(text, choices.zone, choices.site)) is not None:
            return as_written(found, choices.site), []
        stamp = read_stamp(text)
        if stamp is None or stamp.written is None:
            return None, []
        if stamp.title:
            raise Refused("it is no date alone", "Write it as 2025-08-29 or 2025-08-29 21:14.")
        return moment_of(stamp, at, None, decide([(at, stamp)], choices.day_first), choices)
    except Refused as refused:
        raise Refused(f"{text!r}: {refused.message}", refused.mend) from None


def _told(head: Sequence[SourceLine], known: frozenset[str]) -> list[ImportNote]:
    """A note on each line of the front matter: what it says is in the entry, or is not."""
    notes: list[ImportNote] = []
    current = ""
    for line in head:
        match = KEY.match(line.text)
        if match and (not line.text[:1].isspace() or line.text.strip().startswith('"')):
            current = match["key"]
        if line.is_blank:
            continue
        is_mark = not any(character.isalnum() for character in line.text)
        fate = Fate.CHANGED if current in known or is_mark else Fate.LEFT
        words = "the front matter" if fate is Fate.CHANGED else "no key of an entry"
        notes.append(ImportNote(line.number, line.number, fate, words, text=line.text.strip()))
    return notes


def _first(values: Mapping[str, Any], keys: Sequence[str]) -> Any:
    folded = {str(key).casefold(): value for key, value in values.items()}
    return next((folded[key.casefold()] for key in keys if folded.get(key.casefold()) is not None), None)


def _word(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else ""


def _words(value: Any) -> tuple[str, ...]:
    """Words as a list or in one line, parted by commas; Jekyll parts them by spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split() if value.islower() else [value]
    words = [plain_title(_word(item)) for item in value] if isinstance(value, list | tuple) else []
    return tuple(dict.fromkeys(word for word in words if word))


def plain_text(text: str) -> str:
    """Return a sentence or two as plain text, on one line of 300 characters at most."""
    return " ".join(re.sub(r"[<>`*]+", "", fit(text)).split())[:300]
