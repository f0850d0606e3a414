"""The exports of journal programs in JSON: Day One, and any JSON Feed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.logs import GIVE_ONE, Parsed
from chronicles.importing.formats.webpages import markdown_of
from chronicles.importing.nesting import is_too_deep
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import Order
from chronicles.pages.page import split_lines
from chronicles.problems import Refused

DATES = ("creationDate", "date_published", "date", "created_at", "created")
TEXTS = ("text", "content_text", "body", "content")
FORMS = "Day One's export and JSON Feed are known; or export it as Markdown."


def parse_export(name: str, lines: Sequence[SourceLine], choices: Choices) -> Parsed:
    """Return the drafts of an export. Raises `Refused` for JSON of any other kind.

    `name` is the file's. JSON Feed is what jsonfeed.org/version/1.1 describes.
    """
    found = _value("\n".join(line.text for line in lines))
    entries = _entries(found)
    if entries is None:
        raise Refused("it is JSON of an unknown kind", FORMS)
    parsed = Parsed()
    first, last = lines[0].number, lines[-1].number
    for number, entry in enumerate(entries, 1):
        _entry(parsed, name, first, number, entry, choices)
    message = f"the text and date of {len(entries)} entries in JSON; places, weather and pictures stay behind"
    parsed.notes.append(ImportNote(first, last, Fate.CHANGED, message))
    return parsed


def _value(text: str) -> Any:
    """What a text says in JSON; what is wrong with it is told alike on every Python."""
    deep = Refused("its JSON is nested too deeply", "Export it again, or as Markdown.")
    try:
        found = json.loads(text)
    except RecursionError:
        raise deep from None
    except ValueError as error:
        line = _line(text, getattr(error, "pos", 0))
        raise Refused(f"it is no JSON: line {line} cannot be read", "Export it again.") from None
    if is_too_deep(found):
        raise deep
    return found


def _line(text: str, at: int) -> int:
    """The line of a mistake; that of a comma too many is at the comma since 3.13, else at what follows."""
    before = text[:at].rstrip()
    is_comma = text[at : at + 1] in ("]", "}") and before.endswith(",")
    return text.count("\n", 0, len(before) if is_comma else at) + 1


def _entries(found: Any) -> list[Mapping[str, Any]] | None:
    if isinstance(found, dict):
        found = found.get("entries", found.get("items"))
    if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
        return None
    return found if all(_text(item, DATES) for item in found) else None


def _entry(
    parsed: Parsed, name: str, at: int, number: int, entry: Mapping[str, Any], choices: Choices
) -> None:
    written = _text(entry, DATES)
    stamp = read_stamp(written)
    try:
        if stamp is None or stamp.written is None:
            raise Refused(f"{written!r} is no date", GIVE_ONE)
        when, notes = moment_of(stamp, at, None, Order(True), choices)
    except Refused as refused:
        message = f"entry {number}: {refused.message}"
        parsed.notes.append(ImportNote(at, at, Fate.UNDATED, message, refused.mend))
        return
    text = _text(entry, TEXTS) or markdown_of(_text(entry, ("content_html",)))
    lines = [line for line, _ in split_lines(text)]
    heading = next((line for line in lines if line.strip()), "")
    title = _text(entry, ("title",)) or (heading if heading.startswith("#") else "")
    tags = entry.get("tags")
    words = [plain_title(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    body = tuple(SourceLine(at, line) for line in lines)
    draft = Draft(name, at, when, body, written, plain_title(title), tuple(filter(None, words)))
    parsed.drafts.append(with_source(draft, [_text(entry, ("uuid", "id")), *lines]))
    parsed.notes += notes
    parsed.notes.append(ImportNote(at, at, Fate.DECIDED, f"entry {number}: {written} is {spoken(when)}"))


def _text(entry: Mapping[str, Any], keys: Sequence[str]) -> str:
    return next((value for key in keys if isinstance(value := entry.get(key), str) and value), "")
