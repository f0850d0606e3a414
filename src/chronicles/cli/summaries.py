"""What a command says of itself in the list of all, read from its source: to import it takes a second."""

import ast
from inspect import cleandoc
from pathlib import Path


def summary(path: Path, name: str) -> str:
    """Return the first paragraph of the docstring of the function `name` in the file at `path`."""
    functions = [one for one in ast.parse(path.read_bytes()).body if isinstance(one, ast.FunctionDef)]
    said = next((ast.get_docstring(one, clean=False) for one in functions if one.name == name), None) or ""
    return " ".join(cleandoc(said).partition("\n\n")[0].split())
