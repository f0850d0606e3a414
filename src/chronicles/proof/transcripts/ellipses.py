"""Whether an answer is what a page shows, where `…` stands for what does not matter.

On a line of its own it stands for any lines, inside a line for any text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

ANY = "…"
MOST_CELLS = 4_000_000  # of the table by which lines are matched; beyond it, only equal beginnings and ends
T = TypeVar("T")
Alike = Callable[[str, str], bool]  # whether a line is as it was expected


@dataclass(frozen=True, slots=True)
class LineDifference:
    """The first line that is not as expected: its number from 0, and both texts, `None` for none."""

    line: int
    expected: str | None
    got: str | None


def same(expected: str, got: str) -> bool:
    """Return whether a line is as expected; white space at its end does not matter."""
    first, *others = expected.rstrip().split(ANY)
    text = got.rstrip()
    if not others:
        return first == text
    at, end = len(first), len(text) - len(others[-1])
    if at > end or not text.startswith(first) or not text.endswith(others.pop()):
        return False
    for other in others:
        found = text.find(other, at, end)
        if found < 0:
            return False
        at = found + len(other)
    return True


def difference(expected: Sequence[str], got: Sequence[str], alike: Alike = same) -> LineDifference | None:
    """Return the first difference between what a page shows and what came, `None` where it fits."""
    pieces = _pieces(expected)
    at = 0
    for number, (start, lines) in enumerate(pieces):
        is_first, is_last = number == 0, number == len(pieces) - 1
        found = _find(lines, got, at, alike, is_fixed=is_first, is_end=is_last)
        if found is None:
            return _first_difference(start, lines, got, at, alike, is_first=is_first, is_last=is_last)
        at = found + len(lines)
    return None


def merged(expected: Sequence[str], got: Sequence[str], alike: Alike = same) -> list[str]:
    """Return `got`, with the `…` of `expected` wherever they still fit.

    Lines that are `alike` stay as they were expected.
    """
    if difference(expected, got, alike) is None:
        return list(expected)
    literal = [at for at, line in enumerate(expected) if line.strip() != ANY]
    pairs = dict(longest([expected[at] for at in literal], got, alike))
    place = {literal[a]: b for a, b in pairs.items()}  # of each line that is still there
    hidden: set[int] = set()
    marks: dict[int, str] = {}  # before which line of `got` a `…` stands
    for at, line in enumerate(expected):
        if line.strip() == ANY:
            above, below = _beside(expected, at, place, len(got))
            if above is not None and below is not None and below > above + 1:
                hidden.update(range(above + 1, below))
                marks[above + 1] = line
    kept = {b: expected[a] for a, b in place.items()}
    out: list[str] = []
    for at, line in enumerate(got):
        out += [marks[at]] if at in marks else []
        out += [] if at in hidden else [kept.get(at, line)]
    return out + ([marks[len(got)]] if len(got) in marks else [])


def _pieces(expected: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The runs of lines between those that stand for any, each with the number of its first."""
    pieces: list[tuple[int, list[str]]] = [(0, [])]
    for at, line in enumerate(expected):
        if line.strip() == ANY:
            pieces.append((at + 1, []))
        else:
            pieces[-1][1].append(line)
    return pieces


def _find(
    lines: Sequence[str], got: Sequence[str], at: int, alike: Alike, *, is_fixed: bool, is_end: bool
) -> int | None:
    """Where in `got`, from `at` on, a run of lines is; the first begins it, the last ends it."""
    last = len(got) - len(lines)
    if is_fixed and is_end:
        starts = range(at, at + 1) if last == at else range(0)
    elif is_fixed:
        starts = range(at, at + 1)
    else:
        starts = range(max(last, at) if is_end else at, last + 1)
    for start in starts:
        if start <= last and all(map(alike, lines, got[start : start + len(lines)])):
            return start
    return None


def _first_difference(
    start: int,
    lines: Sequence[str],
    got: Sequence[str],
    at: int,
    alike: Alike,
    *,
    is_first: bool,
    is_last: bool,
) -> LineDifference:
    """Where a run of lines that is nowhere goes wrong: after the longest beginning that is somewhere."""
    begin, length = at, 0
    for candidate in [at] if is_first else range(at, len(got)):
        agreed = 0
        while (
            agreed < len(lines)
            and candidate + agreed < len(got)
            and alike(lines[agreed], got[candidate + agreed])
        ):
            agreed += 1
        if agreed > length:
            begin, length = candidate, agreed
    if length < len(lines):
        there = got[begin + length] if begin + length < len(got) and (length or is_first) else None
        return LineDifference(start + length, lines[length], there)
    return LineDifference(start + length, None, got[begin + length] if begin + length < len(got) else None)


def longest(left: Sequence[T], right: Sequence[T], alike: Callable[[T, T], bool]) -> list[tuple[int, int]]:
    """Return the longest common subsequence of two lists as pairs of indices."""
    begin = 0
    while begin < min(len(left), len(right)) and alike(left[begin], right[begin]):
        begin += 1
    head = [(at, at) for at in range(begin)]
    rows, columns = len(left) - begin, len(right) - begin
    if rows * columns > MOST_CELLS:
        return head
    table = [[0] * (columns + 1) for _ in range(rows + 1)]
    matches = [[alike(left[begin + a], right[begin + b]) for b in range(columns)] for a in range(rows)]
    for a in reversed(range(rows)):
        for b in reversed(range(columns)):
            both = table[a + 1][b + 1] + 1 if matches[a][b] else 0
            table[a][b] = max(both, table[a + 1][b], table[a][b + 1])
    a = b = 0
    while a < rows and b < columns:
        if matches[a][b] and table[a][b] == table[a + 1][b + 1] + 1:
            head.append((begin + a, begin + b))
            a, b = a + 1, b + 1
        elif table[a + 1][b] >= table[a][b + 1]:
            a += 1
        else:
            b += 1
    return head


def _beside(
    expected: Sequence[str], at: int, place: dict[int, int], end: int
) -> tuple[int | None, int | None]:
    """Where the neighbors of a `…` are now, `None` where nobody can know.

    One that is gone has made way for another line: it is counted from the next that is still there.
    The ends are always there.
    """
    above, below = at - 1, at + 1
    while above >= 0 and above not in place and expected[above].strip() != ANY:
        above -= 1
    while below < len(expected) and below not in place and expected[below].strip() != ANY:
        below += 1
    first = -1 if above < 0 else place.get(above)
    last = end if below == len(expected) else place.get(below)
    return (
        None if first is None else first + at - 1 - above,
        None if last is None else last - (below - at - 1),
    )
