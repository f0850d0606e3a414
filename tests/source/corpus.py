"""Python files of the packages that are installed anyway, and what the running Python says of them."""

import ast
import symtable
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path

PACKAGES = Path(sysconfig.get_path("purelib"))
LIBRARY = Path(sysconfig.get_path("stdlib"))


def files(count: int) -> list[Path]:
    """That many files, spread evenly over the installed packages and the standard library.

    The tests of that are left out: some of their files are there to be wrong.
    """
    folders = (PACKAGES, LIBRARY)
    found = [path for folder in folders for path in sorted(folder.rglob("*.py")) if "test" not in path.parts]
    return found[:: max(1, len(found) // count)]


def text_of(path: Path) -> str | None:
    """The text of a file that this Python can parse, `None` for another one."""
    try:
        text = path.read_text("utf-8").removeprefix("\ufeff")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (ValueError, SyntaxError):
        return None
    return text


def names(source: str) -> set[str]:
    """The dotted names that a module and its classes bind, as the symbol table of this Python has them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = symtable.symtable(source, "a.py", "exec")
    found, left = set(), [("", module)]
    while left:
        prefix, table = left.pop()
        found |= {
            prefix + _plain(name.get_name(), prefix) for name in table.get_symbols() if _is_bound(name, table)
        }
        for child in table.get_children():
            if child.get_type() == "class" and not _is_annotation(child):
                left.append((f"{prefix}{child.get_name()}.", child))
    inner, bound = _comprehended(source), {name for name, _ in bindings(source)}
    return {name for name in found if name in bound or name.rpartition(".")[2] not in inner}


def _comprehended(source: str) -> set[str]:
    """What comprehensions bind for themselves, which since 3.12 stands in the table around them (PEP 709)."""
    parts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.comprehension))
    return {name.id for part in parts for name in ast.walk(part.target) if isinstance(name, ast.Name)}


def _is_bound(name: symtable.Symbol, table: symtable.SymbolTable) -> bool:
    is_ours = name.is_assigned() or name.is_imported() or name.is_namespace()
    return (
        is_ours
        and not (table.get_type() == "class" and name.is_declared_global())
        and name.get_name()[0] != "."
    )


def _is_annotation(table: symtable.SymbolTable) -> bool:
    return table.get_name().startswith("<")


def _plain(name: str, prefix: str) -> str:
    """A name of a class as it is written, without that of the class (reference, section 6.2.1)."""
    if not prefix:
        return name
    mangled = f"_{prefix[:-1].rpartition('.')[2].lstrip('_')}__"
    return name.removeprefix(mangled[:-2]) if name.startswith(mangled) else name


def bindings(source: str) -> Iterator[tuple[str, int]]:
    """Every dotted name of a module and its classes, with each line that binds it."""
    yield from _walk(ast.parse(source), "")


def _walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + child.name, child.lineno
            if isinstance(child, ast.ClassDef):
                yield from (
                    found
                    for part in child.body
                    for found in _walk(ast.Module([part], []), f"{prefix}{child.name}.")
                )
            continue
        if isinstance(child, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            continue
        yield from ((prefix + name, line) for name, line in _bound(child))
        yield from _walk(child, prefix)


def _bound(node: ast.AST) -> Iterator[tuple[str, int]]:
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id, line
    elif isinstance(node, ast.alias) and node.name != "*":
        yield node.asname or node.name.partition(".")[0], line
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name, line
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest, line
