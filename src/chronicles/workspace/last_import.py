"""What the last import wrote, so that it can be taken back. Touches the disk."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chronicles.disk.cache import key
from chronicles.disk.writing import Replacement, replace_bytes
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.journal_names import CACHE

NAME = Path(CACHE, "last-import.json")
FORM = 1
NONE = Refused(
    "no import is known that could be taken back", "Delete its entries, or let git restore what was there."
)
CHANGED = Refused("it was changed since the import, so it stays as it is", "Delete it if you want it gone.")


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that an import writes: its path, its text before (`None` for none), its hash after."""

    path: str
    before: str | None
    after: str


def remember(root: Path, changes: Sequence[Replacement]) -> None:
    """Keep what an import is about to write, so that one that is ended halfway can be taken back, too.

    Each change makes a file below `root`; an import without any is none. Raises `Refused` where it cannot
    be kept.
    """
    if not changes:
        return
    files = [_imported_file(root, change) for change in changes]
    said = {"form": FORM, "files": [[one.path, one.before, one.after] for one in files]}
    path = root / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    replace_bytes(Replacement(path, before, json.dumps(said).encode()))


def _imported_file(root: Path, change: Replacement) -> ImportedFile:
    path = change.path.relative_to(root).as_posix()
    before = None if change.before is None else change.before.decode("utf-8", "surrogateescape")
    return ImportedFile(path, before, key(change.after or b""))


def undo(root: Path) -> tuple[list[str], list[Problem]]:
    """Take the last import back: return the paths that are as they were, and what has changed since.

    Raises `Refused` where no import is known.
    """
    files = _read(root)
    if files is None:
        raise NONE
    done: list[str] = []
    problems: list[Problem] = []
    for one in reversed(files):
        try:
            if _take_back(root, one):
                done.append(one.path)
        except Refused as refused:
            problems.append(refused.at(Place(one.path)))
    with suppress(OSError):
        (root / NAME).unlink()
    return sorted(done), sorted(problems)


def _take_back(root: Path, one: ImportedFile) -> bool:
    """Make a file what it was; `False` where it is that already, or where somebody has deleted it."""
    path = root / one.path
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", "Check its permissions.") from None
    before = None if one.before is None else one.before.encode("utf-8", "surrogateescape")
    if now == before:
        return False
    if key(now) != one.after:
        raise CHANGED
    replace_bytes(Replacement(path, now, before))
    return True


def _read(root: Path) -> list[ImportedFile] | None:
    try:
        said: Any = json.loads((root / NAME).read_text("utf-8"))
        if said["form"] != FORM:
            return None
        return [ImportedFile(*values) for values in said["files"] if _is_inside(values[0])]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_inside(path: str) -> bool:
    return not Path(path).is_absolute() and ".." not in Path(path).parts
