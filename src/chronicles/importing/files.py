"""A file as entries: decoded, told apart by its kind, made harmless, and every line accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chronicles.dates.day_range import DayRange
from chronicles.importing.account import Fate, ImportNote, SourceLine, account, left_out
from chronicles.importing.archives import MAGIC, unpacked
from chronicles.importing.code import code_lines
from chronicles.importing.decoding import decode
from chronicles.importing.drafts import Draft
from chronicles.importing.formats.blog_feeds import is_feed, parse_feed
from chronicles.importing.formats.json_exports import parse_export
from chronicles.importing.formats.logs import Parsed, parse_log
from chronicles.importing.formats.org import is_org, org_as_markdown
from chronicles.importing.formats.posts import parse_post, read_front
from chronicles.importing.formats.webpages import is_html, parse_page
from chronicles.importing.prose import as_markdown, without_chrome
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices
from chronicles.problems import Place, Problem, Refused


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft, with its text as it will stand in the entry."""

    draft: Draft
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gives: its entries, and a note on every line that does not stand in one as it is.

    `lines` is how many lines it has.
    """

    name: str
    items: tuple[DraftEntry, ...]
    notes: tuple[ImportNote, ...]
    lines: int = 0

    @property
    def problems(self) -> list[Problem]:
        """The text that has no date: it waits for a person to give it one, once for each reason."""
        found: dict[str, Problem] = {}
        for note in self.notes:
            if note.fate is Fate.UNDATED:
                message, mend = f"{note.message}, so it is not imported", f"{note.mend.rstrip('.')}."
                found.setdefault(note.message, Problem(Place(self.name, note.first), message, mend))
        return list(found.values())


def read_files(name: str, data: bytes, choices: Choices, cleaner: Cleaner) -> list[Imported]:
    """Return what a file gives, and of an archive what each text in it gives, called `ARCHIVE/NAME`.

    Raises `Refused` for what is no text, and for an archive that cannot be read; of what is no text in an
    archive, a note says so.
    """
    if not data.startswith(MAGIC):
        return [read_file(name, data, choices, cleaner)]
    texts, others = unpacked(data)
    found = []
    for inside, content in texts:
        try:
            found.append(read_file(f"{name}/{inside}", content, choices, cleaner))
        except Refused as refused:
            note = ImportNote(0, 0, Fate.UNDATED, refused.message, refused.mend)
            found.append(Imported(f"{name}/{inside}", (), (note,)))
    notes = tuple(ImportNote(0, 0, Fate.LEFT, f"no text: {other}") for other in others)
    return [*found, Imported(name, (), notes)] if notes or not found else found


def read_file(name: str, data: bytes, choices: Choices, cleaner: Cleaner) -> Imported:
    """Return what one text file gives. Raises `Refused` for what is no text."""
    lines, notes = decode(data)
    if all(line.is_blank for line in lines):
        return Imported(
            name, (), (*notes, ImportNote(1, 1, Fate.DECIDED, "there is nothing in it")), len(lines)
        )
    parsed = _parsed(name, lines, choices)
    items = []
    parsed = _within(parsed, choices.days)
    for draft in parsed.drafts:
        body, more = _body(draft.body, cleaner)
        items.append(DraftEntry(draft, tuple(body)))
        parsed.notes += more
    text = "\n".join(line for item in items for line in item.body)
    notes += [*parsed.notes, *account(lines, text, parsed.notes)]
    return Imported(name, tuple(items), tuple(sorted(set(notes))), len(lines))


def _parsed(name: str, lines: list[SourceLine], choices: Choices) -> Parsed:
    """The drafts, by whatever the file is; what is said of its name is said of its last part."""
    base = name.rsplit("/", 1)[-1]
    is_json = base.lower().endswith(".json")
    text = "\n".join(line.text for line in lines)
    if (front := read_front(lines)) and not is_json:
        return parse_post(base, lines, front, choices)
    if is_json:
        return parse_export(base, lines, choices)
    if is_feed(text):
        return parse_feed(base, lines, choices)
    if is_html(text):
        return parse_page(base, lines, choices)
    if is_org(base, lines):
        lines, said = org_as_markdown(lines)
        parsed = parse_log(base, lines, choices)
        return Parsed(parsed.drafts, [*said, *parsed.notes])
    return _text(base, lines, choices)


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


def _text(name: str, lines: list[SourceLine], choices: Choices) -> Parsed:
    kept, chrome = (lines, []) if choices.keep_all else without_chrome(lines)
    parsed = parse_log(name, kept, choices)
    parsed.notes += chrome
    if len(parsed.drafts) == 1 and not parsed.drafts[0].title:
        parsed.drafts = [_with_first_line(parsed.drafts[0], parsed.notes)]
    return parsed


def _with_first_line(draft: Draft, notes: list[ImportNote]) -> Draft:
    """A text of one entry that begins with a short line of its own has that for its title."""
    body = list(draft.body)
    index = next((number for number, line in enumerate(body) if not line.is_blank), None)
    if index is None or index + 1 >= len(body) or not body[index + 1].is_blank:
        return draft
    text = _unquoted(body[index].text.strip())
    if len(text) > 80 or text[-1] in ".,;:?!" or not text[0].isalnum() or any(s in text for s in "<>`*[]|"):
        return draft
    if not text.isprintable():  # a title that no feed can hold; in the text it is told of
        return draft
    notes.append(ImportNote(body[index].number, body[index].number, Fate.CHANGED, "the title", text=text))
    return replace(draft, title=text, body=tuple(body[index + 1 :]))


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else text


def _body(lines: Sequence[SourceLine], cleaner: Cleaner) -> tuple[list[str], list[ImportNote]]:
    """The text of an entry, and a note on each line that had to be changed."""
    found, notes = as_markdown(lines, code_lines(lines))
    texts = [line.text for line in found]
    cleaned = cleaner.clean(texts)
    if len(cleaned) != len(texts):
        message = "shown as it is, in a block: as Markdown it could do harm, or could not be read"
        numbers = [line.number for line in found]
        return cleaned, [*notes, ImportNote(min(numbers), max(numbers), Fate.DECIDED, message)]
    for line, new in zip(found, cleaned, strict=True):
        if new != line.text:
            text = f"{line.text.strip()} → {new.strip()}"
            notes.append(ImportNote(line.number, line.number, Fate.CHANGED, "made harmless", text=text))
    return cleaned, notes
