"""The text of an entry: from a person's lines to lines that this site shows as they were meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.code import code_lines, fenced_lines
from chronicles.importing.hidden_remarks import with_percents, without_remarks
from chronicles.importing.inline_marks import github_text
from chronicles.importing.plain_lines import lines_apart
from chronicles.importing.prose import as_markdown
from chronicles.importing.sanitizer import LONGEST_LINE
from chronicles.importing.site_blocks import set_out, text_parts
from chronicles.importing.site_markdown import BLANK, INDENT, STEP, SiteMarkdown, Written
from chronicles.importing.source_markup import SourceMarkup, markup_of
from chronicles.importing.template_tags import without_template_tags

MOST_LEVELS = 5  # of the site's own blocks in one another
BREAK = "its line break is kept"
SIGNS = "its marks are those of this site"
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:")
QUIET = (BLANK, INDENT, BREAK)  # the words of such a line are in the entry as they were


def entry_markdown(lines: Sequence[SourceLine], name: str) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines of an entry as Markdown of this site, and a note on each that reads otherwise.

    `name` is that of the file. What nobody could see where the file stood is left out.
    """
    numbered = [SourceLine(index, line.text) for index, line in enumerate(lines)]
    text, notes = as_markdown(numbered, code_lines(numbered))
    markup = markup_of(name)
    if markup is SourceMarkup.PLAIN:
        text = _apart(text)
    else:
        if any("{" in line.text for line in text):
            text, more = _by_index(text, without_template_tags(_indexed(text), fenced_lines(_indexed(text))))
            notes += more
    may_hide = any("<!--" in line.text or "%%" in line.text for line in text)
    if may_hide and markup is not SourceMarkup.CONVERTED:
        text, more = _by_index(text, without_remarks(_indexed(text), with_percents=with_percents(name)))
        notes += more
    if max((len(line.text) for line in text), default=0) <= LONGEST_LINE:  # else it is shown in a block
        text, more = _site_lines(text, markup)
        notes += more
    found = [SourceLine(lines[line.number].number, line.text) for line in _trimmed(text)]
    told = [
        replace(note, first=lines[note.first].number, last=lines[note.last].number) for note in _merged(notes)
    ]
    return found, told


def _trimmed(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """The lines without blank ones at both ends, where something was left out."""
    there = [index for index, line in enumerate(lines) if line.text.strip()]
    return lines[there[0] : there[-1] + 1] if there else ()


def _indexed(lines: Sequence[SourceLine]) -> list[SourceLine]:
    return [SourceLine(index, line.text) for index, line in enumerate(lines)]


def _by_index(
    lines: Sequence[SourceLine], done: tuple[list[SourceLine], list[ImportNote]]
) -> tuple[list[SourceLine], list[ImportNote]]:
    """What was done to the lines by their indexes, with their numbers again."""
    found, notes = done
    return (
        [SourceLine(lines[line.number].number, line.text) for line in found],
        [replace(note, first=lines[note.first].number, last=lines[note.last].number) for note in notes],
    )


def _apart(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines of a plain text, with a blank one between a list and what stands right below it."""
    apart = frozenset(lines_apart([line.text for line in lines]))
    return [
        new
        for index, line in enumerate(lines)
        for new in ([SourceLine(line.number, ""), line] if index in apart else [line])
    ]


def _site_lines(
    lines: Sequence[SourceLine], markup: SourceMarkup
) -> tuple[list[SourceLine], list[ImportNote]]:
    texts = [line.text for line in lines]
    written, changes = _written(texts, markup)
    notes = [
        ImportNote(number, number, Fate.CHANGED, what, text=text)
        for index, what, text in _changes(texts, written, changes)
        for number in [lines[index].number]
    ]
    return [SourceLine(lines[index].number, text) for index, text in written], notes


def _written(
    lines: Sequence[str], markup: SourceMarkup, level: int = 0
) -> tuple[list[Written], dict[int, list[str]]]:
    """The lines as this site has them, and what was changed in which of them."""
    code = fenced_lines([SourceLine(index, line) for index, line in enumerate(lines)])
    found: list[Written] = []
    changes: dict[int, list[str]] = {}
    for part in text_parts(lines, code):
        inside = lines[part.first : part.last]
        if part.head is not None:
            found += _between(lines, found, part.head)
            found.append((part.head, _head(lines[part.head], changes, part.head, markup)))
            inside = [set_out(line) for line in inside]
        if part.head is not None and level < MOST_LEVELS:
            new, told = _written(inside, markup, level + 1)
        else:
            new, told = _shown(inside, markup)
        space = STEP if part.head is not None else ""
        found += _between(lines, found, part.first + new[0][0]) if new else []
        found += [(part.first + index, space + text if text else "") for index, text in new]
        changes |= {part.first + index: what for index, what in told.items()}
    return found, changes


def _shown(lines: Sequence[str], markup: SourceMarkup) -> tuple[list[Written], dict[int, list[str]]]:
    """A text as this site has it; as it is where it cannot be told apart."""
    page = SiteMarkdown(lines, markup)
    new = page.write()
    return (list(enumerate(lines)), {}) if new is None else (new, page.changes)


def _head(line: str, changes: dict[int, list[str]], index: int, markup: SourceMarkup) -> str:
    """The first line of a block of the site's own: of a footnote it has words already."""
    match = FOOTNOTE.match(line)
    if match is None or markup not in (SourceMarkup.GITHUB, SourceMarkup.EXPORTED):
        return line
    text, told = github_text(line[match.end() :])
    changes[index] = [what for _, what in told]
    return match[0] + text


def _between(lines: Sequence[str], found: Sequence[Written], first: int) -> list[Written]:
    """A blank line where there was one between what is written and what follows."""
    last = found[-1][0] if found else -1
    blank = next((index for index in range(last + 1, first) if not lines[index].strip()), None)
    return [] if blank is None or not found else [(blank, "")]


def _changes(
    lines: Sequence[str], written: Sequence[Written], changes: dict[int, list[str]]
) -> Iterator[tuple[int, str, str]]:
    """What became of each line: its index, what was changed, and if it is more than space, how it reads."""
    there: dict[int, list[str]] = {}
    for index, text in written:
        there.setdefault(index, []).append(text)
    for index, line in enumerate(lines):
        if not line.strip() or (there.get(index) == [line] and index not in changes):
            continue
        news = [text for text in there.get(index, []) if text.strip()]
        what = changes.get(index, [])
        same = next((text for text in news if text.strip() == line.strip()), None)
        if same is not None:
            more = [INDENT] if _start(same) != _start(line) else []
            more += [BREAK] if same.rstrip() != same and same.rstrip() + "  " == same != line else []
            for quiet in dict.fromkeys([*what, *more]):
                yield index, quiet, ""
            continue
        text = f"{line.strip()} → {' '.join(new.strip() for new in news)}".rstrip()
        yield index, ", ".join(one for one in what if one not in QUIET) or SIGNS, text


def _start(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _merged(notes: Sequence[ImportNote]) -> list[ImportNote]:
    """The notes with one for all lines that follow each other, where nothing but space was changed."""
    found: list[ImportNote] = []
    for note in sorted(notes, key=lambda note: (note.message, note.first)):
        last = found[-1] if found else None
        is_same = last and (last.message, last.text, last.fate) == (note.message, "", note.fate)
        if last and is_same and note.message in QUIET and last.last + 1 == note.first:
            found[-1] = replace(last, last=note.last)
        else:
            found.append(note)
    return found
