"""Notion's export: pages below a title and their properties, and the tables of their databases."""

import csv
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import STATES, Head, parted, post_of
from chronicles.importing.formats.post_states import why_draft
from chronicles.importing.notion_export import (
    NotionRow,
    folded,
    is_page_file,
    is_table_file,
    only_rows,
    read_rows,
)
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

SOURCE = "Notion's help, Export your content: Markdown & CSV; Database properties"
PROPERTY = re.compile(r"(?P<key>[^\s:#>*|`\[-][^:\[\]`|]{0,59}):(?: (?P<value>.*))?")
MOST = 60  # properties of a page
# What people call the properties that an entry has, too; of the days, the first that is there counts.
KINDS: Mapping[str, tuple[str, ...]] = {
    "date": (
        *("date", "day", "published on", "publish date", "publication date"),
        *("created", "created time", "created at", "created on", "date created", "creation date"),
    ),
    "tags": ("tags", "tag", "labels", "keywords", "topics"),
    "categories": ("categories", "category"),
    "description": ("description", "summary", "excerpt"),
}
KEYS = frozenset((*(name for names in KINDS.values() for name in names), *STATES))
LISTS = ("tags", "categories")
RANGE = "→"
WORDS = 3  # of a state at most


def is_notion_page(file: TextFile) -> bool:
    """Whether a file is called as Notion's pages are, and begins with a title as they do."""
    first = next((line.text for line in file.lines if not line.is_blank), "")
    return is_page_file(file.path) and first.startswith("# ")


