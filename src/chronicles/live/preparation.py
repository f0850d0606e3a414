"""Prepares a state: its own migrate, seed and collectstatic, run in the sandbox. Starts processes.

What came of it is kept under the hash of the state's tree and of all that it ran with.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chronicles import sandbox
from chronicles.disk.cache import Store, key
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.live.pack import pack, unpack

SCRIPT = Path(__file__).parent / "scripts" / "prepare.py"
SECONDS = 120.0
MANAGE = "manage.py"


class CannotRunLive(Exception):
    """A state that cannot be shown live; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class DemoSource:
    """A state that is to be shown: its name, its title, the hash of its tree, its day, and its files.

    `day` is in seconds since 1970: what the clock says while the state is prepared.
    """

    name: str
    title: str
    tree: str
    day: int
    files: Callable[[], Sequence[Stored]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of preparing a state.

    `project` has the files of the state and those that seeding wrote; `static` those of the URL
    below which it has them. `facts` are what the script says: `settings`, `database`, `language` …
    """

    project: dict[str, bytes]
    database: bytes
    static: dict[str, bytes]
    facts: dict[str, Any]

    @property
    def started_with(self) -> dict[str, bytes]:
        """Those of its modules that it imports before the first request: neither tests nor migrations."""
        return {path: self.project[path] for path in self.facts["modules"] if path in self.project}


def prepare(source: DemoSource, store: Store, environment: str) -> Prepared:
    """Return `source` prepared; raises `CannotRunLive`. `environment` names all that it runs with."""
    script = SCRIPT.read_text("utf-8")
    name = f"state-{key(script, sys.version, environment, source.tree, str(source.day))}"
    files = unpack(store.kept(name, lambda: pack(_prepared_by_itself(source, script))))
    facts = json.loads(files["facts.json"])
    if "refused" in facts:
        raise CannotRunLive(facts["refused"])
    return Prepared(_below("project/", files), files["db.sqlite3"], _below("static/", files), facts)


def _prepared_by_itself(source: DemoSource, script: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="chronicles-live-") as scratch:
        folder = Path(scratch, "demo")
        write_files(source.files(), folder / "project")
        outcome = sandbox.run([sys.executable, "-c", script, ".", str(source.day)], folder, SECONDS)
        if not outcome.is_good or not (folder / "facts.json").is_file():
            raise CannotRunLive(_last(outcome))
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
        }


def _last(outcome: sandbox.Outcome) -> str:
    if outcome.status is None:
        return "preparing it is stopped after its time"
    lines = [line.strip() for line in outcome.output.splitlines() if line.strip()]
    return f"preparing it fails: {lines[-1] if lines else 'it gives no reason'}"


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
