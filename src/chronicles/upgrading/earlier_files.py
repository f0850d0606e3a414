"""The files of before an upgrade, kept until the next one. Touches the disk."""

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.disk.writing import Replacement
from chronicles.problems import Refused
from chronicles.upgrading.journal_generator import WORKFLOW
from chronicles.workspace.front_door import NAMES as PROGRAMS

FOLDER = Path(".chronicles", "before-upgrade")
INDEX = "upgrade.json"
IN_GENERATOR = re.compile(r"generator/[\w.+!-]+")


@dataclass(frozen=True, slots=True)
class EarlierFiles:
    """How to undo what the last upgrade wrote, which `title` names: `the upgrade from 0.1.0 to 0.2.0`."""

    title: str
    changes: tuple[Replacement, ...]


def keep(root: Path, title: str, changes: Iterable[Replacement]) -> None:
    """Keep what the files hold before `changes` are made, in place of what was kept before."""
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = {}
    for number, change in enumerate(changes):
        path = change.path.relative_to(root).as_posix()
        if change.before is not None:
            (folder / str(number)).write_bytes(change.before)
        files[path] = {
            "before": None if change.before is None else str(number),
            "after": None if change.after is None else sha256(change.after).hexdigest(),
        }
    (folder / INDEX).write_text(json.dumps({"title": title, "files": files}, indent=1), "utf-8")


def kept(root: Path) -> EarlierFiles:
    """Return what undoes the last upgrade. Raises `Refused` where nothing is kept, or files changed since."""
    folder = root / FOLDER
    try:
        said = json.loads((folder / INDEX).read_text("utf-8"))
        changes = [_undo(root, folder, path, found) for path, found in said["files"].items()]
        return EarlierFiles(str(said["title"]), tuple(changes))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        mend = "What was before is in the history of the journal: git log -- generator/."
        raise Refused("no upgrade is kept that could be undone", mend) from None


def forget(root: Path) -> None:
    """Delete what is kept: it has been brought back."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)


def _undo(root: Path, folder: Path, path: str, found: dict[str, str | None]) -> Replacement:
    if path not in (*PROGRAMS, WORKFLOW) and not IN_GENERATOR.fullmatch(path):
        raise ValueError(path)  # nothing else is ever upgraded
    file = root / path
    now = file.read_bytes() if is_file(file) else None
    if found["after"] != (None if now is None else sha256(now).hexdigest()):
        mend = "Bring it back by git, or change it by hand."
        raise Refused(f"{path} was changed since the upgrade, so nothing was brought back", mend)
    name = found["before"]
    return Replacement(file, now, None if name is None else (folder / str(int(name))).read_bytes())
