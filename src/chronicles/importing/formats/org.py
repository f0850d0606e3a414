"""Org: journals, notes of org-roam, the files of org-journal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from chronicles.dates.instants import Moment, as_written, local
from chronicles.importing.account import Fate, ImportNote, SourceLine, left_out
from chronicles.importing.code import code_lines
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.post_heads import kept_private
from chronicles.importing.org_dates import day_said, iso
from chronicles.importing.org_layout import laid_out
from chronicles.importing.org_lines import OrgLine, OrgText
from chronicles.importing.org_outline import OrgOutline, org_day, org_outline
from chronicles.importing.org_text import org_text
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.importing.text_file import TextFile

KEYWORDS = ("#+title:", "#+startup:", "#+begin_src", "#+filetags:", "#+date:")
ENDINGS = (".org", ".org_archive")
HEAD = 40  # lines in which a file says that it is Org's
# org-roam's and Denote's names of files: when a note was begun, to the second, and its title.
NAMED = re.compile(r"(?P<day>\d{8})T?(?P<time>\d{6})?(?!\d)")
DRAFT = ("hugo_draft", "draft")
ESCAPED = re.compile(r"\\(?=[_#\[\]~!\s.,;:?)-]|$)|(?:^|(?<=\s))\\(?=\w)")  # in a title, which is no Markdown
PUBLIC = ("nil", "false", "no")  # values of those with which a file is none
USED = ("filetags", *DRAFT)


def is_org(file: TextFile) -> bool:
    """Whether a file is Org's: by its name, by a keyword of Org in its first lines, or by its stars.

    The files of org-journal have no ending: of those, two stars at the beginning of a line tell, or one
    before a date.
    """
    if file.name.lower().endswith(ENDINGS):
        return True
    head = list(file.lines[:HEAD])
    code = code_lines(head)
    if any(line.text.lower().startswith(KEYWORDS) for line in head if line.number not in code):
        return True
    first = next((line.text for line in head if not line.is_blank), "")
    if "." in file.name or not first.startswith("* "):
        return False
    stamp = read_stamp(f"# {first[2:]}")
    is_date = stamp is not None and stamp.written is not None and not stamp.title
    return is_date or any(line.text.startswith("** ") for line in head)


def parse_org(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of a file in Org: of a log one for each day, of a note one."""
    outline = org_outline(file.lines)
    text = org_text(file, outline, choices)
    parsed = _drafts(file, outline, text, choices)
    kinds = {line.number: line for line in text.lines}
    drafts = [_finished(draft, outline, text, kinds) for draft in parsed.drafts]
    parsed.drafts = _titled(drafts, outline, kinds)
    notes = [
        *_with_used(text.notes, outline, parsed.drafts),
        *_footnotes_left(parsed.drafts, text, file.lines),
    ]
    notes += kept_private(parsed.drafts, file.lines[0].number)
    return Parsed(parsed.drafts, [*notes, *parsed.notes])


def _with_used(notes: Sequence[ImportNote], outline: OrgOutline, drafts: Sequence[Draft]) -> list[ImportNote]:
    """The notes, where the keywords that the entries have are not left out."""
    (titled, title), (dated, when) = (outline.keywords.get(key, (0, "")) for key in ("title", "date"))
    used = {outline.keywords[key][0] for key in USED if key in outline.keywords and drafts}
    used |= {titled for draft in drafts if draft.title == plain_title(title)}
    used |= {dated for draft in drafts if draft.at == dated or draft.stamp == f"#+date: {when}"}
    return [
        replace(note, fate=Fate.CHANGED, message="the front matter") if note.first in used else note
        for note in notes
    ]


def _drafts(file: TextFile, outline: OrgOutline, text: OrgText, choices: Choices) -> Parsed:
    """A note that says its date itself is one entry, if no heading has another; anything else is a log."""
    lines = [line.as_source for line in text.lines]
    stamps = [read_stamp(line.text) for line in text.lines if line.kind == "heading"]
    dated = [stamp for stamp in stamps if stamp and stamp.written]
    is_log = bool(dated)
    number, said = outline.keywords.get("date", (0, ""))
    when = org_day(said) or day_said(said)
    if when is None and (match := NAMED.match(file.name.rpartition("/")[2])) and match["time"]:
        when, number, said = _moment(match["day"] + match["time"]), 0, file.name
    if when is None or not any(not line.is_blank for line in lines):
        # org-journal names a file of a week, a month or a year by the first of its days.
        return parse_log(file.name, lines, choices, is_log=len({stamp.written for stamp in dated}) > 1)
    if not is_log:
        first = next(line for line in lines if not line.is_blank)
        draft = Draft(file.name, first.number, _at(when, choices), tuple(lines), f"#+date: {said}")
        message = f"the date {spoken(draft.when)} is " + (
            "the one in the file's name" if not number else "that of #+date"
        )
        note = ImportNote(first.number, first.number, Fate.DECIDED, message)
        return Parsed([with_source(draft, [line.text for line in lines])], [note])
    index = next((index for index, line in enumerate(lines) if line.number == number), None)
    if index is not None:  # what stands above the first heading is of that day
        lines[index] = SourceLine(number, f"# {iso(when)}")
    return parse_log(file.name, lines, choices)


