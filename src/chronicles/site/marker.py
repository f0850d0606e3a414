"""A small file in each site that we built, so that no other folder is ever replaced by one."""

from pathlib import Path

NAME = ".chronicles"


def mark(site: Path) -> None:
    """Mark the folder as built by us, and so as one that may be replaced."""
    (site / NAME).write_text("Built by Chronicles: the next build replaces this folder.\n", "utf-8")


def is_ours(folder: Path) -> bool:
    """Whether `folder` may be replaced: we built it, it is empty, or it is not there."""
    return not folder.exists() or (folder / NAME).is_file() or (folder.is_dir() and not any(folder.iterdir()))