def parse_notion_page(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a page, with what its properties and the row of it in a table say."""
    at = next(index for index, line in enumerate(file.lines) if not line.is_blank)
    row: dict[str, str] = json.loads(file.companion)["row"] if file.companion else {}
    end, own = _properties(file.lines, at + 1, row)
    own_keys = set(map(_fold, own))
    cells = list(row.items())[1:]  # the first is the title
    of_row = {key: value for key, value in cells if value and _fold(key) not in own_keys}
    title = file.lines[at].text.removeprefix("#").strip()
    values = {"title": title, **parted(_known({**of_row, **own}))}
    parsed = post_of(file, Head(values, ()), file.lines[end:], choices)
    is_one = len(parsed.drafts) == 1
    if of_row:
        said = [f"{key}: {value}" for key, value in of_row.items()]
        parsed.drafts = [with_source(draft, [draft.source, *said]) for draft in parsed.drafts]
    notes = _told(file.lines[at:end], is_one=is_one)
    notes += [
        ImportNote(0, 0, Fate.LEFT, "no key of an entry", text=f"{key}: {value}")
        for key, value in of_row.items()
        if not (is_one and _fold(key) in KEYS)
    ]
    if any(draft.is_draft for draft in parsed.drafts):  # what is private is not told either
        notes = [replace(note, text="") for note in notes]
    parsed.notes += notes
    return parsed


def _properties(
    lines: Sequence[SourceLine], start: int, row: Mapping[str, str]
) -> tuple[int, dict[str, str]]:
    """The properties below a title, and the index of what follows.

    Those are lines such as `Tags: a, b`, each with a column of the table; without one, all of a paragraph
    that says tags, a day or a state.
    """
    while start < len(lines) and lines[start].is_blank:
        start += 1
    columns = frozenset(map(_fold, row))
    found: dict[str, str] = {}
    end = start
    while end < len(lines) and end - start < MOST and (match := PROPERTY.fullmatch(lines[end].text)):
        if columns and _fold(match["key"]) not in columns:
            break
        found.setdefault(match["key"], (match["value"] or "").strip())
        end += 1
    is_whole = end == len(lines) or lines[end].is_blank
    if columns or (is_whole and any(_is_sure(key, value) for key, value in found.items())):
        return end, found
    return start, {}


def _is_sure(key: str, value: str) -> bool:
    """Whether a line is a property, and no sentence behind a word and a colon."""
    if _fold(key) in KINDS["date"]:
        stamp = read_stamp(_last(value))
        return stamp is not None and stamp.written is not None and not stamp.title
    is_state = _fold(key) in STATES and 0 < len(value.split()) <= WORDS
    return is_state or _fold(key) in (*KINDS["tags"], *KINDS["categories"])


def _fold(key: str) -> str:
    return " ".join(key.casefold().split())


def _known(values: Mapping[str, str]) -> dict[str, str]:
    """What properties say by the keys that the head of a post has."""
    said = {_fold(key): value for key, value in values.items() if value}
    found = {key: said[key] for key in STATES if key in said}
    for key, names in KINDS.items():
        there = [said[name] for name in names if name in said]
        if there:
            found[key] = ", ".join(there) if key in LISTS else _last(there[0]) if key == "date" else there[0]
    return found


def _last(text: str) -> str:
    """The last day of a range, as of any other; the first where behind the arrow is but a time."""
    first, _, last = text.rpartition(RANGE)
    stamp = read_stamp(last.strip()) if first else None
    return last.strip() if stamp and stamp.written else (first or text).strip()


def _told(head: Sequence[SourceLine], *, is_one: bool) -> list[ImportNote]:
    """What is said of the title and the properties; what no entry has is left out."""
    title, *others = head
    notes = [_note(title, "the title" if is_one else "", "the title of a page that is no entry alone")]
    for line in others:
        match = PROPERTY.fullmatch(line.text)
        if match:
            is_known = is_one and _fold(match["key"]) in KEYS
            notes.append(_note(line, "the front matter" if is_known else "", "no key of an entry"))
    return notes


def _note(line: SourceLine, known: str, left: str) -> ImportNote:
    fate = Fate.CHANGED if known else Fate.LEFT
    return ImportNote(line.number, line.number, fate, known or left, text=line.text.strip())


def is_notion_table(file: TextFile) -> bool:
    """Whether a file is called as Notion's tables are."""
    return is_table_file(file.path)


def parse_notion_table(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts, and a note on each row: its page is an entry, or it has none and is told.

    Raises `Refused` for what is no table.
    """
    try:
        rows = read_rows(line.text for line in file.lines)
    except csv.Error as error:
        raise Refused(f"its table cannot be read: {error}", "Export it again.") from None
    said: Mapping[str, Any] = json.loads(file.companion) if file.companion else {}
    numbers = [line.number for line in file.lines]
    heads = rows[0].first - 1 if rows else len(numbers)
    notes = [ImportNote(numbers[0], numbers[heads - 1], Fate.CHANGED, "the columns of a table of Notion's")]
    with_page = only_rows(rows).keys() & set(said.get("pages", ()))
    for row in rows:
        first, last = numbers[row.first - 1], numbers[row.last - 1]
        notes.append(_of_row(row, first, last, with_page, said.get("rows", ())))
    return Parsed([], notes)


def _of_row(
    row: NotionRow, first: int, last: int, with_page: Collection[str], whole: Sequence[Mapping[str, str]]
) -> ImportNote:
    """What becomes of a row; of one that is private, only the name is told."""
    if folded(row.title) in with_page:
        return ImportNote(first, last, Fate.CHANGED, "the row of a page, whose entry has it")
    if any(row.cells.items() <= other.items() for other in whole):
        return ImportNote(first, last, Fate.CHANGED, "a row that is in the table of all rows, too")
    name = f"a row of a table of Notion's without a page of its own: {row.title!r}"
    if why := why_draft(_known(row.cells)):
        return ImportNote(first, last, Fate.PRIVATE, f"{name}: {why}")
    words = ", ".join(f"{key}: {value}" for key, value in row.cells.items() if value)
    return ImportNote(
        first, last, Fate.LEFT, name, "Write it as a note with a date.", " ".join(words.split())
    )


FORMAT = Format("a page of Notion's", SOURCE, is_notion_page, parse_notion_page)
TABLE_FORMAT = Format("a table of Notion's", SOURCE, is_notion_table, parse_notion_table)
