"""Parses the languages of a project, by grammars that are the same on every Python. Reads their versions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from chronicles.problems import Refused
from chronicles.source.definitions import LineSpan

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# Imported when a file of theirs is parsed: nothing else needs them, and not every Python has them.
LANGUAGES = ("bash", "css", "html", "javascript", "python", "toml")
OTHERWISE = "Mend it, or show the whole file or a region, which need no parsing."
MOST_SHOWN = 30  # characters of what is not understood


def parse(language: str, source: str) -> Node:
    """Return the root of the syntax tree of `source`, in which errors are nodes, too.

    `language` is one of `LANGUAGES`. Raises `Refused` for what is no text.
    """
    if (at := source.find("\0")) >= 0:
        raise unreadable(language, source.count("\n", 0, at) + 1, "unexpected null byte")
    try:
        data = source.encode()
    except UnicodeEncodeError as error:
        line = source.count("\n", 0, error.start) + 1
        raise unreadable(language, line, f"unexpected {source[error.start]!r}") from None
    return _parser(language).parse(data).root_node


def unreadable(language: str, line: int, what: str) -> Refused:
    """Return what is said of a source that the grammar of `language` does not take."""
    return does_not_parse(line, what, f"tree-sitter-{language} {version(f'tree-sitter-{language}')}")


def does_not_parse(line: int, what: str, parser: str) -> Refused:
    """Return what is said of a source that `parser`, a name with a version, does not take."""
    return Refused(f"the source does not parse (line {line}: {what}, says {parser})", OTHERWISE)


def checked(language: str, root: Node) -> Node:
    """Return `root`; raises `Refused` where there is an error below it."""
    if refused := error_of(language, root):
        raise refused
    return root


def error_of(language: str, root: Node) -> Refused | None:
    """Return what is said of the first error below `root`, `None` where there is none.

    The grammar takes what it does not understand, and what stands around it, for one node: the first that
    is inside of that one is nearer to the slip.
    """
    errors = errors_below(root)
    if (error := next(errors, None)) is None:
        return None
    if error.is_error:
        error = next((inner for inner in errors if inner.end_byte <= error.end_byte), error)
    said = f"missing {error.type!r}" if error.is_missing else f"unexpected {_shown(error)!r}"
    return unreadable(language, first_line(error), said)


def errors_below(root: Node) -> Iterator[Node]:
    """Yield the nodes below `root` that are no syntax of the language, in their order."""
    left = [root] if root.has_error else []
    while left:
        node = left.pop()
        if node.is_error or node.is_missing:
            yield node
        left += [child for child in reversed(node.children) if child.has_error]


def text_of_node(node: Node) -> str:
    """Return the text that `node` stands for."""
    return (node.text or b"").decode()


def first_line(node: Node) -> int:
    """Return the line that `node` begins in, from 1."""
    return node.start_point.row + 1


def span_of(node: Node) -> LineSpan:
    """Return the lines of `node`, without the blank ones that some grammars count at its end."""
    text = (node.text or b"").rstrip()
    return LineSpan(first_line(node), first_line(node) + text.count(b"\n"))


def _shown(node: Node) -> str:
    line = text_of_node(node).strip().split("\n", 1)[0]
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"


@cache
def _parser(language: str) -> Parser:
    library = import_module("tree_sitter")
    grammar = library.Language(import_module(f"tree_sitter_{language}").language())
    parser: Parser = library.Parser(grammar)
    return parser
