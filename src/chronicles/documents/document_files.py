"""Finds documents on the disk: pages that a person names, and those in folders."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from chronicles.disk.paths import followed, is_file, is_folder
from chronicles.documents.document import PAGES, Document, read_document
from chronicles.pages.page import Page, decode
from chronicles.problems import Place, Problem, Refused
from chronicles.source.trees import NOT_SOURCE

REST = ".rst"
MARKDOWN = f"Addresses stand in Markdown: in pages that end in {', '.join(PAGES)}."


def read_documents(names: Sequence[str]) -> tuple[list[Document], list[Problem]]:
    """Return the documents at `names`, files or folders, and why some cannot be read.

    Each is called as it is reached through the name. In folders, those are left out that are hidden, that
    hold an environment of Python, or packages of npm.
    """
    documents, problems = list[Document](), list[Problem]()
    for name in dict.fromkeys(name for given in names for name in _found(given, problems)):
        try:
            documents.append(read_document(Page(name, decode(Path(name).read_bytes()))))
        except Refused as refused:
            problems.append(refused.at(Place(name)))
        except OSError as error:
            problems.append(Problem(Place(name), f"it cannot be read: {error.strerror}", "Make it readable."))
    return documents, problems


def unread_documents(names: Sequence[str]) -> list[str]:
    """Return the pages of reStructuredText in the folders among `names`, which are not read."""
    folders = [Path(name) for name in names if is_folder(Path(name))]
    return list(dict.fromkeys(page for folder in folders for page in sorted(_walk(folder, REST))))


def _found(name: str, problems: list[Problem]) -> list[str]:
    path = Path(name)
    if is_file(path) and path.name.endswith(REST):
        problems.append(Problem(Place(name), "it is reStructuredText, which is not read", MARKDOWN))
        return []
    if is_file(path):
        return [path.as_posix()]
    if not is_folder(path):
        problems.append(Problem(Place(name), "there is no such file or folder", "Name a page, or a folder."))
        return []
    pages = sorted(_walk(path, PAGES))
    if not pages and (others := [*_walk(path, REST)]):
        message = f"the folder has no pages of Markdown, and {len(others)} of reStructuredText"
        problems.append(Problem(Place(name), message, MARKDOWN))
    elif not pages:
        mend = f"Name one with pages: their names end in {', '.join(PAGES)}."
        problems.append(Problem(Place(name), "the folder has no pages", mend))
    return pages


def _walk(top: Path, endings: str | tuple[str, ...]) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if _is_looked_into(Path(folder, name))]
        for name in names:
            path = Path(folder, name)
            if (
                name.endswith(endings)
                and not name.startswith(".")
                and followed(path).is_relative_to(followed(top))
            ):
                yield path.as_posix()


def _is_looked_into(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in NOT_SOURCE
    return not hidden and not is_file(folder / "pyvenv.cfg")
