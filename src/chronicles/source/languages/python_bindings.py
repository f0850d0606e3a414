"""The names that a Python source binds, whatever Python runs, and the lines of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from chronicles.problems import Refused
from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import (
    error_of,
    errors_below,
    first_line,
    parse,
    text_of_node,
    unreadable,
)
from chronicles.source.languages.python_targets import (
    BLOCKS,
    DEFINITIONS,
    bound_by,
    name_of,
    walrus_targets,
)

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
ACCESSORS = frozenset({"setter", "getter", "deleter"})
OVERLOAD = "overload"

Kind = Literal["import", "definition", "value"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One place where a name is bound: the lines of its statement, in which block, by which decorators."""

    span: LineSpan
    kind: Kind
    block: int
    decorators: tuple[str, ...] = ()


@dataclass(slots=True)
class Scope:
    """What a module, a class or a function binds; `prefix` stands before its names."""

    prefix: str = ""
    is_function: bool = False
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)


def python_bindings(source: str) -> Definitions:
    """Return every dotted name of `source` with the places where it is bound.

    The names of the module and of its classes are those that the language reference counts as bound (section
    4.2.1), in every branch, also by `global` in a function. What a function assigns is its own affair; what
    it defines can be shown. A name is one thing if one of its places holds all others, or if they are
    overloads or a property with its setter. `imports` is the first run of import statements. Raises
    `Refused` where the source does not parse.
    """
    root = parse("python", source)
    if refused := _refused(root):
        raise refused
    lines = source.split("\n")
    scopes = list(_scopes(root, lines))
    bindings = _merged(scopes)
    places = ordered((name, one.span) for name, found in bindings.items() for one in found)
    if run := _imports(root):
        places["imports"] = sorted({*places.get("imports", []), run})
    wholes = frozenset(
        name for name, found in bindings.items() if len(places[name]) > 1 and _is_whole(name, found)
    )
    imported = [name for name, found in bindings.items() if all(one.kind == "import" for one in found)]
    return Definitions(places, wholes - {"imports"}, frozenset(imported))


def _refused(root: Node) -> Refused | None:
    """What is wrong with a source; the grammar does not know defaults of type parameters (PEP 696) yet."""
    if all(_is_default(error) for error in errors_below(root)):
        return None
    return error_of("python", root)


def _is_default(error: Node) -> bool:
    parent = error.parent
    is_parameter = parent is not None and parent.type == "type_parameter" and error.is_error
    return is_parameter and "=" in (text_of_node(error)[:1], text_of_node(error)[-1:])


def _scopes(root: Node, lines: list[str]) -> Iterator[Scope]:
    """Every scope of a module; a stack of our own, since a chain of `elif` is as deep as it is long."""
    module = Scope()
    yield module
    left = _statements(root, module, lines)
    while left:
        node, scope, block = left.pop()
        if node.type == "global_statement":
            scope.globals.update(name_of(child) for child in node.named_children)
        elif node.type in DEFINITIONS:
            inner, body = _define(node, scope, block)
            yield inner
            left += _statements(body, inner, lines)
            continue
        _bind(node, scope, block)
        for child in reversed(node.named_children):
            if child.type == "block":
                left += _statements(child, scope, lines)
            elif child.type in BLOCKS:
                left.append((child, scope, child.id))


def _bind(node: Node, scope: Scope, block: int) -> None:
    kind: Kind = "import" if node.type in IMPORTS else "value"
    names = [*bound_by(node), *walrus_targets(node)]
    if not names:
        return
    binding = Binding(LineSpan(first_line(node), _last(node)), kind, block)
    for name in dict.fromkeys(names):
        scope.bindings.setdefault(name, []).append(binding)


