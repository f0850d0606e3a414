"""A file as drafts: decoded, told apart by its format, and every line accounted for; drafts as entries.

What reads and what writes is loaded where it is needed: an import with nothing new takes less time than that.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chronicles.dates.day_range import DayRange
from chronicles.importing.account import Fate, ImportNote, SourceLine, account, left_out
from chronicles.importing.code import code_lines
from chronicles.importing.drafts import Draft
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.references import Resolve, may_refer, resolved
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.source_markup import SourceMarkup, markup_of
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Place, Problem, Refused

LEADS = "leads to an entry, or to a picture that comes along"


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft without its text, and that as it will stand in the entry."""

    draft: Draft
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftFile:
    """What a file holds before anything of it is an entry: its drafts, and what is said of its lines.

    `length` is how many lines it has. An outline has neither those nor the text of its drafts.
    """

    name: str
    drafts: tuple[Draft, ...]
    notes: tuple[ImportNote, ...]
    lines: tuple[SourceLine, ...]
    length: int
    is_outline: bool = False

    @property
    def outline(self) -> "DraftFile":
        """The file without its text: all that has to be known of one whose entries are there already."""
        drafts = tuple(replace(draft, body=()) for draft in self.drafts)
        return DraftFile(self.name, drafts, self.notes, (), self.length, is_outline=True)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gives: its entries, and a note on every line that does not stand in one as it is.

    `lines` is how many lines it has. All of a file that `is_known` was told when it was imported first.
    """

    name: str
    items: tuple[DraftEntry, ...]
    notes: tuple[ImportNote, ...]
    lines: int = 0
    is_known: bool = False

    @property
    def problems(self) -> list[Problem]:
        """The text that has no date: it waits for a person to give it one, once for each reason."""
        found: dict[str, Problem] = {}
        for note in self.notes:
            if note.fate is Fate.UNDATED:
                message, mend = f"{note.message}, so it is not imported", f"{note.mend.rstrip('.')}."
                found.setdefault(note.message, Problem(Place(self.name, note.first), message, mend))
        return list(found.values())


def read_drafts(name: str, data: bytes, choices: Choices, companion: bytes = b"") -> DraftFile:
    """Return what one text file holds, and what its companion says of it.

    Raises `Refused` for what is no text, and by its format.
    """
    from chronicles.importing.decoding import decode  # takes long to load, as all that reads does
    from chronicles.importing.hidden_remarks import seen_lines
    from chronicles.importing.logseq_blocks import without_ids

    lines, notes = decode(data)
    seen, hidden = seen_lines(name, lines)
    if markup_of(name) is SourceMarkup.GITHUB:
        seen, ids = without_ids(seen)
        hidden += ids
    if all(line.is_blank for line in seen):
        nothing = ImportNote(1, 1, Fate.DECIDED, "there is nothing in it")
        return DraftFile(name, (), (*notes, *hidden, nothing), tuple(lines), len(lines))
    said = "\n".join(line.text for line in decode(companion)[0]) if companion else ""
    parsed = _within(_parsed(TextFile(name, seen, said), choices), choices.days)
    told = (*notes, *hidden, *parsed.notes)
    return DraftFile(name, tuple(parsed.drafts), told, tuple(lines), len(lines))


def finished(
    file: DraftFile, cleaner: Cleaner, resolve: Resolve | None = None, places: Collection[str] = ()
) -> Imported:
    """Return the entries of a file, made harmless; those of an outline have no text.

    `resolve` says where what a text refers to is in the journal, and `places` has all that it may answer.
    """
    if file.is_outline:
        known = tuple(DraftEntry(draft, ()) for draft in file.drafts)
        return Imported(file.name, known, file.notes, file.length, is_known=True)
    items: list[DraftEntry] = []
    notes = list(file.notes)
    for draft in file.drafts:
        body, more = _body(draft, cleaner, resolve, places)
        items.append(DraftEntry(replace(draft, body=()), tuple(body)))
        notes += more
    text = "\n".join(line for item in items for line in item.body)
    notes += account(file.lines, text, notes)
    return Imported(file.name, tuple(items), tuple(sorted(set(notes))), file.length)


def read_file(name: str, data: bytes, choices: Choices, cleaner: Cleaner) -> Imported:
    """Return what one text file gives by itself. Raises `Refused` as `read_drafts` does."""
    return finished(read_drafts(name, data, choices), cleaner)


def _parsed(file: TextFile, choices: Choices) -> Parsed:
    """The drafts, by the first format whose marks the file has, else as plain text or Markdown."""
    from chronicles.importing.formats.known_formats import FORMATS  # with what it parses them with
    from chronicles.importing.formats.plain_texts import parse_text

    known = next((one for one in FORMATS if one.is_it(file)), None)
    return known.read(file, choices) if known else parse_text(file, choices)


def _within(parsed: Parsed, days: DayRange) -> Parsed:
    """The drafts whose day can be; the text of the others has no date."""
    kept = Parsed([], list(parsed.notes))
    for draft in parsed.drafts:
        day = draft.when.date() if isinstance(draft.when, datetime) else draft.when
        if refused := days.wrong(day):
            kept.notes = _undated(draft, kept.notes, refused)
        else:
            kept.drafts.append(draft)
    return kept


def _undated(draft: Draft, notes: Sequence[ImportNote], refused: Refused) -> list[ImportNote]:
    """The notes of a file where a draft becomes none: what was its stamp, and its lines."""

    def told(note: ImportNote) -> ImportNote:
        is_stamp = note.first == draft.at and note.fate is Fate.CHANGED
        return (
            replace(note, fate=Fate.UNDATED, message=refused.message, mend=refused.mend) if is_stamp else note
        )

    found = [told(note) for note in notes]
    known = {number for note in found for number in note.lines}
    lines = [line for line in draft.body if line.number not in known]
    return [*found, *left_out(lines, refused.message, refused.mend, Fate.UNDATED)]


def _body(
    draft: Draft, cleaner: Cleaner, resolve: Resolve | None, places: Collection[str]
) -> tuple[list[str], list[ImportNote]]:
    """The text of an entry, and a note on each line that had to be changed."""
    from chronicles.importing.entry_markdown import entry_markdown  # where nothing is new, nothing is written

    linked, notes = _linked(draft.body, resolve)
    written, more = entry_markdown(linked, draft.file)
    # What was HTML is a link or a picture only now.
    found, last = _linked(written, resolve and (lambda one: None if one.target in places else resolve(one)))
    notes += [*more, *last]
    texts = [line.text for line in found]
    cleaned = cleaner.clean(texts, places)
    if len(cleaned) != len(texts):
        message = "shown as it is, in a block: as Markdown it could do harm, or could not be read"
        numbers = [line.number for line in found]
        return cleaned, [*notes, ImportNote(min(numbers), max(numbers), Fate.DECIDED, message)]
    for line, new in zip(found, cleaned, strict=True):
        if new != line.text:
            text = f"{line.text.strip()} → {new.strip()}"
            notes.append(ImportNote(line.number, line.number, Fate.CHANGED, "made harmless", text=text))
    return cleaned, notes


def _linked(
    lines: Sequence[SourceLine], resolve: Resolve | None
) -> tuple[list[SourceLine], list[ImportNote]]:
    """The lines with what they refer to where it is in the journal, and a note on each that has such."""
    if resolve is None or not any(may_refer(line.text) for line in lines):
        return list(lines), []
    numbered = [SourceLine(index, line.text) for index, line in enumerate(lines)]  # some share a number
    code = code_lines(numbered)
    found = resolved(numbered, code, resolve)
    linked, notes = list(lines), list[ImportNote]()
    for index, (line, new) in enumerate(zip(lines, found, strict=True)):
        if line.text != new.text:
            linked[index] = SourceLine(line.number, new.text)
            notes.append(ImportNote(line.number, line.number, Fate.CHANGED, LEADS, text=line.text.strip()))
    return linked, notes
