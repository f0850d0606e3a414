"""Find a name in a project."""

from functools import partial

from chronicles.pages.addresses import Address
from chronicles.pages.selectors import spelled
from chronicles.problems import Absent, Refused, nearest
from chronicles.source.excerpts import Index
from chronicles.source.trees import Tree

# The words by which highlighters know a file.
LANGUAGES = {
    ".py": "python",
    ".html": "html",
    ".css": "css",
    ".js": "javascript",
    ".json": "json",
    ".md": "markdown",
    ".sh": "bash",
    ".sql": "sql",
    ".toml": "toml",
    ".yml": "yaml",
    ".yaml": "yaml",
}


def language_of(path: str) -> str:
    """Return the language of a file, `text` where its ending tells nothing."""
    return next((language for ending, language in LANGUAGES.items() if path.endswith(ending)), "text")


def find(name: str, tree: Tree) -> list[Address]:
    """Return the addresses of everything in `tree` that is called `name`: a path, else a symbol.

    A full dotted name is looked for first, then the last part of one, and in Python before other languages.
    Raises `Absent`, with the nearest name, where nothing is called so.
    """
    if name in tree.files():
        return [Address(name)]
    known = _names(tree)
    python = [(found, address) for found, address in known if language_of(address.path) == "python"]
    for among in (python, known):
        exact = [address for found, address in among if found == name]
        if found := exact or [address for found, address in among if found.endswith(f".{name}")]:
            return found
    names = {found for found, _ in known} | {found.rsplit(".", 1)[-1] for found, _ in known}
    hint = partial(nearest, name, names, "Name a class or a function.")
    raise Absent(f"the project has nothing called {name!r}", hint)


def _names(tree: Tree) -> list[tuple[str, Address]]:
    known = []
    for path in tree.files():
        try:
            names = Index(tree.read(path).text, path).defined
        except Refused:  # not text: nothing in it has a name
            continue
        known += [(name, Address(path, (spelled(name),))) for name in names]
    return known