def _define(node: Node, scope: Scope, block: int) -> tuple[Scope, Node]:
    """Bind what `node` defines, and return its own scope and its body."""
    defined = node.child_by_field_name("definition") or node
    name, body = defined.child_by_field_name("name"), defined.child_by_field_name("body")
    assert name is not None and body is not None, "the grammar has both in every definition"
    decorators = [
        text_of_node(child)[1:].strip() for child in node.named_children if child.type == "decorator"
    ]
    span = LineSpan(first_line(node), _last(node))
    binding = Binding(span, "definition", block, tuple(decorators))
    scope.bindings.setdefault(name_of(name), []).append(binding)
    for other in {*walrus_targets(node), *walrus_targets(defined)}:
        scope.bindings.setdefault(other, []).append(Binding(span, "value", block))
    return Scope(f"{scope.prefix}{name_of(name)}.", defined.type == "function_definition"), body


def _statements(block: Node, scope: Scope, lines: list[str]) -> list[tuple[Node, Scope, int]]:
    """The statements of a block, the last one first, as a stack wants them.

    Raises `Refused` for what Python takes for no block at all, though the grammar does.
    """
    found = [child for child in block.named_children if child.type not in ("comment", "line_continuation")]
    if not found and block.type == "block":
        raise unreadable("python", first_line(block), "expected an indented block")
    margin = None if block.type == "block" else ""
    for statement in found:
        if statement.type in ("print_statement", "exec_statement") and not _is_shift(statement):
            said = f"{statement.type.split('_')[0]!r} is a statement of Python 2"
            raise unreadable("python", first_line(statement), said)
        if (indent := _indent(statement, lines)) is None:
            continue
        margin = indent if margin is None else margin
        if indent != margin:
            raise unreadable("python", first_line(statement), "unexpected indentation")
    return [(statement, scope, block.id) for statement in reversed(found)]


def _is_shift(statement: Node) -> bool:
    """Whether it is `print >>file, …`, which Python 3 reads as an expression."""
    return any(child.type == "chevron" for child in statement.named_children)


def _indent(statement: Node, lines: list[str]) -> str | None:
    """The white space before a statement, `None` where another one stands before it or a `\\` above it.

    A form feed begins the count anew (language reference, section 2.1.8).
    """
    row, column = statement.start_point
    before = lines[row].encode()[:column].decode()
    if before.strip() or (row and lines[row - 1].endswith("\\")):
        return None
    return before.rpartition("\f")[2]


def _last(node: Node) -> int:
    """The line that `node` ends in, without the comments that the grammar counts to its last block."""
    while node.type in DEFINITIONS or node.type in BLOCKS or node.type.endswith("_statement"):
        parts = [
            child for child in node.children if child.type != "comment" and child.end_byte > child.start_byte
        ]
        if not parts:
            break
        node = parts[-1]
    return node.end_point.row + 1


def _merged(scopes: Iterable[Scope]) -> dict[str, list[Binding]]:
    """The bindings of all scopes under their dotted names, in the order of the file."""
    merged: dict[str, list[Binding]] = {}
    for scope in scopes:
        for name, found in scope.bindings.items():
            if name in scope.globals:
                merged.setdefault(name, []).extend(found)
            elif not scope.is_function or any(one.kind == "definition" for one in found):
                merged.setdefault(scope.prefix + name, []).extend(found)
    return {name: sorted(found, key=lambda one: one.span) for name, found in merged.items()}


def _is_whole(name: str, bindings: list[Binding]) -> bool:
    """Whether the bindings of a name are one thing."""
    if any(all(_holds(one.span, other.span) for other in bindings) for one in bindings):
        return True
    first, *others = bindings
    if len({one.block for one in bindings}) > 1 or any(one.kind != "definition" for one in bindings):
        return False
    if all(_is_overload(one) for one in bindings[:-1]):
        return True
    accessors = {f"{name.rpartition('.')[2]}.{kind}" for kind in ACCESSORS}
    return bool(first.decorators) and all(accessors.intersection(one.decorators) for one in others)


def _holds(outer: LineSpan, inner: LineSpan) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _is_overload(binding: Binding) -> bool:
    return any(decorator.rpartition(".")[2] == OVERLOAD for decorator in binding.decorators)


def _imports(root: Node) -> LineSpan | None:
    run: list[Node] = []
    for node in root.named_children:
        if node.type in IMPORTS:
            run.append(node)
        elif run and node.type != "comment":
            break
    return LineSpan(first_line(run[0]), run[-1].end_point.row + 1) if run else None
