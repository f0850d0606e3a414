"""The heads of posts, however they are written: what their keys mean for an entry."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chronicles.dates.instants import Moment, as_written
from chronicles.dates.iso_moments import iso_moment
from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.drafts import Draft, plain_summary, plain_title, with_source
from chronicles.importing.formats.day_sources import day_that_counts
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_states import POST_STATES, why_draft
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import decide
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

KEY = re.compile(r"^[\s\"']*(?:\.\. |:)?(?P<key>[\w-]+)[\"']?\s*(?::|=)")
PATH_DAY = re.compile(
    r"(?<![^/])(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d{2})(?P=sign)(?P<day>\d{2})(?=[-/.])"
)
TABLE = re.compile(r"\[{1,2}[\w.-]+\]{1,2}")  # of TOML
# What the entry says, and under which names others say it.
TITLE, DATES = ("title",), ("date", "publishDate", "published_at", "pubDate", "created", "created_at")
TAGS, CATEGORIES = ("tags", "tag", "keywords"), ("categories", "category", "series")
DESCRIPTION = ("description", "summary", "excerpt", "subtitle")
STATES = tuple(state.key for state in POST_STATES)
KNOWN = frozenset(key.casefold() for key in (*TITLE, *DATES, *TAGS, *CATEGORIES, *DESCRIPTION, *STATES))
TERMS = "taxonomies"  # Zola, Page: the table in which tags and categories stand
MEND = "Delete 'draft: true' in the entry when it may be read."


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a post: its values, and its lines."""

    values: Mapping[str, Any]
    lines: Sequence[SourceLine]


def post_of(file: TextFile, head: Head, body: Sequence[SourceLine], choices: Choices) -> Parsed:
    """Return the draft of a post; where its head has no date, what is below is read as a log."""
    values = head.values
    title = plain_title(word(first_of(values, TITLE)))
    at = head.lines[0].number if head.lines else file.lines[0].number
    try:
        when, notes = said_moment(values, at, choices)
    except Refused as refused:
        if choices.day is None:
            undated = left_out(body, refused.message, refused.mend, Fate.UNDATED)
            return Parsed([], [*told(head.lines, frozenset()), *undated])
        when, notes = None, []
    of_path = day_of_path(file.path)
    # What the path says is nearer to the file than its history is.
    less = replace(choices, first_commit=None) if of_path else choices
    parsed = parse_log(file.name, body, less) if when is None else Parsed()
    if when is None and not parsed.drafts and (when := of_path):
        message = f"the date {spoken(when)} is the one in the file's path"
        notes = [ImportNote(at, at, Fate.DECIDED, message)]
    if when is None:
        is_one = len(parsed.drafts) == 1
        parsed.notes += told(head.lines, KNOWN if is_one else frozenset(STATES))
        parsed.drafts = [
            filled(draft, values, title, file.path) if is_one else private(draft, values, file.path)
            for draft in parsed.drafts
        ]
    else:
        when, more = day_that_counts(file.name, when, "the front matter", at)
        notes += more
        draft = Draft(file.name, at, when, tuple(body), f"date: {spoken(when)}")
        draft = with_source(filled(draft, values, title, file.path), [line.text for line in file.lines])
        parsed = Parsed([draft], [*notes, *told(head.lines, KNOWN)])
    parsed.notes += kept_private(parsed.drafts, at)
    return parsed


def day_of_path(path: str) -> date | None:
    """Return the day that a file's path says, `2024-03-05-models/index.md` or `2024/03/05/models.md`.

    So Docusaurus dates a post whose head does not (Blog: Blog post date).
    """
    for match in reversed(list(PATH_DAY.finditer(path))):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    return None


def kept_private(drafts: Sequence[Draft], at: int) -> list[ImportNote]:
    """Return a note on each reason for which a post is a draft."""
    reasons = dict.fromkeys(draft.draft_because for draft in drafts if draft.draft_because)
    return [ImportNote(at, at, Fate.PRIVATE, f"it is a draft: {why}", MEND) for why in reasons]


def filled(draft: Draft, values: Mapping[str, Any], title: str, path: str = "") -> Draft:
    """Return the draft with what the head of its post says."""
    return replace(
        private(draft, values, path),
        title=title or draft.title,
        tags=words(first_of(values, TAGS)),
        categories=words(first_of(values, CATEGORIES)),
        description=plain_summary(word(first_of(values, DESCRIPTION))),
    )


def private(draft: Draft, values: Mapping[str, Any], path: str = "") -> Draft:
    """Return the draft, as one that nobody reads if the head of its post says so."""
    why = why_draft(values, path)
    return replace(draft, is_draft=bool(why), draft_because=why)


def said_moment(
    values: Mapping[str, Any], at: int, choices: Choices
) -> tuple[Moment | None, list[ImportNote]]:
    """Return the date, which is read as a stamp is, and has to be all that stands there.

    Raises `Refused` for one that cannot be.
    """
    value = first_of(values, DATES)
    text = word(value.get("created") if isinstance(value, Mapping) else value)
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


def told(head: Iterable[SourceLine], known: frozenset[str]) -> list[ImportNote]:
    """Return a note for each line of a head: what it says is in the entry, or is not."""
    notes: list[ImportNote] = []
    current = table = ""
    for line in head:
        text = line.text.strip()
        is_table = TABLE.fullmatch(text) is not None
        if is_table:
            current = table = text.strip("[]")
        match = KEY.match(line.text)
        if match and (not line.text[:1].isspace() or text.startswith('"') or current == TERMS):
            current = match["key"].casefold() if table in ("", TERMS) else table
        if line.is_blank:
            continue
        is_mark = is_table or not any(character.isalnum() for character in line.text)
        fate = Fate.CHANGED if current in known or current == TERMS or is_mark else Fate.LEFT
        message = "the front matter" if fate is Fate.CHANGED else "no key of an entry"
        notes.append(ImportNote(line.number, line.number, fate, message, text=text))
    return notes


def first_of(values: Mapping[str, Any], keys: Sequence[str]) -> Any:
    """Return the value of the first of the keys that has one, here or among Zola's taxonomies."""
    for whole in (values, values.get(TERMS)):
        folded = (
            {str(key).casefold(): value for key, value in whole.items()} if isinstance(whole, Mapping) else {}
        )
        found = next((folded[key.casefold()] for key in keys if folded.get(key.casefold()) is not None), None)
        if found is not None:
            return found
    return None


def word(value: Any) -> str:
    """Return a value as text; a list or a mapping is none."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else ""


def words(value: Any) -> tuple[str, ...]:
    """Return words, from a list or one line in which commas part them; Jekyll parts them by spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split() if value.islower() else [value]
    found = [plain_title(word(item)) for item in value] if isinstance(value, list | tuple) else []
    return tuple(dict.fromkeys(one for one in found if one))


def parted(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a head whose tags are parted by commas or semicolons alone, as those are lists."""
    lists = {key.casefold() for key in (*TAGS, *CATEGORIES)}
    return {
        key: re.split(r"\s*[,;]\s*", value.strip()) if key.casefold() in lists else value
        for key, value in values.items()
    }
