"""Which pages of the journal a person has named."""

from collections.abc import Sequence
from pathlib import Path

import click

from chronicles.cli import readme_page
from chronicles.disk.paths import followed, is_file
from chronicles.pages.reading import Reading
from chronicles.problems import nearest
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace


def chosen(workspace: Workspace, pages: Sequence[str]) -> list[Reading]:
    """Return the readings of the pages that were named, all without a name.

    Raises `click.UsageError` for a name that no page has.
    """
    if not pages:
        return list(workspace.readings)
    known = {reading.page.path: reading for reading in workspace.readings}
    unread = {problem.place.path for problem in workspace.unsafe}
    names = list(dict.fromkeys(_page_name(workspace.settings, page) for page in pages))
    otherwise = f"Name a file below {workspace.settings.shown(workspace.settings.docs)}/."
    for name in names:
        if name not in {*known, *unread} and not readme_page.is_readme(workspace.settings, name):
            raise click.UsageError(f"there is no page {name!r}. {nearest(name, known, otherwise)}")
    return [known[name] for name in names if name in known]


def is_readme_meant(settings: Settings, pages: Sequence[str]) -> bool:
    """Whether the README beside the journal is among the pages that were named; it is without a name."""
    return not pages or any(readme_page.is_readme(settings, page) for page in pages)


def _page_name(settings: Settings, page: str) -> str:
    """The page as problems name it; a path may also be written as seen from docs/, or as they name it."""
    meant = (settings.docs / page, Path(page), settings.root / page)
    return settings.shown(followed(next((path for path in meant if is_file(path)), Path(page))))
