"""The keys and values of a YAML mapping, each with its line, and what is wrong with any of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from chronicles.pages.front_matter.quoting import quoted
from chronicles.problems import Refused

MOST_LEVELS = 50
MERGE = "<<"
FIRST = 2  # the line of the page in which the YAML begins
LINES = "Write lines such as 'title: My first day'."
NOT_A_WORD = Refused("a key of the front matter is not a word", LINES)
MEND = "Mend the YAML; put quotes around a value that holds ': ' or '#'."
SHOWN = 80  # characters of a value
# A value without quotes (YAML 1.2.2, section 7.3.3), in which ': ' would begin another one.
PLAIN = re.compile(r"(?P<key>[\w-]+):[ \t]+(?P<value>[^\s\"'\[\]{}|>&*!%@`#,?].*?)[ \t]*")
COLON = re.compile(r":(?:[ \t]|$)")
# What YAML has no room for.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What the parser's own functions let out for a value that does not exist, such as 30 February.
NOT_A_VALUE = (ValueError, LookupError, AttributeError, ArithmeticError, TypeError)

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Pairs:
    """What a mapping says: values and lines by key, what is wrong and where, and whether it is one.

    `nodes` has what YAML made each value of; `line_of` tells the line of what is in it.
    `is_whole` is whether YAML takes all of it for a mapping; `is_safe`, whether its parser can be
    let near it: where it is nested too deeply, libyaml ends the process.
    """

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    nodes: dict[str, yaml.Node] = field(default_factory=dict)
    line_of: Callable[[yaml.Node], int] = lambda _: FIRST
    wrong: list[tuple[int, Refused]] = field(default_factory=list)
    is_whole: bool = False
    is_safe: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it at all, right or wrong."""
        return not (self.is_whole or self.places or self.wrong)


def read_pairs(source: str) -> Pairs:
    """Return the pairs of the mapping that `source` is, and every fault in it.

    Lines are those of the page: `source` begins in its second one.
    """
    pairs = Pairs(line_of=lambda node: _line(source, node))
    try:
        pairs.is_safe = _depth(source) <= MOST_LEVELS
        if not pairs.is_safe:
            raise RecursionError
        loader = Loader(source)
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        pairs.wrong.append(_broken(source, error))
        return pairs
    if isinstance(node, yaml.MappingNode):
        exist = [_add(pairs, source, loader, *pair) for pair in node.value]
        pairs.is_whole = all(exist) and _is_merged(pairs, source, loader, node)
    elif node is not None:
        pairs.wrong.append((FIRST, Refused("the front matter is not a list of keys and values", LINES)))
    return pairs


def _add(pairs: Pairs, source: str, loader: Any, key_node: yaml.Node, value_node: yaml.Node) -> bool:
    """Add a pair, or what is wrong with it; return whether YAML could make something of it."""
    line = _line(source, key_node)
    if not isinstance(key_node, yaml.ScalarNode):
        pairs.wrong.append((line, NOT_A_WORD))
        return False
    key = str(key_node.value)
    if key in pairs.places:
        twice = Refused(f"{_short(key)} stands twice in the front matter", "Keep one of them.")
        pairs.wrong.append((line, twice))
        return True
    pairs.places[key], pairs.nodes[key] = line, value_node
    try:
        pairs.values[key] = loader.construct_object(value_node, deep=True)
        return True
    except (yaml.YAMLError, RecursionError) as error:
        pairs.wrong.append(_broken(source, error))
    except NOT_A_VALUE:
        mend = "Write a date such as 2025-08-29, or put quotes around the value."
        culprit = _culprit(loader, value_node).value
        message = f"{_short(key)} is not a value that exists: {_short(str(culprit))}"
        pairs.wrong.append((line, Refused(message, mend)))
    loader.recursive_objects.clear()
    return False


def _culprit(loader: Any, node: yaml.Node) -> yaml.Node:
    """What the loader was at when it gave up: a value within `node`, or all of it."""
    under_way = [item for item in loader.recursive_objects if isinstance(item, yaml.ScalarNode)]
    return under_way[-1] if under_way else node


def _is_merged(pairs: Pairs, source: str, loader: Any, node: yaml.Node) -> bool:
    """Whether the pairs make a mapping together; what YAML merges into it with `<<` is added to them."""
    merged, line = pairs.values.pop(MERGE, None), pairs.places.pop(MERGE, FIRST)
    try:
        whole = loader.construct_document(node)
    except (yaml.YAMLError, RecursionError) as error:
        pairs.wrong.append(_broken(source, error))
        return False
    except NOT_A_VALUE:
        pairs.wrong.append((_line(source, _culprit(loader, node)), NOT_A_WORD))
        return False
    for key in whole.keys() - pairs.values.keys() if merged else ():
        pairs.values[str(key)], pairs.places[str(key)] = whole[key], line
    for name, value in _merged_pairs(pairs.nodes.pop(MERGE, None)):
        pairs.nodes.setdefault(name, value)
    return True


def _merged_pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """The pairs of the mapping behind `<<`, or of those in a list there, and of what these merge."""
    found: list[tuple[str, yaml.Node]] = []
    waiting, seen = [node], set[int]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, yaml.SequenceNode):
            waiting += one.value
        elif isinstance(one, yaml.MappingNode) and id(one) not in seen:
            seen.add(id(one))
            found += [(str(name.value), value) for name, value in one.value]
            waiting += [value for name, value in one.value if name.value == MERGE]
    return found


def _depth(source: str) -> int:
    """How deep collections stand in one another. Parsing is a loop, what follows it a recursion."""
    depth = deepest = 0
    for event in yaml.parse(source, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
        if deepest > MOST_LEVELS:
            break
    return deepest


def _broken(source: str, error: Exception) -> tuple[int, Refused]:
    line, what = FIRST - 1, getattr(error, "problem", None) or "it is nested too deeply"
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark and begun and mark.index >= len(source.rstrip()):
        mark = begun  # what is never closed is best seen where it begins
    if mark:
        line = _line_at(source, mark.index)
        if refused := _unquoted(source.split("\n")[line - FIRST]):
            return line, refused
    elif found := UNPRINTABLE.search(source):
        line, what = _line_at(source, found.start()), f"it holds the character U+{ord(found[0]):04X}"
    return line, Refused(f"the front matter cannot be read: {what}", MEND)


def _unquoted(line: str) -> Refused | None:
    """What is wrong with a line where the parser stopped, if its value has a colon and no quotes."""
    pair = PLAIN.fullmatch(line)
    if pair is None or not COLON.search(pair["value"]):
        return None
    value = pair["value"] if len(pair["value"]) <= SHOWN else f"{pair['value'][: SHOWN - 1]}…"
    mend = f"Write it as {pair['key']}: {quoted(value)}."
    return Refused(f"the value of {pair['key']!r} holds a colon, so it needs quotes", mend)


def _line(source: str, node: yaml.Node) -> int:
    return _line_at(source, node.start_mark.index)


def _line_at(source: str, index: int) -> int:
    """The line of the page: YAML takes U+2028 for the end of a line, Markdown does not."""
    return source.count("\n", 0, index) + FIRST


def _short(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…")
