"""A site that was made just now, with all that MkDocs and the plugins had made it from."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from chronicles.pages.markdown.blocks import Finder
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MadeParts:
    """What the pages of a site were finished with: its files, its menu, the templates, and what was read."""

    workspace: Workspace
    files: Files
    nav: Navigation
    env: Any


@dataclass(frozen=True)
class MadeSite:
    """A site in its `folder`, by its settings, whose plugins are as they were at its end.

    `wrong` are the paths of the files that have problems, as seen from the journal. Where MkDocs `is_served`,
    it has built what `draft_docs` leaves out, too.
    """

    folder: Path
    config: MkDocsConfig
    parts: MadeParts
    wrong: frozenset[str]
    is_served: bool = False

    @cached_property
    def finder(self) -> Finder:
        """What finds the blocks of its pages."""
        return Finder(self.parts.workspace.settings.dialect)

    @property
    def pages(self) -> list[File]:
        """The files of the pages that MkDocs has built."""
        shown = InclusionLevel.is_in_serve if self.is_served else InclusionLevel.is_included
        return list(self.parts.files.documentation_pages(inclusion=shown))
