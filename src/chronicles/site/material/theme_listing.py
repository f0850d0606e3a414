"""The files of a theme, listed without its icons: Material has over ten thousand, in a folder that is hidden.

MkDocs lists all files of a theme, and then leaves out those in a folder whose name begins with a dot.
"""

import os
from collections.abc import Callable
from typing import Any

from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from chronicles.site.material.adapters import Adapter


class SeenTemplates:
    """What MkDocs asks a Jinja environment for: the files in `loader`, without those in hidden folders."""

    def __init__(self, loader: FileSystemLoader) -> None:
        self._loader = loader

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the files that `filter_func` accepts, sorted."""
        found = {name for folder in self._loader.searchpath for name in self._names(os.fspath(folder))}
        return sorted(filter(filter_func, found))

    def _names(self, top: str) -> list[str]:
        names: list[str] = []
        for parent, folders, files in os.walk(top, followlinks=self._loader.followlinks):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = parent[len(top) :].replace(os.sep, "/").strip("/")
            names += [f"{below}/{name}" if below else name for name in files]
        return names


_add = Files.add_files_from_theme


def _add_seen(self: Files, env: Any, config: MkDocsConfig) -> None:
    # A loader of another kind knows by itself what it has.
    is_known = type(env.loader) is FileSystemLoader
    _add(self, SeenTemplates(env.loader) if is_known else env, config)  # type: ignore[arg-type]


def quicken_themes() -> None:
    """Let MkDocs take the files of a theme from here."""
    Files.add_files_from_theme = _add_seen  # type: ignore[method-assign]


ADAPTER = Adapter("files of a theme", {"mkdocs": "1.6.", "Jinja2": "3."}, quicken_themes)
