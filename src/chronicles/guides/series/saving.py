"""What has to be written where, so that patches and project become what was decided."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.disk.writing import Replacement
from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Patch


def patch_files(root: Path, before: Sequence[Patch], after: Sequence[Patch]) -> list[Replacement]:
    """Return a replacement for each patch, in the order of the steps; one without a change is no file.

    A file that is empty already is no change, either, and may stay. Touches the disk.
    """
    return [_patch_file(root / old.path, old, new) for old, new in zip(before, after, strict=True)]


def _patch_file(path: Path, old: Patch, new: Patch) -> Replacement:
    nothing = b"" if not old.data and is_file(path) else None
    return Replacement(path, old.data or nothing, new.data or nothing)


def project_files(folder: Path, before: State, after: State) -> list[Replacement]:
    """Return a replacement for each file of the project in `folder` that differs.

    First those that go: one may be where a folder has to be, or below what becomes a file.
    """
    return sorted(_differing(folder, before, after), key=lambda change: change.after is not None)


def _differing(folder: Path, before: State, after: State) -> Iterator[Replacement]:
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old != new:
            mode = new.is_executable if new else None
            yield Replacement(folder / path, old.data if old else None, new.data if new else None, mode)
