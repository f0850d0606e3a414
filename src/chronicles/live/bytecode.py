"""Compiles Python files for the demo's Python, which is another one than ours. Starts processes.

Where the Python that runs here is the same version, it compiles; else Pyodide does in Node.js; where
neither is to be had there is no bytecode, and the reader's browser compiles for itself, which takes
it some seconds.
"""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from chronicles.disk.cache import Store, key
from chronicles.live.node import known_node
from chronicles.live.pack import joined, pack, parted, unpack
from chronicles.live.pyodide import Pyodide

SCRIPTS = Path(__file__).parent / "scripts"
SECONDS = 600.0
# The same order in every set, since bytecode has sets in it; and nothing that the user has set.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}

Files = Mapping[str, bytes]


class Compiler:
    """Compiles sets of files, each once: what was compiled before is in the store."""

    def __init__(self, pyodide: Pyodide, cache: Path, store: Store) -> None:
        self._pyodide = pyodide
        self._store = store
        self._command = _command(pyodide, cache)
        self.trouble = ""  # why it failed, where it did: on one line

    @property
    def is_here(self) -> bool:
        """Whether anything can be compiled."""
        return bool(self._command) and not self.trouble

    def compiled(self, sets: Sequence[Files]) -> list[dict[str, bytes]]:
        """Return the bytecode of each set, by the path of its source; nothing for what is faulty.

        The paths are those of the demo, and absolute: they are what a traceback names.
        """
        keys = [self._key(files) for files in sets]
        missing = {name: files for name, files in zip(keys, sets, strict=True) if not self._has(name)}
        if missing and self.is_here:
            # What failed may do better the next time, so nothing of it is kept.
            for name, done in zip(missing, self._run(list(missing.values())), strict=False):
                self._store.put(name, pack(done))
        found = [self._store.get(name) for name in keys]
        return [unpack(data) if data else {} for data in found]

    def _key(self, files: Files) -> str:
        script = (SCRIPTS / "compile.py").read_bytes()
        return f"bytecode-{key(script, self._pyodide.lock.integrity, joined(files))}"

    def _has(self, name: str) -> bool:
        return self._store.path(name).is_file()

    def _run(self, sets: Sequence[Files]) -> list[dict[str, bytes]]:
        with tempfile.TemporaryDirectory(prefix="chronicles-compile-") as folder:
            for number, files in enumerate(sets):
                Path(folder, f"{number}.in").write_bytes(joined(files))
            try:
                subprocess.run(
                    [*self._command, folder, str(len(sets))],
                    env=ENVIRONMENT,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=SECONDS,
                    check=True,
                )
                return [parted(Path(folder, f"{number}.out").read_bytes()) for number in range(len(sets))]
            except subprocess.CalledProcessError as error:
                lines = error.stderr.decode("utf-8", "replace").split("\n")
                self.trouble = next((line.strip() for line in lines if "rror" in line), str(error))
            except (OSError, subprocess.TimeoutExpired) as error:
                self.trouble = str(error)
            return []


def _command(pyodide: Pyodide, cache: Path) -> tuple[str, ...]:
    """What compiles; nothing where nothing can."""
    script = str(SCRIPTS / "compile.py")
    magic = int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little")
    if sys.version_info[:2] == pyodide.lock.python and magic == pyodide.lock.magic:
        return (sys.executable, "-P", "-s", script)
    node = known_node(cache)
    return (*node.node, str(SCRIPTS / "compile.mjs"), str(pyodide.folder), script) if node else ()
