"""Which part of a project the first entry of a journal quotes. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chronicles.pages.addresses import Address
from chronicles.problems import Refused
from chronicles.source.excerpts import Index
from chronicles.source.trees import Tree

LINES = range(3, 26)  # that somebody reads at a glance
BEST = 12
MOST_FILES = 400  # enough to find something good in, and soon done
# Parts of paths whose code says little about a project.
PLAIN = ("test", "migrations", "conftest", "docs", "setup.py", "settings", "__init__", "version", "example")


@dataclass(frozen=True, slots=True, order=True)
class _QuotableSymbol:
    rank: tuple[int, ...]
    path: str
    first: int
    name: str


def first_symbol(tree: Tree) -> Address | None:
    """Return the address of a short class or function of `tree`; `None` where it has none in Python.

    A class of `models.py` is the best. Else what is in a package is better than a script, a class than a
    function, and of these the one that is nearest to `BEST` lines.
    """
    files = frozenset(tree.files())
    paths = [path for path in tree.files() if path.endswith(".py") and not any(p in path for p in PLAIN)]
    paths.sort(key=lambda path: not _is_packaged(path, files))
    best = min(_quotable(tree, paths[:MOST_FILES], files), default=None)
    return Address(best.path, (best.name,)) if best else None


def _is_packaged(path: str, files: frozenset[str]) -> bool:
    """Whether the folder of a module is a package of Python."""
    return f"{path.rpartition('/')[0]}/__init__.py" in files


def _quotable(tree: Tree, paths: Iterable[str], files: frozenset[str]) -> Iterator[_QuotableSymbol]:
    for path in paths:
        try:
            text = tree.read(path).text
            known = Index(text, path).known
        except Refused:  # no text
            continue
        lines = text.split("\n")
        for name, spans in known.items():
            kind = _kind(lines[spans[0].first - 1 : spans[0].last])
            if len(spans) == 1 and kind and "." not in name and not name.startswith("_"):
                is_class, size = kind == "class", spans[0].last - spans[0].first + 1
                is_model, is_packaged = is_class and path.endswith("models.py"), _is_packaged(path, files)
                rank = (not is_model, not is_packaged, not is_class, abs(size - BEST))
                yield _QuotableSymbol(tuple(map(int, rank)), path, spans[0].first, name)


def _kind(lines: list[str]) -> str:
    """`class` or `def` where the lines are one that somebody reads at a glance, else nothing."""
    if len(lines) not in LINES:
        return ""
    first = next((line for line in lines if not line.startswith(("@", " ", ")"))), "").removeprefix("async ")
    return next((word for word in ("class", "def") if first.startswith(f"{word} ")), "")
