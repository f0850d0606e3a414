"""Which Markdown the pages are written in: the extensions that `mkdocs.yml` switches on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What `docs/` of this project is written in, and a good start for anybody.
EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.quotes",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
# Alerts, and what is struck out, as GitHub shows them.
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.tilde": {"subscript": False},
}
SUPERFENCES = ("pymdownx.superfences", "pymdownx.extra")
# They want the same lines, and the one that comes last gets them.
RIVALS = ("fenced_code", "markdown.extensions.fenced_code", "extra", "markdown.extensions.extra")
ATTR_LIST = (
    "attr_list",
    "markdown.extensions.attr_list",
    "extra",
    "markdown.extensions.extra",
    "pymdownx.extra",
)
# Extensions that read other files or change the text before superfences sees it. Blocks are
# looked for in the page itself, so these are left out when it is parsed for them.
READERS = frozenset(
    {"meta", "markdown.extensions.meta", "pymdownx.snippets", "pymdownx.critic", "markdown_include.include"}
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """Names of Python-Markdown extensions, and the settings of each that has any.

    They are the `extensions` and `extension_configs` of Python-Markdown's "Library Reference".
    """

    extensions: tuple[str, ...] = EXTENSIONS
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: SETTINGS)

    @property
    def missing(self) -> tuple[str, ...]:
        """The extensions without which a block cannot say where it comes from.

        Superfences keeps the attributes of a block only with `attr_list` (PyMdown Extensions, release 8.0).
        """
        fences = [name for name in self.extensions if name in SUPERFENCES + RIVALS]
        has_superfences = bool(fences) and fences[-1] in SUPERFENCES
        has_attributes = not set(ATTR_LIST).isdisjoint(self.extensions)
        has = {"pymdownx.superfences": has_superfences, "attr_list": has_attributes}
        return tuple(name for name, is_there in has.items() if not is_there)
