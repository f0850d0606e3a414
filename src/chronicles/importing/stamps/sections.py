"""Cuts a log at its stamps: which lines are stamps, and which text is of which."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.stamps.contexts import Context, context_of, day_in
from chronicles.importing.stamps.first_looks import may_be_stamp
from chronicles.importing.stamps.line_stamps import Shape, Stamp, read_stamp
from chronicles.importing.stamps.ranks import Candidate, Ranks, in_sequence
from chronicles.importing.stamps.versions import are_days, may_be_version

MOST_FIELDS = 12  # lines of a head above its date
MOST_BLANK = 3  # lines between a title and the date below it
MOST_ABOVE = 3  # lines above the only date of a file that can be its title


@dataclass(slots=True)
class LogSection:
    """A stamp and the lines of its text; without a stamp, lines that no date is said of."""

    stamp: Stamp | None
    at: int = 0  # the line of the stamp
    year: int | None = None  # what a heading above says
    lines: list[SourceLine] = field(default_factory=list)
    head: list[SourceLine] = field(default_factory=list)  # the heads of a table, repeated in each entry


def cut(lines: Sequence[SourceLine]) -> tuple[list[LogSection], list[ImportNote]]:
    """Return the sections of a log in their order, and what was decided."""
    code = code_lines(lines)
    stamps, contexts = _candidates([line for line in lines if line.number not in code])
    titles = _titles(lines, stamps)
    stamps = {at: one for at, one in stamps.items() if at not in titles.values() or one.stamp.written}
    chosen, notes = _choose(lines, stamps)
    starts = {titles.get(at) or _start(lines, at, stamp): at for at, stamp in chosen.items()}
    sections = [LogSection(None)]
    for line in lines:
        if line.number in starts:
            at = starts[line.number]
            year = chosen[at].year
            sections.append(LogSection(chosen[at].stamp, at, year))
        if line.number in contexts:
            sections.append(LogSection(None, line.number))
            notes.append(_used(line))
        elif _ends_here(line, code, sections[-1], chosen):
            sections.append(LogSection(None, line.number))
            sections[-1].lines.append(line)
        elif line.number not in chosen:
            sections[-1].lines.append(line)
    _tables(sections)
    return _joined(sections, notes), sorted(notes)


def _candidates(lines: Sequence[SourceLine]) -> tuple[dict[int, Candidate], set[int]]:
    """The lines that could be stamps, and the headings that only name a year or a month."""
    found: dict[int, Candidate] = {}
    contexts: set[int] = set()
    context = Context()
    for line, after in zip_longest(lines, lines[1:]):
        if line.text[:4].isspace() or line.text.startswith("\t") or not may_be_stamp(line.text):
            continue
        if new := context_of(line.text, context):
            context = new
            contexts.add(line.number)
        elif stamp := _stamp(line.text, after.text if after else "", context):
            found[line.number] = Candidate(stamp, context.year)
    if not are_days([one.stamp for one in found.values()]):
        found = {at: one for at, one in found.items() if not may_be_version(one.stamp)}
    if not any(candidate.stamp.written for candidate in found.values()):
        contexts = set()
    return found, contexts


def _stamp(text: str, after: str, context: Context) -> Stamp | None:
    """The stamp that a line is, also as a heading with a line below it (CommonMark, "Setext headings")."""
    found = day_in(text, context) or read_stamp(text)
    sign = after.strip()[:1]
    if found or not text.strip() or not sign or sign not in "=-" or set(after.strip()) != {sign}:
        return found
    heading = read_stamp(f"{'#' if sign == '=' else '##'} {text.strip()}")
    return replace(heading, line=text.strip()) if heading else None


def _titles(lines: Sequence[SourceLine], found: dict[int, Candidate]) -> dict[int, int]:
    """The headings right above lines such as `Date: …`, by those lines, where several have one."""
    titles = {at: _title_above(lines, at) for at, one in found.items() if one.stamp.has_name}
    dated = {at for at, one in found.items() if one.stamp.written}
    titles = {at: title for at, title in titles.items() if title and title not in dated}
    return titles if len(titles) > 1 else {}


def _title_above(lines: Sequence[SourceLine], at: int) -> int:
    """The line of the heading that stands above a line with nothing between; 0 for none."""
    for line in reversed(lines[max(0, at - lines[0].number - MOST_BLANK) : at - lines[0].number]):
        if not line.is_blank:
            return line.number if line.text.startswith("#") else 0
    return 0


def _choose(
    lines: Sequence[SourceLine], found: dict[int, Candidate]
) -> tuple[dict[int, Candidate], list[ImportNote]]:
    """The candidates at which entries begin: the surest kind, and what is as sure beside it."""
    dated = {at: c for at, c in found.items() if c.stamp.written}
    if not dated:
        return {}, []
    strongest = min(c.stamp.shape for c in dated.values())
    ranks = Ranks.of([c.stamp for c in dated.values()])
    if strongest <= Shape.BRACKET:
        chosen = {at: c for at, c in found.items() if ranks.have(c.stamp) and _is_strong(c, at, lines, found)}
        chosen = in_sequence(chosen, ranks)
    else:
        chosen = {
            at: c
            for at, c in dated.items()
            if c.stamp.shape == strongest and (strongest != Shape.SIGNED or _is_parted(lines, at))
        }
        if not _is_believed(strongest, chosen, lines):
            return {}, []
    left = {at: c.stamp for at, c in found.items() if at not in chosen}
    return chosen, [note for at, stamp in left.items() for note in _unused(lines, at, stamp, ranks)]


def _unused(lines: Sequence[SourceLine], at: int, stamp: Stamp, ranks: Ranks) -> list[ImportNote]:
    """What is said of a date that begins no entry, and of what may hold one and stands as they do."""
    mend = "Give it a heading if it should."
    if stamp.written and stamp.shape < Shape.ROW:
        message = "a date that begins no entry of its own"
        return [ImportNote(at, at, Fate.DECIDED, message, mend, stamp.line)]
    is_apart = stamp.shape is Shape.HEADING or _is_parted(lines, at)
    if stamp.may_be and is_apart and (stamp.shape, stamp.level) in ranks.all:
        mend = "Write the date as 2025-08-29 if it should begin an entry."
        return [ImportNote(at, at, Fate.DECIDED, f"it begins no entry: it {stamp.may_be}", mend, stamp.line)]
    return []


def _is_parted(lines: Sequence[SourceLine], at: int) -> bool:
    """Whether nothing stands right above a line but a rule."""
    before = _before(lines, at)
    return before is None or before.is_blank or is_rule(before.text)


def _is_underlined(lines: Sequence[SourceLine], at: int) -> bool:
    index = at - lines[0].number + 1
    return index < len(lines) and is_rule(lines[index].text)


def _is_strong(
    candidate: Candidate, at: int, lines: Sequence[SourceLine], found: dict[int, Candidate]
) -> bool:
    stamp = candidate.stamp
    if stamp.shape is Shape.HEADING or stamp.doubt:
        return True
    if stamp.shape is Shape.SIGNED:
        return _is_parted(lines, at) and _is_underlined(lines, at)
    if stamp.shape is Shape.BEFORE:
        return _is_parted(lines, at)
    if stamp.shape > Shape.BEFORE or not stamp.written:
        return False
    if stamp.shape is Shape.BRACKET:
        above = next((number for number in range(at - 1, 0, -1) if _is_sure(found.get(number))), 0)
        return not above or _day(found[above].stamp) != _day(stamp)
    return True


def _is_sure(candidate: Candidate | None) -> bool:
    return candidate is not None and candidate.stamp.shape <= Shape.BRACKET


def _day(stamp: Stamp) -> tuple[object, ...] | None:
    written = stamp.written
    return (written.day, written.month, written.year, written.week) if written else None


def _is_believed(shape: Shape, chosen: dict[int, Candidate], lines: Sequence[SourceLine]) -> bool:
    """Whether lists, tables and sentences with dates are a log, and not the text of something else."""
    if shape is Shape.BULLET:
        items = [line for line in lines if line.text.startswith(("- ", "* ", "+ ", "• "))]
        return len(chosen) * 2 > len(items)
    if shape is Shape.ROW:
        rows = [line for line in lines if line.text.startswith("|")]
        return (len(chosen) + 2) * 2 > len(rows)
    if shape is Shape.SIGNED and any(_is_underlined(lines, at) for at in chosen):
        return True
    return shape is Shape.BEFORE or len(chosen) > 1


def _before(lines: Sequence[SourceLine], at: int) -> SourceLine | None:
    index = at - lines[0].number  # numbers follow each other
    return lines[index - 1] if index else None


def _start(lines: Sequence[SourceLine], at: int, candidate: Candidate) -> int:
    """Where the block of a stamp begins: `commit …` above `Date: …`, `<details>` above `<summary>`."""
    index = at - lines[0].number
    if candidate.stamp.is_fold and index and is_fold(lines[index - 1].text):
        return at - 1
    if not candidate.stamp.has_name:
        return at
    start = at
    for line in reversed(lines[max(0, index - MOST_FIELDS) : index]):
        key, colon, _ = line.text.partition(":")
        is_field = bool(colon) and key.replace("-", "").isalpha()
        is_commit = line.text.startswith(("commit ", "From "))
        if not (is_field or is_commit):
            break
        start = line.number
        if is_commit:
            break
    return start


def _ends_here(
    line: SourceLine, code: frozenset[int], section: LogSection, chosen: dict[int, Candidate]
) -> bool:
    """A heading above the rank of the stamps: what follows is not of that day."""
    stamp = section.stamp
    if stamp is None or not stamp.level or line.number in chosen or line.number in code:
        return False
    if len(chosen) == 1:  # of a file with one day, nothing else says what a heading is of
        return False
    marks = len(line.text) - len(line.text.lstrip("#"))
    return 0 < marks < stamp.level and line.text[marks : marks + 1].isspace()


def _used(line: SourceLine) -> ImportNote:
    return ImportNote(
        line.number, line.number, Fate.CHANGED, "is in the dates below it", text=line.text.strip()
    )


def _tables(sections: list[LogSection]) -> None:
    """Each row of a table becomes a table of one row, with the heads of the whole."""
    for before, section in pairwise(sections):
        if section.stamp is None or section.stamp.shape is not Shape.ROW:
            continue
        rows = [line for line in before.lines if line.text.startswith("|")]
        section.head = before.head or rows[-2:]
        section.lines.insert(0, SourceLine(section.at, section.stamp.line))


def is_fold(text: str) -> bool:
    """Whether a line only begins a part that folds."""
    return text.strip().lower().startswith("<details") and text.strip().endswith(">")


def is_rule(text: str) -> bool:
    """Whether a line only parts what is above from what is below it.

    >>> is_rule("----"), is_rule("* * *"), is_rule("- a")
    (True, True, False)
    """
    signs = "".join(text.split())
    return len(signs) >= 3 and len(set(signs)) == 1 and signs[0] in "-*_=~+#—\u2013"


def _joined(sections: list[LogSection], notes: list[ImportNote]) -> list[LogSection]:
    """Without empty ones; a title above the only date of a file belongs to its entry."""
    kept = [section for section in sections if section.stamp or any(not x.is_blank for x in section.lines)]
    if len(kept) == 2 and kept[0].stamp is None and kept[1].stamp and kept[1].stamp.shape <= Shape.ALONE:
        above = [line for line in kept[0].lines if not line.is_blank]
        if _is_title(above, kept[1].stamp):
            message = "stands above the only date, and is taken into its entry"
            notes.append(ImportNote(above[0].number, above[-1].number, Fate.DECIDED, message))
            kept = [replace(kept[1], lines=[*kept[0].lines, *kept[1].lines])]
    return kept


def _is_title(above: Sequence[SourceLine], stamp: Stamp) -> bool:
    """Whether a few lines above a date are the title of what it dates."""
    text = above[0].text.strip()
    is_short = len(above) == 1 and text[-1].isalnum()
    return len(above) <= MOST_ABOVE and (text.startswith("#") or stamp.has_name or is_short)
