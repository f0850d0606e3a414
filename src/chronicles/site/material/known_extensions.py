"""The extensions of Python-Markdown that we know well enough to keep an engine that has them."""

from collections.abc import Iterable

from chronicles.pages.markdown import limited_html

PREFIX = "markdown.extensions."
# Those that make of a beginning the same whatever follows, and that forget a page when they are told to.
KNOWN = frozenset(
    [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "md_in_html",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "pymdownx.betterem",
        "pymdownx.caret",
        "pymdownx.details",
        "pymdownx.emoji",
        "pymdownx.highlight",
        "pymdownx.inlinehilite",
        "pymdownx.keys",
        "pymdownx.magiclink",
        "pymdownx.mark",
        "pymdownx.quotes",
        "pymdownx.smartsymbols",
        "pymdownx.superfences",
        "pymdownx.tabbed",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ]
) | {limited_html.NAME}


def all_known(names: Iterable[str]) -> bool:
    """Whether all extensions of an engine are known."""
    return all(name.removeprefix(PREFIX) in KNOWN for name in names)
