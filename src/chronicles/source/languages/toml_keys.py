"""The tables and keys of a TOML file by their dotted names, and the lines of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import checked, first_line, parse, span_of, text_of_node

if TYPE_CHECKING:
    from tree_sitter import Node

TABLES = frozenset({"table", "table_array_element"})
KEYS = frozenset({"bare_key", "quoted_key", "dotted_key"})


def toml_keys(source: str) -> Definitions:
    """Return the tables and keys of `source`, without the quotes that some are written in.

    A table ends with its last key. Raises `Refused` where the source does not parse.
    """
    return Definitions(ordered(_keys(checked("toml", parse("toml", source)), "")))


def _keys(root: Node, prefix: str) -> Iterator[tuple[str, LineSpan]]:
    left = [(child, prefix) for child in root.named_children]
    while left:
        node, before = left.pop()
        if node.type not in TABLES and node.type != "pair":
            continue
        name = before + _name(node.named_children[0])
        parts = [child for child in node.named_children if child.type != "comment"]
        yield name, LineSpan(first_line(node), span_of(parts[-1]).last)
        inner = (
            parts[1].named_children if node.type == "pair" and parts[1].type == "inline_table" else parts[1:]
        )
        left += [(child, f"{name}.") for child in inner]


def _name(key: Node) -> str:
    left, words = [key], []
    while left:
        part = left.pop()
        if part.type == "dotted_key":
            left += [child for child in reversed(part.named_children) if child.type in KEYS]
        else:
            text = text_of_node(part)
            words.append(text[1:-1] if part.type == "quoted_key" else text)
    return ".".join(words)
