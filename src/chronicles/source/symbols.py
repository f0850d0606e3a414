"""The named things of Python source, and the lines that each takes."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from chronicles.problems import Refused

# Python 3.11 and 3.12 give up at some levels more, later ones at twice as many: each refuses the same.
MOST_LEVELS = 2_500
OTHERWISE = "Mend it, or show the whole file or a region, which need no parsing."


@dataclass(frozen=True, slots=True, order=True)
class LineSpan:
    """Lines of a file, from `first` to `last` (from 1, both included)."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last


def symbols(source: str) -> dict[str, list[LineSpan]]:
    """Return each dotted name of `source` with the places where it is defined.

    Classes, functions and methods (decorators included), and names that are assigned in a module
    or a class, also below `if`, `try` and `with`. `imports` is the first run of import statements.
    Raises `Refused` where the source does not parse.
    """
    found: dict[str, list[LineSpan]] = {}
    tree = _parsed(source)
    lines = source.split("\n")
    for name, node in _named(tree.body, ""):
        span = LineSpan(_first(node, lines), node.end_lineno or node.lineno)
        found.setdefault(name, []).append(span)
    if run := _imports(tree.body):
        found.setdefault("imports", []).append(run)
    return found


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd escape in a learner's string is not ours to report
        try:
            tree = _tree(source)
        except (RecursionError, MemoryError):
            raise Refused(
                "the source does not parse (it is nested too deeply)", "Show a region of it."
            ) from None
    return tree


def _tree(source: str) -> ast.Module:
    """Parse `source`; raises `RecursionError` or `MemoryError` for one that is nested too deeply."""
    if (at := source.find("\0")) >= 0:  # before 3.11.4, Python has another exception for it
        raise _unlike_python(source.count("\n", 0, at) + 1, "source code string cannot contain null bytes")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise _unlike_python(error.lineno, error.msg) from None
    except ValueError as error:
        raise _unlike_python(None, str(error)) from None
    if len(source) > MOST_LEVELS and _depth(tree) > MOST_LEVELS:
        raise RecursionError
    return tree


def _unlike_python(line: int | None, what: str) -> Refused:
    where = f"line {line}: " if line else ""
    return Refused(f"the source does not parse ({where}{what})", OTHERWISE)


def _depth(tree: ast.AST) -> int:
    """How many levels of nodes stand in one another."""
    levels, level = 0, [tree]
    while level:
        levels, level = levels + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return levels


def _named(body: list[ast.stmt], prefix: str, values: bool = True) -> Iterator[tuple[str, ast.stmt]]:
    left = body[::-1]  # a stack of our own: a chain of `elif` is as deep as it is long
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = prefix + node.name
            yield name, node
            # What a function assigns is its own affair; what it defines can be shown.
            yield from _named(node.body, f"{name}.", values=isinstance(node, ast.ClassDef))
        else:
            if values:
                yield from ((prefix + name, node) for name in dict.fromkeys(_assigned(node)))
            left += _below(node)[::-1]


def _assigned(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    elif isinstance(alias := getattr(node, "name", None), ast.Name):  # `type X = …`
        targets = [alias]
    else:
        return
    stored = (part for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))
    yield from (part.id for part in stored if isinstance(part.ctx, ast.Store))


def _below(node: ast.stmt) -> list[ast.stmt]:
    """The statements inside a compound one, in order."""
    below: list[ast.stmt] = []
    for field in ("body", "handlers", "orelse", "finalbody", "cases"):
        for child in getattr(node, field, None) or []:
            below += [child] if isinstance(child, ast.stmt) else getattr(child, "body", [])
    return below


def _imports(body: list[ast.stmt]) -> LineSpan | None:
    run: list[ast.stmt] = []
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            run.append(node)
        elif run:
            break
    return LineSpan(run[0].lineno, run[-1].end_lineno or run[-1].lineno) if run else None


def _first(node: ast.stmt, lines: list[str]) -> int:
    """The line that `node` begins in, that of its first decorator's `@` where it has any."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    while decorators and not lines[first - 1].lstrip().startswith("@"):
        first -= 1  # `@(` may stand on a line of its own
    return first
