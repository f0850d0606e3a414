"""The names that a statement of Python binds, by the reference of the language, section 4.2.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unicodedata import normalize

from chronicles.source.languages.grammar import text_of_node

if TYPE_CHECKING:
    from tree_sitter import Node

GROUPS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"})
GROUPS |= {"expression_list", "tuple", "list", "list_splat", "parenthesized_expression", "as_pattern_target"}
DEFINITIONS = frozenset({"class_definition", "function_definition", "decorated_definition"})
# What a statement of several lines has below it: other statements.
BLOCKS = frozenset({"block", "elif_clause", "else_clause", "except_clause", "finally_clause", "case_clause"})


def name_of(node: Node) -> str:
    """Return the name of an identifier, in the form of Unicode (NFKC) in which Python reads it."""
    return normalize("NFKC", text_of_node(node))


def bound_by(node: Node) -> Iterator[str]:
    """Yield the names that the statement or clause `node` binds, those below it left out.

    What classes and functions define is not told here, nor what `:=` binds.
    """
    if read := READERS.get(node.type):
        yield from read(node)


def walrus_targets(node: Node) -> Iterator[str]:
    """Yield what `:=` binds in the expressions of a statement or clause; in a lambda, it binds there."""
    below = BLOCKS | DEFINITIONS
    left = [child for child in node.children if child.type not in below and b":=" in (child.text or b"")]
    while left:
        part = left.pop()
        if part.type == "named_expression" and (name := part.child_by_field_name("name")):
            yield name_of(name)
        left += part.children_by_field_name("parameters") if part.type == "lambda" else part.children


def _stored(node: Node | None) -> Iterator[str]:
    """The names in a target; an attribute or an item of something binds none."""
    left = [node] if node else []
    while left:
        part = left.pop()
        if part.type == "identifier":
            yield name_of(part)
        elif part.type in GROUPS:
            left += reversed(part.named_children)


def _assigned(node: Node) -> Iterator[str]:
    for part in node.named_children:
        while part and part.type in ("assignment", "augmented_assignment"):
            yield from _stored(part.child_by_field_name("left"))
            chained = part.child_by_field_name("right")
            if chained is None:
                break
            part = chained


def _imported(node: Node) -> Iterator[str]:
    for name in node.children_by_field_name("name"):
        if alias := name.child_by_field_name("alias"):
            yield name_of(alias)
        elif name.named_children:
            yield name_of(name.named_children[0])  # `import a.b` binds `a`


def _iterated(node: Node) -> Iterator[str]:
    yield from _stored(node.child_by_field_name("left"))


def _aliased(node: Node) -> Iterator[str]:
    """What stands behind `as` in a `with` or an `except`."""
    left = [child for child in reversed(node.named_children) if child.type not in BLOCKS]
    while left:
        part = left.pop()
        if part.type == "as_pattern":
            yield from _stored(part.child_by_field_name("alias"))
        elif part.type in ("with_clause", "with_item", "parenthesized_expression", "tuple"):
            left += reversed(part.named_children)


def _type_alias(node: Node) -> Iterator[str]:
    part = node.child_by_field_name("left")
    while part and part.type in ("type", "generic_type"):
        part = part.named_children[0]
    yield from _stored(part)


def _deleted(node: Node) -> Iterator[str]:
    for part in node.named_children:
        yield from _stored(part)  # a target of `del` is bound, says the reference


def _captured(node: Node) -> Iterator[str]:
    """What the patterns of a `case` capture: names without a dot, and what follows `*`, `**` and `as`."""
    left = [child for child in reversed(node.named_children) if child.type == "case_pattern"]
    while left:
        part = left.pop()
        if part.type == "identifier":
            yield name_of(part)
        elif part.type == "dotted_name":
            left += part.named_children if len(part.named_children) == 1 else []
        elif part.type in ("class_pattern", "keyword_pattern"):
            left += reversed(part.named_children[1:])
        elif part.type == "dict_pattern":
            keys = set(part.children_by_field_name("key"))
            left += [child for child in reversed(part.named_children) if child not in keys]
        else:
            left += reversed(part.named_children)


READERS: dict[str, Callable[[Node], Iterator[str]]] = {
    "expression_statement": _assigned,
    "import_statement": _imported,
    "import_from_statement": _imported,
    "future_import_statement": _imported,
    "for_statement": _iterated,
    "with_statement": _aliased,
    "except_clause": _aliased,
    "case_clause": _captured,
    "type_alias_statement": _type_alias,
    "delete_statement": _deleted,
}
