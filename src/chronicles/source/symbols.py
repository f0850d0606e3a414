"""The named things of a source, and the lines that each takes."""

from collections.abc import Callable

from chronicles.source.definitions import Definitions
from chronicles.source.languages.css_rules import css_rules
from chronicles.source.languages.docker_stages import docker_stages
from chronicles.source.languages.html_ids import html_ids
from chronicles.source.languages.javascript_bindings import javascript_bindings
from chronicles.source.languages.python_bindings import python_bindings
from chronicles.source.languages.shell_functions import shell_functions
from chronicles.source.languages.sql_tables import sql_tables
from chronicles.source.languages.template_blocks import template_blocks
from chronicles.source.languages.toml_keys import toml_keys
from chronicles.source.languages.yaml_keys import yaml_keys

# A file's language, by how its path ends; another language is another row.
READERS: dict[tuple[str, ...], Callable[[str], Definitions]] = {
    (".py", ".pyi"): python_bindings,
    (".html", ".htm"): html_ids,
    (".txt", ".xml", ".svg"): template_blocks,
    (".js", ".mjs", ".cjs", ".jsx"): javascript_bindings,
    (".css",): css_rules,
    (".toml",): toml_keys,
    (".yml", ".yaml"): yaml_keys,
    (".sql",): sql_tables,
    (".sh", ".bash"): shell_functions,
    ("Dockerfile", ".dockerfile"): docker_stages,
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
    return next((read for ends, read in READERS.items() if path.endswith(ends)), None)
