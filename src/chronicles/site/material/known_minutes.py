"""How long entries take to read, as Material has counted it before."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from material.plugins.blog import plugin as blog

from chronicles.disk.cache import key
from chronicles.disk.record_store import RecordStore
from chronicles.site.material.replacement import replaced

KIND = "minutes"
Count = Callable[[str, int], int]


class KnownMinutes:
    """Minutes by the HTML of an entry, in `records`; `rules` has the version of who counts."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules

    def used(self) -> AbstractContextManager[None]:
        """Let the blog ask here for the minutes of an entry."""

        def make(original: Count) -> Count:
            return lambda html, words_per_minute: self._minutes(original, html, words_per_minute)

        return replaced(blog, "readtime", make)

    def _minutes(self, original: Count, html: str, words_per_minute: int) -> int:
        name = key(self._rules, html, str(words_per_minute))
        if (known := self._records.get(KIND, [name]).get(name)) is not None:
            return int(known)
        minutes = original(html, words_per_minute)
        self._records.put(KIND, name, str(minutes).encode())
        return minutes
