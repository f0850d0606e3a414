"""The keys of a YAML file by their dotted names, and the lines of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import does_not_parse

PARSER = f"PyYAML {yaml.__version__}"


@dataclass(slots=True)
class Level:
    """A mapping or a list that is being read: what stands before the names in it, and its key that waits."""

    prefix: str | None  # None in a list, whose items have no names
    key: str | None = None
    first: int = 0


def yaml_keys(source: str) -> Definitions:
    """Return the keys of `source`, those of mappings in mappings too; what a list holds has no name.

    PyYAML, which reads the front matter of pages, tells the lines; its events come one after the other,
    however deep the source is. Raises `Refused` where the source does not parse.
    """
    try:
        return Definitions(ordered(_keys(yaml.parse(source, Loader=yaml.SafeLoader))))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise does_not_parse(line, error.problem or "unexpected text", PARSER) from None
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise does_not_parse(line, f"unexpected {chr(error.character)!r}", PARSER) from None


def _keys(events: Any) -> Iterator[tuple[str, LineSpan]]:
    levels: list[Level] = []
    last = 0
    for event in events:
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            levels.append(Level(_prefix(levels) if isinstance(event, yaml.MappingStartEvent) else None))
            continue
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            levels.pop()
            last = _end(event) or last
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            last = _last(event)
        else:
            continue
        if not levels or (level := levels[-1]).prefix is None:
            continue
        if level.key is None:
            level.key, level.first = getattr(event, "value", ""), _first(event)
            continue
        if level.key:  # one that is a mapping or an alias has no name
            yield level.prefix + level.key, LineSpan(level.first, last)
        level.key = None


def _prefix(levels: list[Level]) -> str | None:
    """What stands before the names of a mapping, `None` where it has no name itself."""
    if not levels:
        return ""
    outer = levels[-1]
    return f"{outer.prefix}{outer.key}." if outer.prefix is not None and outer.key else None


def _end(event: Any) -> int:
    """The line of the bracket that a mapping or list ends with, 0 where it has none."""
    return int(event.end_mark.line + 1) if event.end_mark.index > event.start_mark.index else 0


def _first(event: Any) -> int:
    return int(event.start_mark.line + 1)


def _last(event: Any) -> int:
    """The line that a scalar ends in; one with `|` or `>` ends where the next thing begins."""
    start, end = event.start_mark, event.end_mark
    return int(start.line + 1 + start.buffer[start.pointer : end.pointer].rstrip().count("\n"))
