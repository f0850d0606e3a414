"""The parts that are added to pages, as templates made them before of the same: years, months, tags."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from chronicles.disk.cache import key
from chronicles.disk.record_store import RecordStore
from chronicles.site.material import page_parts
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.incremental.shown_values import ShownValues

KIND = "part"
Part = Callable[..., str]


class KeptParts:
    """Parts of pages in `records`, by all that their templates are given; `rules` has the theme."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules
        self._values = ShownValues()  # of what pages are by now, which is less than when they are finished

    def used(self) -> AbstractContextManager[None]:
        """Let parts come from here for a while."""

        def make(original: Part) -> Part:
            return lambda page, template, **values: self._part(original, page, template, values)

        return replaced(page_parts, "part_of", make)

    def _part(self, original: Part, page: Any, template: Any, values: dict[str, Any]) -> str:
        if template.name is None:
            return original(page, template, **values)
        name = key(self._rules, template.name, self._values.page(page), self._values.key_of(values))
        if (known := self._records.get(KIND, [name]).get(name)) is not None:
            return known.decode("utf-8", "surrogatepass")
        made = original(page, template, **values)
        self._records.put(KIND, name, made.encode("utf-8", "surrogatepass"))
        return made
