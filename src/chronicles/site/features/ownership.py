"""A small file in each site that we built, so that no other folder is ever replaced by one."""

from pathlib import Path

from chronicles.disk.paths import is_file, is_folder, is_there

NAME = ".chronicles"


def mark(site: Path) -> None:
    """Mark the folder as built by us, and so as one that may be replaced."""
    (site / NAME).write_text("Built by Chronicles: the next build replaces this folder.\n", "utf-8")


def is_ours(folder: Path) -> bool:
    """Whether `folder` may be replaced: we built it, it is empty, or it is not there."""
    return not is_there(folder) or is_file(folder / NAME) or (is_folder(folder) and not any(folder.iterdir()))
