"""The Markdown engine of a build: MkDocs makes one for each page, here a page gets that of the page before.

An engine is told to forget that page. Where we do not know that all its extensions do, and for a page
that is rendered while another one is, there is a new one.
"""

from types import SimpleNamespace
from typing import Any

import markdown
from mkdocs.structure import pages

from chronicles.site.material.adapters import Adapter
from chronicles.site.material.known_extensions import all_known


class KeptEngine(markdown.Markdown):
    """An engine that knows whether it was given to a page that has yet to be rendered."""

    is_free = False

    def convert(self, source: str) -> str:
        """Return a page as HTML. An engine that failed is not free again: it may remember half of a page."""
        html = super().convert(source)
        self.is_free = True
        return html


_kept: tuple[Any, KeptEngine] | None = None


def engine(*, extensions: Any, extension_configs: Any) -> markdown.Markdown:
    """Return an engine for a page, as `Markdown` does.

    An engine is kept for as long as it is asked for with the same settings.
    """
    global _kept
    asked = (tuple(extensions), id(extension_configs), repr(extension_configs))
    if _kept and _kept[0] == asked and _kept[1].is_free:
        _kept[1].is_free = False
        return _kept[1].reset()
    if not all_known(extensions) or (_kept and _kept[0] == asked):
        return markdown.Markdown(extensions=extensions, extension_configs=extension_configs)
    _kept = (asked, KeptEngine(extensions=extensions, extension_configs=extension_configs))
    return _kept[1]


def keep_engine() -> None:
    """Let the pages of MkDocs have their engines from here."""
    names = SimpleNamespace(**{**vars(markdown), "Markdown": engine})
    setattr(pages, "markdown", names)  # noqa: B010  # a module to mypy


ADAPTER = Adapter("engine", {"mkdocs": "1.6.", "Markdown": "3.", "pymdown-extensions": "1"}, keep_engine)
