"""Posts of Nikola's whose head is in a file beside them: `first.md` and `first.meta`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.companions import HEAD, is_head_text
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.json_documents import read_json
from chronicles.importing.formats.nikola_posts import read_commented_head, read_meta
from chronicles.importing.formats.notebooks import parse_notebook
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import (
    DATES,
    KNOWN,
    Head,
    filled,
    first_of,
    kept_private,
    parted,
    post_of,
    private,
    told,
    word,
)
from chronicles.importing.formats.posts import read_front
from chronicles.importing.formats.restructured_text import parse_restructured
from chronicles.importing.formats.webpages import of_markdown
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "Nikola, Handbook: Metadata, Metadata in external files"
UNREAD = "the head beside it cannot be read"
Values = Mapping[str, Any]
Read = Callable[[TextFile, Values, Choices], Parsed]


def read_head(text: str) -> Mapping[str, Any]:
    """Return what a `.meta` says: lines such as `.. title: …`, or a front matter; else nothing."""
    lines = [SourceLine(0, line) for line in text.lstrip().split("\n")]
    front = read_front(lines)
    return front.values if front else parted(read_meta(lines))


def parse_headed(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a post, with what the file beside it says. Raises `Refused` by its format."""
    values = read_head(file.companion)
    read = next(read for ending, read in _READERS.items() if file.name.lower().endswith(ending))
    parsed = read(replace(file, companion=""), values, choices)
    head = [SourceLine(0, line) for line in file.companion.split("\n")]
    is_one = len(parsed.drafts) == 1
    parsed.notes += told(head, KNOWN if is_one else frozenset())
    known = {draft.draft_because for draft in parsed.drafts}
    parsed.drafts = [
        with_source(_kept(draft, values), [draft.source, file.companion.strip()]) for draft in parsed.drafts
    ]
    more = [draft for draft in parsed.drafts if draft.draft_because not in known]
    parsed.notes += kept_private(more, file.lines[0].number)
    return parsed


def _kept(draft: Draft, values: Values) -> Draft:
    """The draft as one where its head says so, or says nothing, whatever stands in the post itself."""
    said = private(draft, values) if values else replace(draft, is_draft=True, draft_because=UNREAD)
    return said if said.is_draft and not draft.is_draft else draft


def _markdown(file: TextFile, values: Values, choices: Choices) -> Parsed:
    """A post in Markdown, or plain text; what its own head says comes first."""
    front = read_front(file.lines)
    own, length = (front.values, front.length) if front else read_commented_head(file.lines)
    own = own if front else parted(own)
    return post_of(file, Head({**values, **own}, file.lines[:length]), file.lines[length:], choices)


def _html(file: TextFile, values: Values, choices: Choices) -> Parsed:
    """A part of a web page."""
    html = "\n".join(line.text for line in file.lines)
    body = _numbered(markdown_of(html))
    parsed = post_of(TextFile(file.path, body), Head(values, ()), body, choices)
    first, last = file.lines[0].number, file.lines[-1].number
    parsed.notes = of_markdown(parsed.notes)
    parsed.notes += unseen_of(html, first, "the post")
    parsed.notes.append(ImportNote(first, last, Fate.CHANGED, "HTML, now Markdown"))
    return parsed


def _restructured(file: TextFile, values: Values, choices: Choices) -> Parsed:
    """A post in reStructuredText: its head is put above it."""
    said = {
        key: ", ".join(value) if isinstance(value, list) else word(value) for key, value in values.items()
    }
    head = [SourceLine(0, f".. {key}: {' '.join(text.split())}") for key, text in said.items() if text]
    head = sorted(head, key=lambda line: not line.text.startswith((".. title:", ".. date:")))
    parsed = parse_restructured(TextFile(file.path, [*head, SourceLine(0, ""), *file.lines]), choices)
    parsed.notes = [note for note in parsed.notes if note.last]
    return parsed


def _notebook(file: TextFile, values: Values, choices: Choices) -> Parsed:
    """A notebook: its day and its title are those of its metadata."""
    found = read_json(file.text.lstrip("\ufeff"))
    if not isinstance(found, dict):
        return parse_notebook(file, choices)
    own = found.get("metadata")
    date, title = word(first_of(values, DATES)), plain_title(word(values.get("title")))
    more = {key: value for key, value in (("date", date), ("title", title)) if value}
    found["metadata"] = {**(own if isinstance(own, dict) else {}), **more}
    whole = SourceLine(file.lines[0].number, json.dumps(found))
    last = SourceLine(file.lines[-1].number, "")
    parsed = parse_notebook(TextFile(file.path, [whole, last]), choices)
    if len(parsed.drafts) == 1:
        parsed.drafts = [filled(parsed.drafts[0], values, title)]
    return parsed


def _numbered(text: str) -> Sequence[SourceLine]:
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


_READERS: dict[str, Read] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".txt"), _markdown),
    **dict.fromkeys((".html", ".htm"), _html),
    **dict.fromkeys((".rst", ".rest"), _restructured),
    ".ipynb": _notebook,
}


def is_headed(file: TextFile) -> bool:
    """Whether the head of a post is in a file beside it."""
    is_post = file.name.lower().endswith(tuple(_READERS))
    return is_post and is_head_text(file.companion)


def is_used_head(file: TextFile) -> bool:
    """Whether a file is the head of a post that is imported, too."""
    return file.name.lower().endswith(HEAD) and bool(file.companion)


def parse_used_head(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts: what the head says is told with its post."""
    first, last = file.lines[0].number, file.lines[-1].number
    message = "the head of a post of Nikola's, which is read with it"
    return Parsed([], [ImportNote(first, last, Fate.CHANGED, message)])


HEAD_FORMAT = Format("the head of a post beside it", SOURCE, is_used_head, parse_used_head)
FORMAT = Format(
    "a post with its head beside it",
    SOURCE,
    is_headed,
    parse_headed,
)
