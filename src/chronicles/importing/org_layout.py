"""How the lines of an entry from Org stand: blank lines around blocks, fences around fixed width."""

import re
from collections.abc import Iterator, Sequence

from chronicles.importing.account import SourceLine
from chronicles.importing.org_lines import GONE, INDENT, OrgLine, divider
from chronicles.pages.weave import fence_around


def laid_out(lines: Sequence[SourceLine], kinds: dict[int, OrgLine]) -> list[SourceLine]:
    """Return the lines of an entry with blank lines around its blocks, and fences around fixed width.

    `kinds` has what is known of each line by its number. Markdown sees a list, a table or a quote right below
    a line of text as more of that text.
    """
    kept = [line for line in lines if not ((known := kinds.get(line.number)) and known.kind == GONE)]
    return list(_spaced(_fenced(_headed(kept, kinds), kinds), kinds))


def _headed(lines: Sequence[SourceLine], kinds: dict[int, OrgLine]) -> list[SourceLine]:
    """A table without heads has empty ones: Markdown knows no other."""
    found: list[SourceLine] = []
    for index, line in enumerate(lines):
        known = kinds.get(line.number)
        is_first = known and known.kind == "table" and not (index and _same(lines[index - 1], line, kinds))
        if is_first:
            below = lines[index + 1].text if index + 1 < len(lines) else ""
            if not below.startswith("| ---"):
                columns = len(re.findall(r"(?<!\\)\|", line.text)) - 1
                found += [
                    SourceLine(line.number, "|" + "  |" * columns),
                    SourceLine(line.number, divider(columns)),
                ]
        found.append(line)
    return found


def _fenced(lines: Sequence[SourceLine], kinds: dict[int, OrgLine]) -> list[SourceLine]:
    found: list[SourceLine] = []
    index = 0
    while index < len(lines):
        run = index
        while (
            run < len(lines)
            and (known := kinds.get(lines[run].number))
            and known.kind == "fixed"
            and _same(lines[index], lines[run], kinds)
        ):
            run += 1
        if run == index:
            found.append(lines[index])
            index += 1
            continue
        inside = [SourceLine(line.number, line.text[INDENT:]) for line in lines[index:run]]
        fence = fence_around("```", [line.text for line in inside])
        found += [SourceLine(inside[0].number, fence), *inside, SourceLine(inside[-1].number, fence)]
        index = run
    return found


def _same(one: SourceLine, other: SourceLine, kinds: dict[int, OrgLine]) -> bool:
    first, second = kinds.get(one.number), kinds.get(other.number)
    return first is not None and second is not None and first.block == second.block


def _spaced(lines: Sequence[SourceLine], kinds: dict[int, OrgLine]) -> Iterator[SourceLine]:
    before: SourceLine | None = None
    for line in lines:
        known = kinds.get(line.number)
        is_code = known is not None and known.kind == "code"
        if line.is_blank and not is_code:
            if before is not None and not before.is_blank:
                yield line
        else:
            if before is not None and not before.is_blank and not _same(before, line, kinds):
                yield SourceLine(line.number, "")
            yield line
        before = line
