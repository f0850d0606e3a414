"""Prepares a state: its own migrate, seed and collectstatic, run in the sandbox. Starts processes.

A project that is not Django's has none of these: of it, only what it imports is looked at. What came of it is
kept under the hash of the state's tree and of all that it ran with.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chronicles import sandbox
from chronicles.disk.cache import Store, key
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.live.pack import pack, unpack
from chronicles.sandbox import Interpreter, own_interpreter
from chronicles.sandbox.scratch import scratch_folder
from chronicles.sandbox.untrusted import (
    Schema,
    Untrusted,
    checked,
    is_text,
    is_texts,
    read_file,
    read_folder,
    read_object,
)
from chronicles_client.application_name import ApplicationName

SCRIPTS = Path(__file__).parent / "scripts"
SECONDS = 120.0
TOLD = "facts.json"
MOST_TOLD = 1 << 22


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
# What `scripts/prepare_program.py` says, likewise; and what is the same of all projects without Django.
PROGRAM_FACTS: Schema = dict.fromkeys(("modules", "imports", "compiled", "zones"), is_texts)
NO_DJANGO: Mapping[str, Any] = {"settings": None, "static": None, "users": [], "language": "en"}


class CannotRunLive(Exception):
    """A state that cannot be shown live; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class DemoSource:
    """A state that is to be shown: its name, its title, the hash of its tree, its day, and its files.

    `day` is in seconds since 1970: what the clock says while the state is prepared. `interpreter` is its
    Python. Of a project that is not Django's, `application` is what answers requests, `None` where nothing
    does.
    """

    name: str
    title: str
    tree: str
    day: int
    files: Callable[[], Sequence[Stored]]
    interpreter: Interpreter = field(default_factory=own_interpreter)
    is_django: bool = True
    application: ApplicationName | None = None

    @property
    def answers(self) -> bool:
        """Whether anything of it answers requests."""
        return self.is_django or self.application is not None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of preparing a state.

    `project` has the files of the state and those that seeding wrote, without the database of Django's;
    `static` those of the URL below which it has them. `facts` are what the script says: `settings` …
    """

    project: dict[str, bytes]
    database: bytes
    static: dict[str, bytes]
    facts: dict[str, Any]

    @property
    def files(self) -> dict[str, bytes]:
        """The files that a demo begins with, the database among them."""
        return self.project | ({self.facts["database"]: self.database} if self.database else {})

    @property
    def started_with(self) -> dict[str, bytes]:
        """Those of its modules that it imports before the first request: neither tests nor migrations."""
        return {path: self.project[path] for path in self.facts["modules"] if path in self.project}


def prepare(source: DemoSource, store: Store) -> Prepared:
    """Return `source` prepared, its Python being ready; raises `CannotRunLive`."""
    script = (SCRIPTS / ("prepare.py" if source.is_django else "prepare_program.py")).read_text("utf-8")
    words = _words(source)
    name = f"state-{key(script, source.interpreter.packages, source.tree, *words)}"
    files = unpack(store.kept(name, lambda: pack(_prepared_by_itself(source, script, words))))
    return _django(files) if source.is_django else _program(source, files)


def _words(source: DemoSource) -> list[str]:
    """What the script is told of a state."""
    if source.is_django:
        return [str(source.day)]
    name = source.application
    return [name.module, name.name, "()" if name.is_factory else ""] if name else []


def _django(files: dict[str, bytes]) -> Prepared:
    facts = _facts(files, FACTS)
    facts |= {"application": None, "compiled": [], "zones": [facts["zone"]] if facts["zone"] else []}
    return Prepared(_below("project/", files), files["db.sqlite3"], _below("static/", files), facts)


def _program(source: DemoSource, files: dict[str, bytes]) -> Prepared:
    """What its import has written is let go: it is written in the browser as well."""
    project = {file.path: file.data for file in source.files()}
    facts = {**NO_DJANGO, **_facts(files, PROGRAM_FACTS)}
    facts["application"] = str(source.application) if source.application else None
    if not source.application:
        facts["modules"] = [path for path in project if path.endswith(".py")]
    return Prepared(project, b"", {}, facts)


def _prepared_by_itself(source: DemoSource, script: str, words: Sequence[str]) -> dict[str, bytes]:
    with scratch_folder("chronicles-live-") as scratch:
        folder = scratch / "demo"
        write_files(source.files(), folder / "project")
        python = source.interpreter
        words = [python.program, "-c", script, ".", *words]
        outcome = sandbox.run(words, folder, SECONDS, interpreter=python)
        if not outcome.is_good:
            raise CannotRunLive(_last(outcome).replace(f"{folder / 'project'}/", ""))
        try:
            files = read_folder(folder) if source.is_django else {TOLD: read_file(folder / TOLD, MOST_TOLD)}
        except (Untrusted, OSError) as error:
            raise CannotRunLive(f"preparing it fails: {error}") from None
        _facts(files, FACTS if source.is_django else PROGRAM_FACTS)  # before it is kept
        return files


def _facts(files: Mapping[str, bytes], schema: Schema) -> dict[str, Any]:
    """What a project has told of itself; raises `CannotRunLive` where it refuses, or cannot be believed."""
    try:
        values = read_object(files.get(TOLD, b""))
        if is_text(refused := values.get("refused")):
            raise CannotRunLive(str(refused).partition("\n")[0])
        facts = checked(values, schema)
    except Untrusted as error:
        raise CannotRunLive(f"preparing it fails: of {TOLD}, {error}") from None
    if schema is FACTS and "db.sqlite3" not in files:
        raise CannotRunLive("preparing it fails: it leaves no database")
    return facts


def _last(outcome: sandbox.Outcome) -> str:
    if outcome.excess:
        return f"preparing it is stopped, since {outcome.excess}"
    lines = [line.strip() for line in outcome.output.splitlines() if line.strip()]
    return f"preparing it fails: {lines[-1] if lines else 'it gives no reason'}"


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
