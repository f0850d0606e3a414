"""The named things of a source, and the lines that each takes."""

from collections.abc import Callable

from chronicles.source.definitions import Definitions
from chronicles.source.languages.python_bindings import python_bindings

# A file's language, by how its path ends; another language is another row.
READERS: dict[str, Callable[[str], Definitions]] = {
    ".py": python_bindings,
    ".pyi": python_bindings,
}


def has_symbols(path: str) -> bool:
    """Whether what has a name in the file at `path` can be found without markers."""
    return _reader(path) is not None


def symbols(source: str, path: str) -> Definitions:
    """Return what has a name in `source`, the text of the file at `path`; of an unknown language, nothing.

    Raises `Refused` where the source does not parse.
    """
    read = _reader(path)
    return read(source) if read else Definitions()


def _reader(path: str) -> Callable[[str], Definitions] | None:
    return next((read for end, read in READERS.items() if path.endswith(end)), None)
