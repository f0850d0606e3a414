"""The projects that a clone of the journal would not bring, so that others miss them. Asks git."""

import os
from collections.abc import Iterator
from pathlib import PurePath

from chronicles.disk.paths import is_folder
from chronicles.git.clones import LeftBehind, left_behind
from chronicles.problems import Place, Problem
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings, line_of


def clone_problems(settings: Settings) -> list[Problem]:
    """Return a problem, at its line of the settings, for each project that a clone of the journal has not.

    A project beside the journal is none of them: the settings say where it is.
    """
    return list(_problems(settings))


def _problems(settings: Settings) -> Iterator[Problem]:
    for name, folder in settings.projects.items():
        found = left_behind(settings.root, folder) if is_folder(folder) else None
        if found:
            keys = ("projects:", f"{name}:") if name else ("project:",)
            place = Place(CONFIG, line_of(settings.root, "chronicles:", *keys))
            yield Problem(place, *_words(settings, found, name or "project"))


def _words(settings: Settings, found: LeftBehind, key: str) -> tuple[str, str]:
    """What is wrong, and the ways out."""
    path = PurePath(os.path.relpath(found.folder, settings.root)).as_posix()
    beside = f"or move it beside the journal, and write '{key}: ../{found.folder.name}'"
    match found.kind:
        case "nested":
            what = f"a clone of the journal would not bring {path}, which is a repository of its own"
            inside = f"or delete {path}/.git and commit its files here"
            return what, f"Make it a submodule: 'git submodule add URL {path}'; {inside}; {beside}."
        case "ignored":
            what = f"a clone of the journal would not bring {path}, which git ignores"
            return what, f"Take the rule out ({found.rule}) and commit its files; {beside}."
        case "unfetched":
            return f"the submodule {path} is empty", f"Fetch it: git submodule update --init {path}"
