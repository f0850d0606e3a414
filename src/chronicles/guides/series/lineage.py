"""Which step wrote which line, and how an edit of the last state changes every state since.

Each line keeps its identity from the version that brought it to the last one that has it. An edit
of lines that one step brought is made in that step's version and in every later one, wherever
these lines stand there: what stands around them never matters, so there is nothing to conflict.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# The lines of one file at one state, endings included; `None` where it is not there.
Lines = tuple[bytes, ...]
Version = Lines | None


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line with its identity: `number` is its own, `origin` the version that brought it."""

    text: bytes
    number: int
    origin: int


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Lines of the last version and what they become.

    They are those from `start` (counting from 0) to before `end`, none for an insertion. `owners`
    are the versions that brought them: one where the edit has one place to go to. `line` is where
    the edit stands in the edited text, from 1.
    """

    start: int
    end: int
    new: Lines
    owners: tuple[int, ...]
    line: int


def lines_of(data: bytes) -> Lines:
    """Return the lines of a file with their endings; only a newline ends one."""
    parts = data.split(b"\n")
    whole = [part + b"\n" for part in parts[:-1]]
    return tuple(whole + ([parts[-1]] if parts[-1] else []))


def hunks(versions: Sequence[Version], edited: Lines) -> list[LineEdit]:
    """Return what `edited` changes in the last of `versions`, which is not `None`."""
    last = _lineage(versions)[-1]
    assert last is not None, "an edit needs a file to edit"
    first = next(at for at in reversed(range(len(versions))) if not at or versions[at - 1] is None)
    return [
        LineEdit(start, end, edited[new_start:new_end], _owners(last, start, end, first), new_start + 1)
        for tag, start, end, new_start, new_end in _matched([line.text for line in last], edited)
        if tag != "equal"
    ]


def with_hunks(
    versions: Sequence[Version], edits: Sequence[LineEdit], owner: Callable[[LineEdit], int]
) -> list[Version]:
    """Return all versions with `edits` made in those from `owner(edit)` on.

    An owner is no earlier than the latest of the edit's `owners`.
    """
    lineage = _lineage(versions)
    last = lineage[-1]
    assert last is not None, "an edit needs a file to edit"
    return [
        None if lines is None else _edited(lines, last, [edit for edit in edits if owner(edit) <= at])
        for at, lines in enumerate(lineage)
    ]


def _owners(last: Sequence[TracedLine], start: int, end: int, first: int) -> tuple[int, ...]:
    """Who brought the lines; an insertion belongs to the newer of its two neighbours' steps."""
    if start < end:
        return tuple(sorted({line.origin for line in last[start:end]}))
    beside = [line.origin for line in (*last[max(start - 1, 0) : start], *last[start : start + 1])]
    return (max(beside, default=first),)


def _edited(lines: Sequence[TracedLine], last: Sequence[TracedLine], edits: Sequence[LineEdit]) -> Lines:
    """The text of one version after `edits`, found by the identity of the lines that they touch."""
    where = {line.number: at for at, line in enumerate(lines)}
    gone: set[int] = set()
    before: dict[int, list[bytes]] = {}  # what is put before which line
    for edit in edits:
        touched = [where[line.number] for line in last[edit.start : edit.end] if line.number in where]
        gone.update(touched)
        at = touched[0] if touched else _anchor(where, last, edit.start)
        before.setdefault(at, []).extend(edit.new)
    text: list[bytes] = []
    for at in range(len(lines) + 1):
        text += before.get(at, [])
        text += [lines[at].text] if at < len(lines) and at not in gone else []
    return _ended(text)


def _anchor(where: dict[int, int], last: Sequence[TracedLine], start: int) -> int:
    """Where an insertion goes: behind the nearest line above it that is there already."""
    for line in reversed(last[:start]):
        if line.number in where:
            return where[line.number] + 1
    return 0


def _ended(text: list[bytes]) -> Lines:
    """Lines of which only the last may lack its newline."""
    whole = [line if line.endswith(b"\n") else line + b"\n" for line in text[:-1]]
    return lines_of(b"".join(whole + text[-1:]))


def _lineage(versions: Sequence[Version]) -> list[tuple[TracedLine, ...] | None]:
    """Every version with the identity of each of its lines."""
    found: list[tuple[TracedLine, ...] | None] = []
    number = 0
    for at, version in enumerate(versions):
        if version is None:
            found.append(None)
            continue
        known = (found[-1] if found else None) or ()
        lines: list[TracedLine] = []
        for tag, start, end, new_start, new_end in _matched([line.text for line in known], version):
            if tag == "equal":
                lines += known[start:end]
                continue
            lines += [TracedLine(text, number + n, at) for n, text in enumerate(version[new_start:new_end])]
            number += new_end - new_start
        found.append(tuple(lines))
    return found


def _matched(old: Sequence[bytes], new: Sequence[bytes]) -> Sequence[tuple[str, int, int, int, int]]:
    # Exact matching takes cubic time where lines repeat, as blank ones do.
    return SequenceMatcher(None, old, new, autojunk=len(old) > 2000).get_opcodes()
