"""A state as files on the disk: reads a project as git sees it, writes a state into a new folder."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from chronicles.disk.paths import followed, is_folder, is_there
from chronicles.git.commands import GitFailed
from chronicles.git.messages import read_message
from chronicles.git.pathspecs import pathspecs
from chronicles.guides.series.series import Series, Stored, read_files
from chronicles.problems import Refused


def project_tree(series: Series, folder: Path) -> str:
    """Return the hash of the tree that the project in `folder` is, without what it ignores.

    Only the project's own `.gitignore` files count, and not for files of the last state. The tree's
    files are kept in the cache. Raises `Refused` where git cannot read the folder.
    """
    last = [*series.commits.values()][-1:]
    with tempfile.TemporaryDirectory(dir=series.folder) as scratch:
        index = str(Path(scratch, "index"))
        series.git.out("read-tree", *(last or ["--empty"]), GIT_INDEX_FILE=index)
        try:
            paths = pathspecs(_unignored(series, folder, index), from_top=True)
            series.git.out("add", "--all", "--", *paths, GIT_INDEX_FILE=index, GIT_WORK_TREE=str(folder))
            return series.git.text("write-tree", GIT_INDEX_FILE=index)
        except GitFailed as failed:
            said = read_message(str(failed))
            raise said.refused(f"git cannot read {folder.name}", "Mend that first.") from None


def _unignored(series: Series, folder: Path, index: str) -> list[str]:
    """What is left out of the project and not ignored: git-add(1) fails where an excluded path is both."""
    if not series.left_out:
        return []
    stdin = "".join(f"{path}\0" for path in series.left_out).encode("utf-8", "surrogateescape")
    words = ("check-ignore", "-z", "--stdin")
    done = series.git.attempt(*words, stdin=stdin, GIT_INDEX_FILE=index, GIT_WORK_TREE=str(folder))
    ignored = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return [path for path in series.left_out if path not in ignored]


def project_files(series: Series, folder: Path) -> dict[str, Stored]:
    """Return the files of the project in `folder`, by their paths.

    There are none where the folder is not there yet, and the steps have made nothing. Raises `Refused` as
    `project_tree` does, which a folder that is gone is told by.
    """
    if not is_there(folder) and not any(series.files(name) for name in [*series.commits][-1:]):
        return {}
    files = series.read(lambda: read_files(series.git, project_tree(series, folder)))
    return {file.path: file for file in files}


def write_files(files: Iterable[Stored], folder: Path) -> None:
    """Write `files` into `folder`, which is new or empty; raises `Refused` where it is neither."""
    if folder.is_symlink() or (is_there(folder) and (not is_folder(folder) or any(folder.iterdir()))):
        raise Refused(f"{folder.name} is there already", "Name a folder that does not exist yet.")
    folder.mkdir(parents=True, exist_ok=True)
    inside = followed(folder)
    for file in files:
        path = inside / file.path
        if not followed(path).is_relative_to(inside):
            raise Refused(f"{file.path} would be written outside of {folder.name}", "Mend the patch.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        path.chmod(0o777 & ~_umask() if file.is_executable else 0o666 & ~_umask())


def _umask() -> int:
    """What the user takes from the rights of new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
