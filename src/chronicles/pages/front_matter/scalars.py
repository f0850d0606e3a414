"""The single values of a front matter, however deep, each with the key above it and its line."""

from collections.abc import Callable, Iterator
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
# The keys whose values are days, and those with days in them.
DATED = ("date", "skills", "challenge", "pauses")
TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text at a line of the page, `key` being the nearest key above it.

    `is_key` is whether it is itself a key, such as the title of a link.
    """

    key: str
    line: int
    text: str
    use: Use = "text"
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day below a key at the top of a front matter, and its line in the page."""

    key: str
    line: int
    day: date


def scalars(key: str, node: yaml.Node, line_of: LineOf) -> Iterator[Scalar]:
    """Yield every single value below `key`, at whose place `node` stands; of its keys, those inside.

    What an alias repeats comes once for each use, so a bomb of aliases is no work.
    """
    waiting: list[tuple[str, Use, yaml.Node]] = [(key, USES.get(key.lower(), "text"), node)]
    seen: set[tuple[int, Use]] = set()
    while waiting:
        above, use, one = waiting.pop()
        if (id(one), use) in seen:
            continue
        seen.add((id(one), use))
        if isinstance(one, yaml.ScalarNode):
            yield Scalar(above, line_of(one), str(one.value), use)
        elif isinstance(one, yaml.SequenceNode):
            waiting += [(above, use, item) for item in one.value]
        elif isinstance(one, yaml.MappingNode):
            for name, value in one.value:
                own = str(name.value) if isinstance(name, yaml.ScalarNode) else above
                yield Scalar(own, line_of(name), own, is_key=True)
                waiting.append((own, use if use != "text" else USES.get(own.lower(), "text"), value))


def written_days(key: str, node: yaml.Node | None, line_of: LineOf) -> list[WrittenDay]:
    """Return the days below `key`, at whose place `node` stands, each once; what is no day is passed over."""
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
