"""Folders without files: those of one site serve the next, since to make and delete them is slow."""

import os
import shutil
from pathlib import Path


def put_away(tree: Path, place: Path) -> None:
    """Delete the files of `tree` and move its folders to `place`; what was there is gone.

    Where that cannot be done, all of `tree` is deleted.
    """
    try:
        delete_files(tree)
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        tree.rename(place)
    except OSError:
        shutil.rmtree(tree, ignore_errors=True)


def take_back(place: Path, tree: Path) -> None:
    """Move the folders at `place` to `tree`, which is not there yet; it is made where they cannot be had.

    Nothing but folders comes along, whatever is among them. Raises `OSError` where `tree` cannot be made.
    """
    try:
        if place.is_symlink():
            raise NotADirectoryError(place)
        place.rename(tree)
        delete_files(tree)
    except OSError:
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)


def delete_files(tree: Path | str) -> None:
    """Delete all below `tree` that is no folder; links are not followed. Raises `OSError` where it cannot."""
    for entry in _entries(tree):
        if entry.is_dir(follow_symlinks=False):
            delete_files(entry.path)
        else:
            Path(entry.path).unlink()


def delete_empty_folders(tree: Path | str) -> bool:
    """Delete the folders below `tree` that hold no file at any depth; return whether `tree` is empty now.

    Raises `OSError` where it cannot.
    """
    entries = _entries(tree)
    left = len(entries)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and delete_empty_folders(entry.path):
            Path(entry.path).rmdir()
            left -= 1
    return not left


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return list(found)
