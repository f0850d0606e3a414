"""The texts of entries in feeds, as they were cleaned before."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from chronicles.disk.cache import key
from chronicles.disk.record_store import RecordStore
from chronicles.site.features import feed_selection
from chronicles.site.material.replacement import replaced

KIND = "feed text"
Clean = Callable[[str, str], str]


class FeedTexts:
    """Cleaned HTML by what it was made of, in `records`; `rules` has the code that cleans."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules

    def used(self) -> AbstractContextManager[None]:
        """Let feeds ask here for the text of an entry."""

        def make(original: Clean) -> Clean:
            return lambda html, url: self._text(original, html, url)

        return replaced(feed_selection, "whole", make)

    def _text(self, original: Clean, html: str, url: str) -> str:
        name = key(self._rules, html, url)
        if (known := self._records.get(KIND, [name]).get(name)) is not None:
            return known.decode("utf-8", "surrogatepass")
        text = original(html, url)
        self._records.put(KIND, name, text.encode("utf-8", "surrogatepass"))
        return text
