"""The files below `docs/`: which are pages, which cannot be published, which are badly named. Reads names."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.file_names import unportable, unpublishable
from chronicles.workspace.served_files import running
from chronicles.workspace.settings import Settings

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
UNREADABLE = "Make it readable."


@dataclass(frozen=True, slots=True)
class DocsFiles:
    """The paths below `docs` of the pages that MkDocs will take, in their order; what is wrong with files.

    `unsafe` is what MkDocs cannot look at, `untidy` what cannot be named so.
    """

    pages: tuple[str, ...]
    unsafe: tuple[Problem, ...]
    untidy: tuple[Problem, ...]


def docs_files(settings: Settings) -> DocsFiles:
    """Look at every file below the folder of the pages that is part of the site."""
    pages, unsafe, untidy = list[str](), list[Problem](), list[Problem]()
    seen, closed = dict[str, str](), list[OSError]()
    begin = docs_prefix(settings)
    for inside in sorted(_walk(str(settings.docs), closed), key=lambda inside: inside.split("/")):
        if settings.excluded and settings.excluded.match_file(inside):
            continue
        name = begin + inside
        if wrong := unpublishable(f"{settings.docs}/{inside}", settings.docs):
            unsafe.append(wrong.at(Place(name)))
            continue
        if not settings.html and (wrong := _running(inside, settings)):
            unsafe.append(wrong.at(Place(name)))
        if wrong := unportable(inside, seen):
            untidy.append(wrong.at(Place(name)))
        seen.setdefault(inside.casefold(), name)
        if inside.endswith(PAGES):
            pages.append(inside)
    for error in closed:
        place = Place(settings.shown(Path(error.filename)))
        unsafe.append(Problem(place, f"it cannot be read: {error.strerror}", UNREADABLE))
    return DocsFiles(tuple(pages), tuple(unsafe), tuple(untidy))


def docs_prefix(settings: Settings) -> str:
    """Return what stands before a path below the folder of the pages where problems name it."""
    return "" if settings.docs == settings.root else f"{settings.shown(settings.docs)}/"


def _running(inside: str, settings: Settings) -> Refused | None:
    try:
        return running(settings.docs / inside, inside, settings.scripts)
    except OSError as error:
        return Refused(f"it cannot be read: {error.strerror}", UNREADABLE)


def _walk(top: str, closed: list[OSError]) -> Iterator[str]:
    """The path of every file below the folder `top`; folders that cannot be read are added to `closed`."""
    for parent, folders, names in os.walk(top, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        begin = f"{parent[len(top) + 1 :]}/" if len(parent) > len(top) else ""
        yield from (begin + name for name in [*names, *links] if not name.startswith("."))
