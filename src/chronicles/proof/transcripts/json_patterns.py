"""JSON in which `…` stands for any value, any further items, or any further keys."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chronicles.proof.transcripts.ellipses import ANY, longest, same

SPACE = re.compile(r"\s*")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
WORD = re.compile(r"[^\s,\[\]{}:\"]+")
WIDTH = 88  # of a value that stands on one line
MOST_LEVELS = 100  # all that is done with a value calls itself, on some Pythons to 248 of them


class Whatever:
    """The `…` itself."""

    def __repr__(self) -> str:
        return ANY


WHATEVER: Final = Whatever()


Path = tuple[str, ...]  # from the top to a value: keys, and "[]" for any item


@dataclass(frozen=True)
class Layout:
    """How an author lays JSON out: the indentation, and which values take a line an item."""

    indent: str = "  "
    broken: Mapping[Path, bool] = field(default_factory=dict)


PLAIN: Final = Layout()


@dataclass
class _Reader:
    text: str
    at: int = 0
    path: Path = ()
    broken: dict[Path, bool] = field(default_factory=dict)

    def value(self) -> Any:
        self.space()
        character = self.text[self.at : self.at + 1]
        if character == "{":
            return self.mapping()
        if character == "[":
            return self.items()
        if match := STRING.match(self.text, self.at):
            self.at = match.end()
            return json.loads(match[0])
        if match := WORD.match(self.text, self.at):
            self.at = match.end()
            return WHATEVER if match[0] == ANY else json.loads(match[0])
        raise ValueError

    def inside(self, step: str) -> Any:
        """The value that comes, one step further from the top."""
        if len(self.path) == MOST_LEVELS:
            raise ValueError
        above, self.path = self.path, (*self.path, step)
        value = self.value()
        self.path = above
        return value

    def items(self) -> list[Any]:
        found: list[Any] = []
        self.look()
        while not self.closes("]", opened=bool(found)):
            found.append(self.inside("[]"))
        return found

    def mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.look()
        while not self.closes("}", opened=bool(found)):
            self.space()
            if self.text.startswith(ANY, self.at):
                self.at += 1
                found[ANY] = WHATEVER
                continue
            key = self.value()
            self.space()
            if not isinstance(key, str) or not self.accepts(":"):
                raise ValueError
            found[key] = self.inside(key)
        return found

    def look(self) -> None:
        """See whether a line ends behind the bracket that comes."""
        space = SPACE.match(self.text, self.at + 1)
        is_broken = space is not None and "\n" in space[0]
        self.broken[self.path] = is_broken or self.broken.get(self.path, False)

    def closes(self, bracket: str, *, opened: bool) -> bool:
        """Go past a bracket or the comma before the next item. A `…` needs no comma before it."""
        if not opened:
            self.at += self.text[self.at] in "[{"
        self.space()
        if self.accepts(bracket):
            return True
        if opened and not self.accepts(",") and not self.text.startswith(ANY, self.at):
            raise ValueError
        self.space()
        return self.accepts(bracket)

    def accepts(self, character: str) -> bool:
        if self.text.startswith(character, self.at):
            self.at += 1
            return True
        return False

    def space(self) -> None:
        match = SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at


def read(text: str) -> Any:
    """Return the value that `text` writes, `…` as `WHATEVER`; raises `ValueError`."""
    reader = _Reader(text)
    try:
        value = reader.value()
    except IndexError:
        raise ValueError from None
    reader.space()
    if reader.at != len(text):
        raise ValueError
    return value


def layout(text: str) -> Layout:
    """Return how `text`, which `read` reads, is laid out."""
    reader = _Reader(text)
    reader.value()
    indented = re.search(r"\n([ \t]+)", text)
    return Layout(indented[1] if indented else PLAIN.indent, reader.broken)


def fits(expected: Any, got: Any) -> bool:
    """Return whether a value is as expected."""
    if expected is WHATEVER:
        return True
    if isinstance(expected, dict):
        return isinstance(got, dict) and _mapping_fits(expected, got)
    if isinstance(expected, list):
        return isinstance(got, list) and _items_fit(expected, got)
    if isinstance(expected, str):
        return isinstance(got, str) and same(expected, got)
    return type(expected) is type(got) and bool(expected == got)


def merge(expected: Any, got: Any) -> Any:
    """Return `got` with the `…` of `expected` wherever they still fit."""
    if fits(expected, got):
        return expected
    if isinstance(expected, dict) and isinstance(got, dict):
        return _merged_mapping(expected, got)
    if isinstance(expected, list) and isinstance(got, list):
        return _merged_items(expected, got)
    return got


def written(value: Any, layout: Layout = PLAIN) -> str:
    """Return a value as JSON: as its author lays it out, else on one line where that is short."""
    return _written(value, layout, (), 0)


def _mapping_fits(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    named = {key: value for key, value in expected.items() if key != ANY}
    if not all(key in got and fits(value, got[key]) for key, value in named.items()):
        return False
    return ANY in expected or named.keys() == got.keys()


def _items_fit(expected: list[Any], got: list[Any]) -> bool:
    """As for lines: the runs between two `…` stand in this order, the first and last at the ends."""
    runs: list[list[Any]] = [[]]
    for item in expected:
        if item is WHATEVER:
            runs.append([])
        else:
            runs[-1].append(item)
    if len(runs) == 1:
        return len(expected) == len(got) and all(map(fits, expected, got))
    at = 0
    for number, run in enumerate(runs):
        last = len(got) - len(run)
        starts = range(1) if not number else range(max(last, at) if number == len(runs) - 1 else at, last + 1)
        found = next((s for s in starts if s <= last and all(map(fits, run, got[s : s + len(run)]))), None)
        if found is None:
            return False
        at = found + len(run)
    return True


def _merged_mapping(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, Any]:
    """The keys stay in the order in which they were expected."""
    kept = {
        key: WHATEVER if key == ANY else merge(value, got[key])
        for key, value in expected.items()
        if key == ANY or key in got
    }
    return kept if ANY in expected else kept | {key: v for key, v in got.items() if key not in kept}


def _merged_items(expected: list[Any], got: list[Any]) -> list[Any]:
    literal = [item for item in expected if item is not WHATEVER]
    pairs = {b: a for a, b in longest(literal, got, fits)}
    kept, before = [], -1  # an item that changed is held against the one behind the last that did not
    for at, item in enumerate(got):
        before = pairs.get(at, before + 1)
        is_free = before < len(literal) and (at in pairs or before not in pairs.values())
        kept.append(merge(literal[before], item) if is_free else item)
    if expected and expected[-1] is WHATEVER and len(literal) < len(got):
        return [*kept[: len(literal)], WHATEVER]
    return kept


def _written(value: Any, layout: Layout, path: Path, depth: int) -> str:
    flat, indent = _flat(value), layout.indent * depth
    is_long = len(flat) + len(indent) > WIDTH
    if not isinstance(value, dict | list) or not value or not layout.broken.get(path, is_long):
        return flat
    if isinstance(value, dict):
        parts = [
            ANY if k == ANY else f"{_flat(k)}: {_written(v, layout, (*path, k), depth + 1)}"
            for k, v in value.items()
        ]
        opening, closing = "{}"
    else:
        parts = [_written(item, layout, (*path, "[]"), depth + 1) for item in value]
        opening, closing = "[]"
    body = ",\n".join(f"{indent}{layout.indent}{part}" for part in parts)
    return f"{opening}\n{body}\n{indent}{closing}"


def _flat(value: Any) -> str:
    if value is WHATEVER:
        return ANY
    if isinstance(value, dict):
        return "{" + ", ".join(ANY if k == ANY else f"{_flat(k)}: {_flat(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