def _moment(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _at(when: date, choices: Choices) -> Moment:
    if not isinstance(when, datetime):
        return when
    return as_written(local(when.replace(tzinfo=choices.zone), choices.site), choices.site)


def _finished(draft: Draft, outline: OrgOutline, text: OrgText, kinds: dict[int, OrgLine]) -> Draft:
    """The draft with its tags, its footnotes, and blank lines around its blocks."""
    top = kinds[draft.at].text if _dated_by_heading(draft, kinds) else ""
    level = len(top) - len(top.lstrip("#"))
    body = [_raised(line, level, kinds) for line in _with_footnotes(draft.body, text)]
    why = _why_draft(outline)
    return replace(
        draft,
        title=" ".join(ESCAPED.sub("", draft.title).split()),
        body=tuple(laid_out(body, kinds)),
        tags=_tags(draft, outline),
        is_draft=bool(why),
        draft_because=why,
    )


def _tags(draft: Draft, outline: OrgOutline) -> tuple[str, ...]:
    """The tags of the headings of a draft and of those above them, or of the file if it has no heading."""
    numbers = dict.fromkeys([draft.at, *(line.number for line in draft.body)])
    headings = [found for number in numbers if (found := outline.heading_at.get(number))]
    tags = [tag for heading in headings if not heading.why_private for tag in heading.tags]
    return tuple(dict.fromkeys(plain_title(tag) for tag in tags or outline.tags))


def _titled(drafts: Sequence[Draft], outline: OrgOutline, kinds: dict[int, OrgLine]) -> list[Draft]:
    """The drafts, where the file's title is that of an entry: of the only one, or of what #+date dates."""
    keyword, dated = outline.keywords.get("title", (0, ""))[1], outline.keywords.get("date", (0, ""))[0]
    return [
        replace(draft, title=plain_title(keyword))
        if keyword and not _dated_by_heading(draft, kinds) and (len(drafts) == 1 or draft.at == dated)
        else draft
        for draft in drafts
    ]


def _why_draft(outline: OrgOutline) -> str:
    """Why the file is a draft; nothing where its keywords do not say so."""
    said = {key: outline.keywords[key][1] for key in DRAFT if key in outline.keywords}
    private = (f"#+{key}: {value}" for key, value in said.items() if value.lower() not in PUBLIC)
    return next(private, "")


def _dated_by_heading(draft: Draft, kinds: dict[int, OrgLine]) -> bool:
    known = kinds.get(draft.at)
    return known is not None and known.kind == "heading" and re.match(r"#+ ", draft.stamp) is not None


def _raised(line: SourceLine, level: int, kinds: dict[int, OrgLine]) -> SourceLine:
    """A heading as deep as it is below that of the day: the title of the entry is the first level."""
    known = kinds.get(line.number)
    if level < 2 or known is None or known.kind != "heading" or not line.text.startswith("#"):
        return line
    marks = len(line.text) - len(line.text.lstrip("#"))
    return SourceLine(line.number, "#" * max(2, marks - level + 1) + line.text[marks:])


def _with_footnotes(body: Sequence[SourceLine], text: OrgText) -> list[SourceLine]:
    """The body with the footnotes that it refers to below it, wherever they stood in the file."""
    found = list(body)
    said = "\n".join(line.text for line in body)
    names = [name for name in dict.fromkeys(re.findall(r"\[\^([\w-]+)\]", said)) if name in text.footnotes]
    for name in names:
        found += [SourceLine(text.footnotes[name][0].number, ""), *text.footnotes[name]]
    return found


def _footnotes_left(
    drafts: Sequence[Draft], text: OrgText, original: Sequence[SourceLine]
) -> list[ImportNote]:
    """A note on each footnote: it is elsewhere now, or nowhere."""
    notes = []
    lines_of = {line.number: line for line in original}
    there = {line.number for draft in drafts for line in draft.body if line.text.strip()}
    for lines in text.footnotes.values():
        is_used = lines[0].number in there
        message = "a footnote, now below its entry" if is_used else "a footnote that no entry refers to"
        fate = Fate.CHANGED if is_used else Fate.LEFT
        notes += left_out([lines_of[line.number] for line in lines], message, fate=fate)
    return notes


FORMAT = Format("Org", "Org Syntax (orgmode.org/worg)", is_org, parse_org)
