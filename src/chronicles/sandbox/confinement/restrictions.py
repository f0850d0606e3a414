"""What a program may do, as it is handed to the process that becomes it."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Restrictions:
    """How a program is confined. Paths are absolute; those that are not there are left out.

    `folder` is where it starts, `root` an empty folder in which its own root is built.
    `user` is the number of the user that it runs as, where root starts it; `is_searching` says that
    this user has to pass through folders that are closed to it, on the way to a Python below `/root`.
    `memory` and `file_size` are in bytes, for each process and each file.
    `handles` are the file descriptors that only the program itself keeps open.
    """

    folder: str
    root: str
    readable: tuple[str, ...]
    writable: tuple[str, ...]
    user: int | None
    is_searching: bool
    memory: int
    processes: int
    file_size: int
    open_files: int
    handles: tuple[int, ...] = ()

    def text(self) -> str:
        """Return it as one word of a command line, in JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Restrictions":
        """The plan that `text` returned."""
        values: dict[str, Any] = json.loads(text)
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**values | lists)
