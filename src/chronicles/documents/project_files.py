"""The files of a folder that blocks may be from."""

from collections.abc import Iterable
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.git.commands import Git
from chronicles.problems import Refused
from chronicles.source.trees import WorkingTree


def source_paths(folder: Path, without: Iterable[Path] = ()) -> list[str]:
    """Return the paths of the files below `folder`, but for those of `without`, sorted. Asks git.

    In a repository, these are the files that git tracks; elsewhere, all that a project has.
    """
    left_out = {followed(path) for path in without}
    paths = _tracked(folder) or WorkingTree(folder).files()
    return [path for path in sorted(paths) if followed(folder / path) not in left_out]


def _tracked(folder: Path) -> list[str]:
    try:
        listed = Git(folder, bare=False).attempt("ls-files", "-z")
    except Refused:  # there is no git here
        return []
    if listed.returncode:
        return []
    names = listed.stdout.decode("utf-8", "replace").split("\0")
    return [name for name in names if name and "\ufffd" not in name]  # what is no UTF-8, no page can name
