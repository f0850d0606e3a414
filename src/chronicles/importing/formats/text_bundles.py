"""TextBundles, in which Bear and its like export: a note's text, with what else is known in a file beside it.

A file is read alone: the text does not say whether its note was archived or thrown away, so it is a draft.
"""

import re
from dataclasses import replace

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import WHEN_READY
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.json_documents import document_of, other_values
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.plain_texts import parse_text
from chronicles.importing.formats.privacy import Publication, StateRule, decide_publication
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile

SOURCE = "textbundle.org, TextBundle Specification v2; Bear's FAQ, Export your notes"
ELSEWHERE = "not said in this file, but in info.json"
PRIVACY = (StateRule(ELSEWHERE, Publication.DRAFT, SOURCE),)
FOLDERS = (".textbundle", ".textpack", ".bearbk", ".bear2bk")
TEXTS = ("text.markdown", "text.md", "text.txt")
TAG_LINE = re.compile(r"\s*(?:#[^\s#]+(?:#|\b)\s*)+")
TAG = re.compile(r"#([^\s#]+)")


def _is_inside(file: TextFile) -> bool:
    return file.path.rpartition("/")[0].lower().endswith(FOLDERS)


def is_bundled_text(file: TextFile) -> bool:
    """Whether a file is the text of a TextBundle, by its name and that of its folder."""
    return _is_inside(file) and file.name.lower() in TEXTS


def parse_bundled_text(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a note, with the tags that stand in lines of their own."""
    tag_lines = [line for line in file.lines if TAG_LINE.fullmatch(line.text)]
    numbers = {line.number for line in tag_lines}
    others = [line for line in file.lines if line.number not in numbers]
    parsed = parse_text(TextFile(file.path, others), choices)
    tags = tuple(dict.fromkeys(tag for line in tag_lines for tag in TAG.findall(line.text)))
    because = decide_publication([ELSEWHERE], PRIVACY).because
    parsed.drafts = [replace(one, tags=tags, is_draft=True, draft_because=because) for one in parsed.drafts]
    for line in tag_lines:
        parsed.notes.append(
            ImportNote(line.number, line.number, Fate.CHANGED, "tags", text=line.text.strip())
        )
    for draft in parsed.drafts:
        message = f"the note {draft.spoken_title!r} is a draft: {because}"
        parsed.notes.append(ImportNote(0, 0, Fate.PRIVATE, message, WHEN_READY))
    return parsed


def is_bundle_info(file: TextFile) -> bool:
    """Whether a file is what a TextBundle says of its text."""
    found = document_of(file)
    return (
        file.name.lower() == "info.json" and isinstance(found, dict) and ("type" in found or _is_inside(file))
    )


def parse_bundle_info(file: TextFile, choices: Choices) -> Parsed:
    """Return no drafts, and what the file says of the text beside it."""
    first, last = file.lines[0].number, file.lines[-1].number
    said = other_values(document_of(file), ())
    message = "what a TextBundle says of the text beside it; the text is imported alone"
    mend = "Give its day: --date 2025-08-29."
    notes = [ImportNote(first, last, Fate.LEFT, message, mend, value) for value in said]
    return Parsed([], notes or [ImportNote(first, last, Fate.LEFT, message, mend)])


INFO_FORMAT = Format("what a TextBundle says of its text", SOURCE, is_bundle_info, parse_bundle_info)
FORMAT = Format("the text of a TextBundle, such as Bear's", SOURCE, is_bundled_text, parse_bundled_text)
