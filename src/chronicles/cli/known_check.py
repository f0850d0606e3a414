"""A check that found nothing wrong holds as long as all files are as they were. Touches the disk."""

import os
import pickle
import re
import time
from collections.abc import Sequence
from pathlib import Path

from chronicles.cli.output import Line
from chronicles.disk.cache import key
from chronicles.disk.file_manifest import FileManifest
from chronicles.disk.installed_code import installed_code
from chronicles.disk.paths import followed
from chronicles.disk.record_store import RecordStore
from chronicles.workspace.journal_names import RECORDS

KIND = "check"
PARTS = (
    "tasks",
    "tests",
    "trials",
    "runs",
)  # of the cache: what has passed on this machine, and what came of scripts
# Seconds, after which all is looked at again: the cache throws away what nobody asks for in a month.
WEEK = 7 * 24 * 3600.0
# The variables that say which programs there are, whose repositories git uses, and what programs heed.
HEEDED = re.compile(r"PATH|HOME|LANG|LC_.*|TZ|XDG_.*|GIT_.*|PYTHON.*|CHRONICLES_.*|UV_.*|PIP_.*|VIRTUAL_ENV")


def recall(root: Path, *, run: bool) -> Sequence[Line] | None:
    """Return what a whole check of the journal in `root` would say now; `None` where nobody can know.

    It is known where the last one found nothing wrong, and nothing has changed. `run` is whether it was to
    run anything.
    """
    name = _name(root, run=run)
    with RecordStore(root / RECORDS).opened() as records:
        data = records.get(KIND, [name]).get(name)
    if data is None:
        return None
    made, manifest, lines, kept = pickle.loads(data)  # noqa: S301 - ours, sealed in our own cache
    is_young = 0 <= time.time() - made < WEEK
    return lines if is_young and kept <= _kept(root) and manifest.is_current() else None


def keep(root: Path, manifest: FileManifest, lines: Sequence[Line], *, run: bool) -> None:
    """Keep what a whole check said that found nothing wrong in the files of `manifest`."""
    with RecordStore(root / RECORDS).opened() as records:
        records.put(
            KIND, _name(root, run=run), pickle.dumps((time.time(), manifest, list(lines), _kept(root)))
        )


def _kept(root: Path) -> set[str]:
    """What a check rests on in the cache: whoever deletes it wants it to be made again."""
    store = (root / RECORDS).parent
    return {
        f"{folder}/{name}" for part in PARTS for folder, _, names in os.walk(store / part) for name in names
    }


def _name(root: Path, *, run: bool) -> str:
    """What is kept is called by its place, too: the files of a copy of a journal are others."""
    heeded = [f"{name}={value}" for name, value in sorted(os.environ.items()) if HEEDED.fullmatch(name)]
    return key(installed_code(), str(followed(root)), str(run), *heeded)
