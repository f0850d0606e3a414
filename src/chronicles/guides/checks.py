"""What holds of every step: its page speaks of what it changes, and the last one is the project."""

import re
from collections.abc import Iterable, Mapping

from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Patch, changes
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem


def unnamed(patches: Iterable[Patch], pages: Mapping[str, Page]) -> list[Problem]:
    """Return the files that a step changes and that its page neither shows nor names.

    `pages` has the pages by the path of their patch.
    """
    return [
        Problem(
            Place(pages[patch.path].path),
            f"the step changes {change.path}, which the page neither shows nor names",
            "Say there what is to be done with it, or quote it.",
        )
        for patch in patches
        if patch.path in pages
        for change in changes(patch.data)
        if not _names(pages[patch.path].text, change.path)
    ]


def astray(last: State, project: State, name: str, folder: str) -> list[Problem]:
    """Return the files in which the project, in `folder`, is not what the last step leaves."""
    return [
        Problem(
            Place(f"{folder}/{path}"),
            f"it {_how(path, last, project)} {name}, the last step",
            "Run 'python3 build.py step absorb', which gives it to the step that it is of.",
        )
        for path in sorted({*last, *project})
        if last.get(path) != project.get(path)
    ]


def _names(text: str, path: str) -> bool:
    """Whether a text has a path as a whole, not as the end or the beginning of another one."""
    return re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w/-]|\.\w)", text) is not None


def _how(path: str, last: State, project: State) -> str:
    if path not in last:
        return "is not there after"
    return "differs from what it is after" if path in project else "is deleted, but there after"
