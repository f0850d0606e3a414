"""Which lines of a raw log are code, where a date is no stamp and a sign is only a sign."""

import re
from collections.abc import Sequence

from chronicles.importing.account import SourceLine
from chronicles.importing.template_tags import highlighted

# … also on the line of a list's sign, as Logseq has them in its bullets.
FENCE = re.compile(r"(?:[> \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*[> \t]*(`{3,}|~{3,})[ \t]*([^`]*)$")


def code_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Return the numbers of the lines of blocks of code, with what opens and closes them.

    Those are fenced ones, and those between the tags of a template.
    """
    tagged = (lines[index].number for first, last in highlighted(lines) for index in range(first, last + 1))
    return fenced_lines(lines) | frozenset(tagged)


def fenced_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Return the numbers of the lines of fenced blocks, their fences too (CommonMark, "Fenced code blocks").

    Unlike there, a fence that nothing closes is not one, and neither is one behind which another opens:
    better an example too many than a log that ends at a slip of the pen.
    """
    found: set[int] = set()
    opened: tuple[int, str] | None = None
    for line in [line for line in lines if "```" in line.text or "~~~" in line.text]:
        match = FENCE.match(line.text)
        if match is None:
            continue
        marker, words = match[1], match[2].strip()
        closes = opened and marker[0] == opened[1][0] and len(marker) >= len(opened[1]) and not words
        if opened and closes:
            found.update(range(opened[0], line.number + 1))
            opened = None
        elif opened is None or words:
            opened = (line.number, marker)
    return frozenset(found)
