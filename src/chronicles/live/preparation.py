"""Prepares a state: its own migrate, seed and collectstatic, run in the sandbox. Starts processes.

What came of it is kept under the hash of the state's tree and of all that it ran with.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chronicles import sandbox
from chronicles.disk.cache import Store, key
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.live.pack import pack, unpack
from chronicles.sandbox.scratch import scratch_folder
from chronicles.sandbox.untrusted import (
    Schema,
    Untrusted,
    checked,
    is_text,
    is_texts,
    read_folder,
    read_object,
)

SCRIPT = Path(__file__).parent / "scripts" / "prepare.py"
SECONDS = 120.0


def _is_like(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_inside(value: object) -> bool:
    """Whether it is the path of a file in the project."""
    return isinstance(value, str) and not {"", ".", ".."} & set(value.split("/"))


def _are_users(value: object) -> bool:
    return isinstance(value, list) and all(is_texts(user) and len(user) == 2 for user in value)


# What `scripts/prepare.py` says of a project. Text from it becomes names of modules, files and folders.
FACTS: Schema = {
    "settings": _is_like(r"\w+(\.\w+)*"),
    "database": _is_inside,
    "static": lambda value: value is None or is_text(value),
    "users": _are_users,
    "language": _is_like(r"[\w-]+"),
    "zone": lambda value: value is None or _is_like(r"\w[\w/+-]*")(value),
    "modules": is_texts,
    "imports": is_texts,
}
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
    facts = _facts(files)
    return Prepared(_below("project/", files), files["db.sqlite3"], _below("static/", files), facts)


def _prepared_by_itself(source: DemoSource, script: str) -> dict[str, bytes]:
    with scratch_folder("chronicles-live-") as scratch:
        folder = scratch / "demo"
        write_files(source.files(), folder / "project")
        outcome = sandbox.run([sys.executable, "-c", script, ".", str(source.day)], folder, SECONDS)
        if not outcome.is_good:
            raise CannotRunLive(_last(outcome))
        try:
            files = read_folder(folder)
        except (Untrusted, OSError) as error:
            raise CannotRunLive(f"preparing it fails: {error}") from None
        _facts(files)  # before it is kept
        return files


def _facts(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a project has told of itself; raises `CannotRunLive` where it refuses, or cannot be believed."""
    try:
        values = read_object(files.get("facts.json", b""))
        if is_text(refused := values.get("refused")):
            raise CannotRunLive(str(refused).partition("\n")[0])
        facts = checked(values, FACTS)
    except Untrusted as error:
        raise CannotRunLive(f"preparing it fails: of facts.json, {error}") from None
    if "db.sqlite3" not in files:
        raise CannotRunLive("preparing it fails: it leaves no database")
    return facts


def _last(outcome: sandbox.Outcome) -> str:
    if outcome.excess:
        return f"preparing it is stopped, since {outcome.excess}"
    lines = [line.strip() for line in outcome.output.splitlines() if line.strip()]
    return f"preparing it fails: {lines[-1] if lines else 'it gives no reason'}"


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
