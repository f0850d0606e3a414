"""The names that a JavaScript module declares, and the lines of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import checked, first_line, parse, span_of, text_of_node

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})
VARIABLES = frozenset({"lexical_declaration", "variable_declaration"})
MEMBERS = frozenset({"method_definition", "field_definition"})
PATTERNS = frozenset(
    {"object_pattern", "array_pattern", "rest_pattern", "pair_pattern", "assignment_pattern"}
)
NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


def javascript_bindings(source: str) -> Definitions:
    """Return the dotted names of `source` with the places where each is declared.

    Those are the imports, variables, functions and classes of the module, and the methods and fields of its
    classes; `imports` is the first run of imports. Getter and setter of one name are one thing. Raises
    `Refused` where the source does not parse.
    """
    root = checked("javascript", parse("javascript", source))
    places: list[tuple[str, LineSpan]] = []
    imported: set[str] = set()
    accessors: set[str] = set()
    others: set[str] = set()
    for statement in root.named_children:
        if statement.type == "import_statement":
            names = list(_imported(statement))
            imported.update(names)
            places += [(name, span_of(statement)) for name in names]
            continue
        declared = statement.child_by_field_name("declaration") or statement
        places += [(name, span_of(statement)) for name in _declared(declared)]
        members = list(_members(declared))
        places += [(name, span_of(member)) for name, member in members]
        accessors |= {name for name, member in members if _is_accessor(member)}
        others |= {name for name, member in members if not _is_accessor(member)}
    found = ordered([*places, *_first_imports(root)])
    only = frozenset(name for name in imported if len(found[name]) == 1)
    return Definitions(found, frozenset(accessors - others), only)


def _imported(statement: Node) -> Iterator[str]:
    left = [child for child in statement.named_children if child.type == "import_clause"]
    while left:
        part = left.pop()
        if part.type == "identifier":
            yield text_of_node(part)
        elif part.type == "import_specifier":
            left.append(part.child_by_field_name("alias") or part.named_children[0])
        else:
            left += reversed(part.named_children)


def _declared(node: Node) -> Iterator[str]:
    if node.type in FUNCTIONS or node.type == "class_declaration":
        if name := node.child_by_field_name("name"):
            yield text_of_node(name)
    elif node.type in VARIABLES:
        for declarator in node.named_children:
            yield from _bound(declarator.child_by_field_name("name"))


def _bound(node: Node | None) -> Iterator[str]:
    """The names in a pattern; what is behind a `=` is a default, what is before a `:` a key."""
    left = [node] if node else []
    while left:
        part = left.pop()
        if part.type in NAMES:
            yield text_of_node(part)
        elif part.type == "pair_pattern":
            left += part.children_by_field_name("value")
        elif part.type in ("assignment_pattern", "object_assignment_pattern"):
            left += part.named_children[:1]
        elif part.type in PATTERNS:
            left += reversed(part.named_children)


def _members(node: Node) -> Iterator[tuple[str, Node]]:
    if node.type != "class_declaration":
        return
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None:  # a class that is exported as the default needs no name
        return
    for member in body.named_children:
        key = member.child_by_field_name("name") or member.child_by_field_name("property")
        if member.type in MEMBERS and key and key.type.endswith("property_identifier"):
            yield f"{text_of_node(name)}.{text_of_node(key)}", member


def _is_accessor(member: Node) -> bool:
    return any(child.type in ("get", "set") for child in member.children)


def _first_imports(root: Node) -> list[tuple[str, LineSpan]]:
    run: list[Node] = []
    for node in root.named_children:
        if node.type == "import_statement":
            run.append(node)
        elif run and node.type != "comment":
            break
    return [("imports", LineSpan(first_line(run[0]), span_of(run[-1]).last))] if run else []
