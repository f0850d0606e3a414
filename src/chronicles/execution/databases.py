"""The databases that pages start from, made once by the project's commands. Reads and writes the cache."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from chronicles.disk.cache import DIGEST, Store
from chronicles.execution.script_runs import Database, ScriptRun
from chronicles.guides.series.series import Stored
from chronicles.sandbox import Interpreter
from chronicles.sandbox.untrusted import Untrusted, read_file

VERSION = "1"  # of what is kept
# What makes each from the one before.
COMMANDS: dict[Database, tuple[Database, tuple[str, ...]]] = {
    "empty": ("none", ("migrate", "--verbosity=0")),
    "demo": ("empty", ("seed",)),
}


class Databases:
    """The packs of one state: files that its commands made, by what they were made from.

    `failed` says why one could not be made just now.
    """

    def __init__(self, store: Store, files: Iterable[Stored], interpreter: Interpreter) -> None:
        self.folder = store.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self.failed: dict[Path, str] = {}
        self._key = _key(files, interpreter)

    def path(self, database: Database, script_run: ScriptRun) -> Path:
        """Return where the pack for a script is kept, or would be."""
        words = f"{self._key} {script_run.clock.timestamp()!r} {COMMANDS[database]}"
        return self._store.path(sha256(words.encode()).hexdigest())

    def is_there(self, path: Path) -> bool:
        """Whether the pack is there, and whole."""
        return self._store.get_sealed(path.name) is not None

    def keep(self, made: Path, path: Path, most: int) -> bool:
        """Keep what a command made; what it made is not trusted to be a file, or small."""
        try:
            data = read_file(made, most)[DIGEST:]
        except Untrusted:
            return False
        if data:
            self._store.put_sealed(path.name, data)
        return bool(data)


def _key(files: Iterable[Stored], interpreter: Interpreter) -> str:
    key = sha256(f"{VERSION} {interpreter.packages}".encode())
    for file in files:
        head = f"\0{file.path}\0{file.is_executable:d}{len(file.data)}\0"
        key.update(head.encode() + file.data)
    return key.hexdigest()
