"""Tags of Jekyll's and Hugo's templates around code: blocks of Markdown in their place."""

import re
from collections.abc import Sequence

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.pages.weave import fence_around

# Jekyll, "Liquid" ("Code snippet highlighting"); Hugo, "Highlight shortcode".
OPENING = re.compile(
    r"^(?P<space>[ \t]*)(?:\{%-?\s*highlight\s+(?P<jekyll>[\w#.+-]+)[^%]*%\}"
    r"|\{\{[<%]\s*highlight\s+\"?(?P<hugo>[\w#.+-]+)[^{}]*[>%]\}\})[ \t]*$"
)
CLOSING = re.compile(r"^[ \t]*(?:\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\})[ \t]*$")
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
BLOCK, LETTER = "a block of code", "a tag that shows nothing"


def highlighted(lines: Sequence[SourceLine]) -> list[tuple[int, int]]:
    """Return the indexes of the lines of each such block, its tags too; one that nothing ends is none."""
    found: list[tuple[int, int]] = []
    opened = -1
    for index, line in enumerate(lines):
        if "{" not in line.text:
            continue
        if opened < 0 and OPENING.match(line.text):
            opened = index
        elif opened >= 0 and CLOSING.match(line.text):
            found.append((opened, index))
            opened = -1
    return found


def without_template_tags(
    lines: Sequence[SourceLine], code: frozenset[int]
) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines with such blocks as fenced ones, and a note on each tag.

    `{% raw %}` and `{% endraw %}` are taken out: those that stand alone, and both on one line. `code` has the
    numbers of the lines of fenced blocks, where tags are text.
    """
    found = list(lines)
    notes: list[ImportNote] = []
    for first, last in highlighted(lines):
        if lines[first].number in code:
            continue
        match = OPENING.match(lines[first].text)
        assert match, "it has been looked for"
        fence = match["space"] + fence_around("```", [line.text for line in lines[first + 1 : last]])
        for index, new in ((first, fence + (match["jekyll"] or match["hugo"])), (last, fence)):
            found[index] = SourceLine(lines[index].number, new)
            notes.append(_changed(lines[index], new, BLOCK))
    return [_without_raw(line, code, notes) for line in found], notes


def _without_raw(line: SourceLine, code: frozenset[int], notes: list[ImportNote]) -> SourceLine:
    tags = RAW.findall(line.text) if "raw" in line.text and line.number not in code else []
    if not tags:
        return line
    new = RAW.sub("", line.text)
    if len(tags) % 2 and new.strip():
        return line
    notes.append(_changed(line, new, LETTER))
    return SourceLine(line.number, new.rstrip())


def _changed(line: SourceLine, new: str, what: str) -> ImportNote:
    text = f"{line.text.strip()} → {new.strip()}"
    return ImportNote(line.number, line.number, Fate.CHANGED, what, text=text)
