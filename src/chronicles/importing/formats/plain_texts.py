"""Plain text and Markdown: a log, or one entry."""

from dataclasses import replace

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import Draft
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.prose import without_chrome
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile


def parse_text(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a file that has the marks of no format."""
    lines = file.lines
    kept, chrome = (lines, []) if choices.keep_all else without_chrome(lines)
    parsed = parse_log(file.name, kept, choices)
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
