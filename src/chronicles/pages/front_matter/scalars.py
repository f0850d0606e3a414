"""The single values of a front matter, however deep, each with the key above it and its line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import yaml

LineOf = Callable[[yaml.Node], int]
# What becomes of a text: it is shown; a link leads there; or either, as a source is an address or a book.
Use = Literal["text", "link", "either"]

USES: dict[str, Use] = {
    **dict.fromkeys(("avatar", "link", "links", "url"), "link"),
    **dict.fromkeys(("canonical", "href", "image", "location", "source", "sources", "src"), "either"),
}
# The keys with days in their values, besides `date`.
DATED = ("skills", "challenge", "pauses")
TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and the node of YAML that it is, `key` being the nearest key above it.

    `is_key` is whether it is itself a key, such as the title of a link.
    """

    key: str
    node: yaml.Node
    text: str
    use: Use = "text"
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day below a key at the top of a front matter, and its line in the page."""

    key: str
    line: int
    day: date


def scalars(pairs: Iterable[tuple[str, yaml.Node]]) -> Iterator[tuple[str, Scalar]]:
    """Yield every single value and every key below each key at the top, which comes with it.

    What an alias repeats comes once for each use, so a bomb of aliases is no work.
    """
    seen: set[tuple[int, Use]] = set()
    for key, node in pairs:
        yield from ((key, scalar) for scalar in _below(key, node, seen))


def _below(key: str, node: yaml.Node, seen: set[tuple[int, Use]]) -> Iterator[Scalar]:
    waiting: list[tuple[str, Use, yaml.Node]] = [(key, USES.get(key.lower(), "text"), node)]
    while waiting:
        above, use, one = waiting.pop()
        if (id(one), use) in seen:
            continue
        seen.add((id(one), use))
        if isinstance(one, yaml.ScalarNode):
            yield Scalar(above, one, str(one.value), use)
        elif isinstance(one, yaml.SequenceNode):
            waiting += [(above, use, item) for item in one.value]
        elif isinstance(one, yaml.MappingNode):
            for name, value in one.value:
                own = str(name.value) if isinstance(name, yaml.ScalarNode) else above
                yield Scalar(own, name, own, is_key=True)
                waiting.append((own, use if use != "text" else USES.get(own.lower(), "text"), value))


def written_days(key: str, node: yaml.Node | None, line_of: LineOf) -> list[WrittenDay]:
    """Return the days below `key`, whose value is `node`, each once; what is no day is passed over."""
    found: list[WrittenDay] = []
    waiting, seen = [node], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            waiting += [value for _, value in one.value]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value
        elif isinstance(one, yaml.ScalarNode) and one.tag == TIMESTAMP and (day := _day(one)):
            found.append(WrittenDay(key, line_of(one), day))
    return found


def _day(node: yaml.ScalarNode) -> date | None:
    maker: Any = yaml.constructor.SafeConstructor()
    try:
        made = maker.construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        return None  # it is no day of the calendar, which is told already
    return made.date() if isinstance(made, datetime) else made
