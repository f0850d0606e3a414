"""Keys of what a template may show: of pages, and of whatever else it is given."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Section

from chronicles.disk.cache import key

ADDRESS = re.compile(r" at 0x[0-9a-f]+")
PLAIN = frozenset({type(None), str, int, float, bool, bytes, date, datetime})
DEEPEST = 6  # levels of objects below what a template is given


class ShownValues:
    """Turns values into keys for one build; what is the same to a template has the same key."""

    def __init__(self) -> None:
        self._pages: dict[int, str] = {}
        self._contents: dict[int, str] = {}
        self._values: dict[int, str] = {}
        self._alive: list[Any] = []  # an address in memory names something only as long as it is there

    def key_of(self, *values: Any) -> str:
        """Return the key of values: plain ones, pages, and what is made of them."""
        return key(*(self._text(value, 0) for value in values))

    def page(self, page: Any) -> str:
        """Return the key of what other pages show of a page: its address, titles, dates, front matter."""
        if page is None:
            return ""
        known = self._pages.get(id(page))
        if known is None:
            self._alive.append(page)
            config: Any = getattr(page, "config", None)
            parts = [
                getattr(page, "url", ""),
                page.title,
                getattr(page, "canonical_url", ""),
                getattr(page, "meta", {}),
                dict(config.items()) if hasattr(config, "items") else None,
                [one.name for one in getattr(page, "authors", ())],
                [(one.url, str(one.title)) for one in getattr(page, "categories", ()) if one is not page],
                getattr(getattr(page, "parent", None), "title", ""),
                getattr(getattr(page, "parent", None), "url", ""),
                list(page.children) if isinstance(page, Section) else None,
            ]
            known = self._pages[id(page)] = key(*(self._text(part, DEEPEST - 3) for part in parts))
        return known

    def content(self, page: Any) -> str:
        """Return the key of all that a page has of its own: also its text, its headings."""
        known = self._contents.get(id(page))
        if known is None:
            self._alive.append(page)
            known = self._contents[id(page)] = key(self.page(page), page.content or "", _contents(page.toc))
        return known

    def _text(self, value: Any, depth: int) -> str:
        kind = type(value)  # first: questions about abstract classes take long, and there are very many
        if kind in PLAIN:
            return repr(value)
        if kind is list or kind is tuple:
            return f"[{','.join([self._text(one, depth + 1) for one in value])}]"
        if isinstance(value, StructureItem):
            return self.page(value)
        if depth > DEEPEST:
            return ADDRESS.sub("", repr(value))
        if kind is dict or isinstance(value, Mapping) or callable(getattr(value, "items", None)):
            return (
                f"{{{','.join([f'{name!r}:{self._text(one, depth + 1)}' for name, one in value.items()])}}}"
            )
        if isinstance(value, set | frozenset):
            return f"{{{','.join(sorted(self._text(one, depth + 1) for one in value))}}}"
        if getattr(getattr(kind, "__dataclass_params__", None), "frozen", False):
            return self._frozen(value, depth)
        return self._object(value, depth)

    def _frozen(self, value: Any, depth: int) -> str:
        """A value that stays as it is: many pages show the same, such as all years."""
        known = self._values.get(id(value))
        if known is None:
            self._alive.append(value)
            known = self._values[id(value)] = key(self._object(value, depth))
        return known

    def _object(self, value: Any, depth: int) -> str:
        if is_dataclass(value):
            names: Iterable[str] = (field.name for field in fields(value))
        elif type(value).__module__.partition(".")[0] in ("material", "mkdocs") and hasattr(
            value, "__dict__"
        ):
            names = sorted(vars(value))
        else:
            return ADDRESS.sub("", repr(value))
        shown = ",".join(f"{name}={self._text(getattr(value, name, None), depth + 1)}" for name in names)
        return f"{type(value).__name__}({shown})"


def _contents(items: Iterable[Any]) -> str:
    return ",".join(f"{item.level} {item.id} {item.title} [{_contents(item.children)}]" for item in items)
