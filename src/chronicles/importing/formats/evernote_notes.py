"""Evernote's export, ENEX: XML with a note in XHTML in each of its elements."""

import re
from functools import partial

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.feed_items import read_items, with_html
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.formats.xml_elements import XMLElement, read_xml
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused, count

SOURCE = "Evernote's evernote-export4.dtd and enml2.dtd"
PRIVACY = (
    StateRule("locked", Publication.LEFT_OUT, f"{SOURCE}: an encoding of the content"),
    StateRule("encrypted", Publication.DRAFT, f"{SOURCE}: en-crypt, a passage that only its author can read"),
)
DATES = ("created", "updated")
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
CRYPT = re.compile(r"<en-crypt\b[^<>]*>[^<>]*</en-crypt>")
TODO = re.compile(r"<en-todo(?P<said>[^<>]*?)/?>(?:</en-todo>)?")
KNOWN = frozenset({*DATES, "title", "content", "tag", "resource"})


def is_enex(file: TextFile) -> bool:
    """Whether a file has the element that all of an export stands in, near its beginning."""
    return "<en-export" in file.text[:5000]


def parse_enex(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of the notes of Evernote's export. Raises `Refused` for one without notes."""
    notes = [node for node in read_xml(file.text).all() if node.name == "note"]
    if not notes:
        raise Refused("it is an export of Evernote without notes", "Export the notes again.")
    numbers = {id(note): number for number, note in enumerate(notes, 1)}
    return read_items(file, notes, partial(_post, numbers), PRIVACY, choices)


def _post(numbers: dict[int, int], note: XMLElement) -> ExportedPost:
    content = note.value("content")
    html = CRYPT.sub("", content)
    html = TODO.sub(_box, html[max(html.find("<en-note"), 0) :])
    is_locked = any(child.attributes.get("encoding") for child in note.children if child.name == "content")
    title = whole_title(note.value("title"))
    name = f"the note {title!r}" if title else f"note {numbers[id(note)]}"
    resources = sum(child.name == "resource" for child in note.children)
    message = f"{count(resources, 'attached file')} of {name}"
    post = ExportedPost(
        text="",
        written=tuple(_written(note.value(key)) for key in DATES),
        title=title,
        states=("locked" if is_locked else "", "encrypted" if CRYPT.search(content) else ""),
        tags=plain_words([child.text for child in note.children if child.name == "tag"]),
        first=note.first,
        last=note.last,
        noun="note",
        number=numbers[id(note)],
        others=note.others(KNOWN),
        notes=(ImportNote(note.first, note.first, Fate.LEFT, message),) if resources else (),
        raw=(content,),
    )
    return with_html(post, html)


def _box(match: re.Match[str]) -> str:
    is_done = 'checked="true"' in match["said"]
    return f'<input type="checkbox"{" checked" if is_done else ""}>'


def _written(text: str) -> str:
    """The one form of its times, `20240305T080000Z`, as one of ISO 8601."""
    match = STAMP.fullmatch(text.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else text


FORMAT = Format("Evernote's export, ENEX", SOURCE, is_enex, parse_enex)
