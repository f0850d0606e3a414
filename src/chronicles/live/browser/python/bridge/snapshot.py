"""What of the project's folder differs from how it came: the database, uploads, edits, migrations."""

import os
from collections.abc import Iterator
from pathlib import Path

Mark = tuple[int, int]


class Kept:
    """Knows how the folder `root` was, so that only what the reader made has to be saved."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)
        self._first = dict(self._marks())

    def changes(self) -> tuple[dict[str, bytes], list[str]]:
        """Return the files that are new or other than they were, and the names of those that are gone."""
        now = dict(self._marks())
        changed = {
            name: (self.root / name).read_bytes() for name in now if now[name] != self._first.get(name)
        }
        return changed, [name for name in self._first if name not in now]

    def restore(self, files: dict[str, bytes], gone: list[str]) -> None:
        """Make the folder as it was when `changes` returned these."""
        for name in gone:
            (self.root / name).unlink(missing_ok=True)
        for name, data in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            forget_bytecode(path)

    def _marks(self) -> Iterator[tuple[str, Mark]]:
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = Path(folder, name)
                state = path.stat()
                yield path.relative_to(self.root).as_posix(), (state.st_mtime_ns, state.st_size)


def forget_bytecode(path: Path) -> None:
    """Delete what was compiled from `path`: it carries no time, so Python would go on using it."""
    if path.suffix == ".py":
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.cpython-*.pyc"):
            compiled.unlink()
