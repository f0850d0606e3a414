"""Which entries are near another one: those that share tags with it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby
from typing import Any

MOST = 3
# Of an entry: the sets of some of them are looked at one by one. With more tags, the rarest of them count.
MOST_TAGS = 6


class RelatedEntries:
    """The tags of entries, and how much of each is in common.

    `tags` and `series` are by entry; an entry without a series has `""`. `order` is what entries are sorted
    by, the oldest first.
    """

    def __init__(
        self, tags: Mapping[str, Iterable[str]], series: Mapping[str, str], order: Mapping[str, Any]
    ) -> None:
        self._entries = sorted(tags, key=order.__getitem__)
        self._ranks = {entry: rank for rank, entry in enumerate(self._entries)}
        self._tags = {entry: sorted(set(own)) for entry, own in tags.items()}
        self._series = series
        self._having: defaultdict[str, set[int]] = defaultdict(set)  # the ranks of the entries with a tag
        for entry, own in self._tags.items():
            for tag in own:
                self._having[tag].add(self._ranks[entry])

    def near(self, entry: str) -> Sequence[str]:
        """Return the entries with the rarest of its tags; of equal ones the oldest first.

        A rare tag says more than one that all have. Those of its series are listed by themselves.
        """
        found: list[str] = []
        seen = {self._ranks[entry]}
        for tag_sets in self._shared(entry):
            # Who shares more of the tags was met before: more of them weigh more.
            sharing = set().union(
                *(set.intersection(*map(self._having.__getitem__, own)) for own in tag_sets)
            )
            others = (self._entries[rank] for rank in sorted(sharing - seen))
            found += [other for other in others if not self._is_beside(entry, other)]
            if len(found) >= MOST:
                break
            seen |= sharing
        return found[:MOST]

    def _shared(self, entry: str) -> Iterator[list[tuple[str, ...]]]:
        """The sets of its tags that another may share, the heaviest first, and equal ones together."""
        rarest = sorted(self._tags[entry], key=lambda tag: (len(self._having[tag]), tag))[:MOST_TAGS]
        own = sorted(rarest)
        sets = chain.from_iterable(combinations(own, size) for size in range(1, len(own) + 1))
        weighed = sorted(sets, key=self._weight, reverse=True)
        for _, equal in groupby(weighed, self._weight):
            yield list(equal)

    def _sharing(self, tags: tuple[str, ...]) -> set[int]:
        return set.intersection(*(self._having[tag] for tag in tags))

    def _weight(self, tags: tuple[str, ...]) -> float:
        return sum(1 / len(self._having[tag]) for tag in tags)

    def _is_beside(self, entry: str, other: str) -> bool:
        return bool(self._series[entry]) and self._series[entry] == self._series[other]
