"""The Python that runs a project, with the packages beside it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chronicles.sandbox.installed import installed


def _ready() -> None:
    """It is there already."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python: its program, the folder of its environment, and a line that names it and all its packages.

    The folder is `""` for the Python that runs Chronicles. `packages` changes with any of them, and so does
    what was made with them. An environment may not be there yet: `make_ready` makes it, and raises `Refused`
    where it cannot be had.
    """

    program: str
    folder: str
    packages: str
    make_ready: Callable[[], None] = field(default=_ready, compare=False)

    @property
    def paths(self) -> list[str]:
        """The folders in which its packages are, in the order in which an import looks for them."""
        if not self.folder:
            return sys.path
        return [site_packages(Path(self.folder)).as_posix()]


def own_interpreter() -> Interpreter:
    """Return the Python that runs Chronicles."""
    return Interpreter(sys.executable, "", installed())


def site_packages(folder: Path) -> Path:
    """Return where the packages of an environment of this Python's version are (`venv`, PEP 405)."""
    return folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
