"""What `init` would do to a folder: which files are new, which get lines, which stay as they are. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Fate = Literal["new", "added", "there", "kept"]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a journal by its path there, its bytes now (`None`: no file), and as they are to be.

    Its fate: it is `new`; lines are `added` to it; it is `there` already, the same; or somebody else's, and
    `kept`.
    """

    path: str
    before: bytes | None
    after: bytes

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        if self.before is None:
            return "new"
        if self.before == self.after:
            return "there"
        return "added" if self.after.startswith(self.before) else "kept"

    @property
    def is_written(self) -> bool:
        """Whether anything is to be written."""
        return self.fate in ("new", "added")


def plan(
    files: Mapping[str, bytes], lines: Mapping[str, bytes], current: Mapping[str, bytes]
) -> list[PlannedFile]:
    """Return what becomes of each file, in the order of their paths.

    `files` are wanted as they are, `lines` are wanted in a file; `current` has the files that are there.
    """
    wanted = {**files, **{path: _with_lines(current.get(path, b""), more) for path, more in lines.items()}}
    return [PlannedFile(path, current.get(path), data) for path, data in sorted(wanted.items())]


def _with_lines(before: bytes, more: bytes) -> bytes:
    """The file with those lines behind its own that it lacks; comments come along with the first of them."""
    known = {line.strip() for line in before.splitlines()}
    missing = [line for line in more.splitlines() if line.strip() not in known]
    if not any(line.strip() and not line.startswith(b"#") for line in missing):
        return before
    gap = b"" if not before or before.endswith(b"\n\n") else b"\n" if before.endswith(b"\n") else b"\n\n"
    return before + gap + b"\n".join(missing) + b"\n"
