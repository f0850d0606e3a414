"""The rules of a style sheet by their selectors, and the lines of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import checked, parse, span_of

if TYPE_CHECKING:
    from tree_sitter import Node

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def css_rules(source: str) -> Definitions:
    """Return the rules of `source`: by their selectors, as they are written, or by what stands behind an `@`.

    White space counts as one space, and quotes are single ones. Rules inside of others have their own
    selector alone. Raises `Refused` where the source does not parse.
    """
    return Definitions(ordered(_rules(checked("css", parse("css", source)))))


def _rules(root: Node) -> Iterator[tuple[str, LineSpan]]:
    left = root.named_children
    while left:
        node = left.pop()
        if node.type == "rule_set" or node.type.endswith(("_statement", "at_rule")):
            yield _name(node), span_of(node)
        if node.type not in ("declaration", "selectors"):
            left += node.named_children


def _name(rule: Node) -> str:
    """What stands before the block of a rule, or the whole of a rule that has none."""
    parts = [child for child in rule.children if not child.type.endswith(("block", "block_list"))]
    text = (rule.text or b"")[: parts[-1].end_byte - rule.start_byte].decode()
    return " ".join(COMMENT.sub(" ", text).replace('"', "'").rstrip("; \n\t").split())
