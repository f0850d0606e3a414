"""The elements of an HTML page or a template that have an id, and the lines of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from chronicles.problems import Refused
from chronicles.source.definitions import Definitions, ordered
from chronicles.source.languages.grammar import error_of, first_line, parse, span_of, text_of_node, unreadable
from chronicles.source.languages.template_blocks import template_blocks, without_tags

if TYPE_CHECKING:
    from tree_sitter import Node

# What has no end tag (HTML, section 13.1.2). Others may leave it out, and end with what follows: where, only
# a browser knows that sees the page and not its template.
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"})
VOID |= {"track", "wbr"}
ELEMENTS = frozenset({"element", "script_element", "style_element"})


def html_ids(source: str) -> Definitions:
    """Return the elements of `source` that have an id, and the blocks of Django's templates in it.

    An id that a template makes has no name here. Where the HTML does not parse, or an element is never
    closed, as in the branches of a template, what could be read is returned, with the words about the rest.
    """
    blocks = template_blocks(source)
    root = parse("html", without_tags(source))
    elements = list(_elements(root))
    unclosed = next((element for _, element in elements if not _is_closed(element)), None)
    refused = blocks.refused or error_of("html", root) or (_never_closed(unclosed) if unclosed else None)
    ids = ((name, span_of(element)) for name, element in elements if _is_closed(element))
    known = ((name, span) for name, spans in blocks.places.items() for span in spans)
    return Definitions(ordered(chain(known, ids)), refused=refused)


def _elements(root: Node) -> Iterator[tuple[str, Node]]:
    left = [root]
    while left:
        node = left.pop()
        if node.type in ELEMENTS and (name := _id(node.named_children[0])):
            yield name, node
        left += reversed(node.named_children)


def _id(tag: Node) -> str:
    for attribute in tag.named_children[1:]:
        key, *values = attribute.named_children or [attribute]
        if text_of_node(key).lower() == "id" and values:
            found = text_of_node(values[0]).strip("\"'")
            return "" if " " in found else found  # HTML allows no space in it: a template's tag stood there
    return ""


def _is_closed(element: Node) -> bool:
    tag = element.named_children[0]
    has_end = any(child.type == "end_tag" for child in element.named_children)
    is_void = tag.type == "self_closing_tag" or text_of_node(tag.named_children[0]).lower() in VOID
    return not element.has_error and (has_end or is_void)


def _never_closed(element: Node) -> Refused:
    tag = text_of_node(element.named_children[0].named_children[0])
    return unreadable("html", first_line(element), f"<{tag}> is never closed")
