"""What tells a file from what it was, without reading it. Touches the disk."""

import os

Stamp = tuple[int, ...]  # size, inode, mode, and the times of the last change: of the text, of the file


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of what is at `path`; `None` where nothing is, or a link that leads nowhere."""
    try:
        about = os.stat(path)  # noqa: PTH116 - in the way of every look at thousands of files
    except OSError:
        return None
    return about.st_size, about.st_ino, about.st_mode, about.st_mtime_ns, about.st_ctime_ns


def newest_change(stamp: Stamp) -> int:
    """Return when a file was last changed, in nanoseconds."""
    return max(stamp[-2:])
