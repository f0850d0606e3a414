"""Which entries are near another one: those that share tags with it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import Any

MOST = 3


class RelatedEntries:
    """The tags of entries, and how much of each is in common.

    `tags` and `series` are by entry; an entry without a series has `""`. `order` is what entries are sorted
    by, the oldest first.
    """

    def __init__(
        self, tags: Mapping[str, Iterable[str]], series: Mapping[str, str], order: Mapping[str, Any]
    ) -> None:
        self._tags = {entry: sorted(set(own)) for entry, own in tags.items()}
        self._series = series
        self._order = order
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for entry, own in self._tags.items():
            for tag in own:
                self._having[tag].append(entry)

    def near(self, entry: str) -> Sequence[str]:
        """Return the entries with the rarest of its tags; of equal ones the oldest first.

        A rare tag says more than one that all have. Those of its series are listed by themselves.
        """
        scores: defaultdict[str, float] = defaultdict(float)
        for tag in self._tags[entry]:
            for other in self._having[tag]:
                scores[other] += 1 / len(self._having[tag])
        others = (other for other in scores if other != entry and not self._is_beside(entry, other))
        return nsmallest(MOST, others, key=lambda other: (-scores[other], self._order[other]))

    def _is_beside(self, entry: str, other: str) -> bool:
        return bool(self._series[entry]) and self._series[entry] == self._series[other]
