"""How the dates of a log stand, and which of them begin entries: those that stand as most others do."""

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chronicles.importing.stamps.line_stamps import Shape, Stamp
from chronicles.problems import Refused

Rank = tuple[Shape, int]
MANY = 3  # dates of one rank beside which those of another are few, and times that they are more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be a stamp; `year` is what a heading above says."""

    stamp: Stamp
    year: int | None = None

    @property
    def rank(self) -> Rank:
        """How it stands: its kind, and the level of a heading."""
        return self.stamp.shape, self.stamp.level

    @property
    def days(self) -> list[date]:
        """The days that it can mean; none where it has no date or no year."""
        try:
            return self.stamp.written.days(self.year) if self.stamp.written else []
        except Refused:
            return []


@dataclass(frozen=True, slots=True)
class Ranks:
    """How the dates of a log stand.

    `all` are the ranks of all of them, `clear` of those that a line begins with, `main` the level of most
    headings, and `rare` the ranks of few dates beside many of another.
    """

    all: frozenset[Rank]
    clear: frozenset[Rank]
    main: frozenset[int]
    rare: frozenset[Rank]

    @classmethod
    def of(cls, stamps: Sequence[Stamp]) -> "Ranks":
        """Return the ranks of stamps that have a date; those that begin with it count before all others."""
        headings = [stamp for stamp in stamps if stamp.shape is Shape.HEADING]
        levels = Counter(one.level for one in [one for one in headings if not one.is_within] or headings)
        most = max(levels.values(), default=0)
        main = frozenset(level for level, times in levels.items() if times == most)
        clear = Counter((stamp.shape, stamp.level) for stamp in stamps if not stamp.is_within)
        many = max(clear.values(), default=0)
        rare = [rank for rank, times in clear.items() if many >= MANY and times * MANY <= many]
        ranks = frozenset((stamp.shape, stamp.level) for stamp in stamps)
        return cls(ranks, frozenset(clear), main, frozenset(rare))

    def have(self, stamp: Stamp) -> bool:
        """Return whether a stamp stands as the others do, so far as it is less sure than they are."""
        rank = stamp.shape, stamp.level
        if stamp.may_be:
            return False
        if stamp.doubt:  # what only looks like a date is one where the dates stand like that
            return rank in self.all
        if stamp.written is None:  # one of a row without a date: a part of an entry where dates stand higher
            return rank in self.all or not self.main
        if not stamp.is_within:
            return True
        return stamp.level in self.main if stamp.shape is Shape.HEADING else rank in self.clear


def in_sequence(chosen: Mapping[int, Candidate], ranks: Ranks) -> dict[int, Candidate]:
    """Return the candidates without those of a rare rank whose day does not come between those around it.

    It is one that the text speaks of: the day of an exam, in a heading of the entry of another day.
    """
    usual = {at: one.days for at, one in chosen.items() if one.rank not in ranks.rare and one.days}
    lines = sorted(usual)
    gap = max((_gap(usual[one], usual[other]) for one, other in pairwise(lines)), default=0)
    kept = {}
    for at, one in chosen.items():
        place = bisect(lines, at)
        before = usual[lines[place - 1]] if place else None
        after = usual[lines[place]] if place < len(lines) else None
        if one.rank not in ranks.rare or _fits(before, one.days, after, gap):
            kept[at] = one
    return kept


def _fits(
    before: Sequence[date] | None, days: Sequence[date], after: Sequence[date] | None, gap: int
) -> bool:
    """Whether one of the days lies between its neighbours; at an end, no further away than they are."""
    if not days:
        return True
    if before and after:
        return any(
            min(one, other) <= day <= max(one, other) for day in days for one in before for other in after
        )
    return any(abs((day - one).days) <= gap for day in days for one in before or after or ())


def _gap(one: Sequence[date], other: Sequence[date]) -> int:
    return min(abs((first - second).days) for first in one for second in other)
