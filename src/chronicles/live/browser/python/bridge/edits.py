"""The reader's changes to the project: checked first, then taken over, or taken back."""

import importlib
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from .raised import RAISED
from .snapshot import forget_bytecode

TEXTS = {".py", ".html", ".txt", ".css", ".js", ".svg", ".md", ".json", ".toml", ".ini"}


class Reloading(Protocol):
    """What a framework makes of modules and templates, and how it lets go of it."""

    def stays(self, module: str) -> bool:
        """Whether a module leaves traces that cannot be wiped away: the interpreter has to start anew."""
        ...

    def is_fixed(self, module: str) -> bool:
        """Whether such a module cannot get another text while the project runs."""
        ...

    def wrong(self, path: Path, text: str) -> dict[str, Any] | None:
        """Return the `line` and a `message` of what is wrong with the text of a template."""
        ...

    def reload(self) -> None:
        """Import the project again, and serve that; raises whatever it raises."""
        ...


class Edits:
    """Knows the text that every changed file had at first."""

    def __init__(self, root: str, framework: Reloading) -> None:
        self.root = Path(root)
        self.framework = framework
        self.firsts: dict[str, str] = {}

    def files(self) -> list[str]:
        """Return the names of all files that can be edited."""
        found = (path for path in self.root.rglob("*") if path.suffix in TEXTS and path.is_file())
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def read(self, name: str) -> dict[str, Any]:
        """Return a file's text, and what it was at first.

        Raises `ValueError` for a name that leads out of the project or for what is no UTF-8, and `OSError`
        where no such file can be read.
        """
        text = self._path(name).read_text("utf-8")
        return {"text": text, "first": self.firsts.get(name, text)}

    def remember(self, name: str) -> None:
        """Keep the text that a file has now, unless an older one is kept."""
        path = self._path(name)
        if name not in self.firsts and path.suffix in TEXTS and path.is_file():
            self.firsts[name] = path.read_text("utf-8")

    def edited(self) -> list[str]:
        """Return the names of the files whose text is another one than they had at first."""
        return sorted(name for name, first in self.firsts.items() if self._text(name) != first)

    def _text(self, name: str) -> str | None:
        path = self._path(name)
        return path.read_text("utf-8", "replace") if path.is_file() else None

    def apply(self, name: str, text: str) -> dict[str, Any]:
        """Take over a file's new text; nothing changes where it is wrong.

        `outcome` is `wrong` (with `line` and `message`), `failed` (with `message`: it could not be
        imported, and the old text is back), `restart` (only a new start can take it over) or `done`.
        """
        path = self._path(name)
        if wrong := _wrong(path, text) or self.framework.wrong(path, text):
            return {"outcome": "wrong", **wrong}
        self.remember(name)
        before = path.read_text("utf-8") if path.is_file() else None
        _write(path, text)
        module = self._module(path)
        if module and self._is_lasting(module):
            return {"outcome": "restart"}
        try:
            self._refresh()
        except RAISED as error:
            message = _told(error, str(self.root))
            _write(path, before)
            self._refresh()
            return {"outcome": "failed", "message": message}
        return {"outcome": "done"}

    def _path(self, name: str) -> Path:
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root):
            raise ValueError(f"{name} is no file of the project")
        return path

    def _module(self, path: Path) -> str | None:
        if path.suffix != ".py":
            return None
        parts = path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _is_lasting(self, module: str) -> bool:
        """Whether `module` left traces: itself, or because a module that stays has something of it."""
        if self.framework.stays(module):
            return self.framework.is_fixed(module)
        return any(
            getattr(value, "__module__", getattr(value, "__name__", None)) == module
            for name, kept in loaded(str(self.root))
            if self.framework.stays(name)
            for attribute, value in list(vars(kept).items())
            if f"{name}.{attribute}" != module  # a package has its modules as attributes anyway
        )

    def _refresh(self) -> None:
        """Forget what was imported, and what the framework made of it; then import it again."""
        importlib.invalidate_caches()
        for name, module in loaded(str(self.root)):
            if not self.framework.stays(name) and name != "__main__":
                forget_bytecode(Path(str(module.__file__)))
                del sys.modules[name]
                parent, _, leaf = name.rpartition(".")
                vars(sys.modules[parent]).pop(leaf, None) if parent in sys.modules else None
        self.framework.reload()


def loaded(root: str) -> list[tuple[str, ModuleType]]:
    """Return the modules of the project in `root` that are imported, by their names."""
    inside = f"{root}/"
    modules = list(sys.modules.items())
    return [
        (name, each) for name, each in modules if (getattr(each, "__file__", "") or "").startswith(inside)
    ]


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    forget_bytecode(path)


def _wrong(path: Path, text: str) -> dict[str, Any] | None:
    """What is wrong with the text of a Python file by itself: its syntax."""
    if path.suffix == ".py":
        try:
            compile(text, str(path), "exec")
        except SyntaxError as error:
            return {"line": error.lineno, "message": f"{type(error).__name__}: {error.msg}"}
    return None


def _told(error: BaseException, root: str) -> str:
    """The traceback, from the first frame in the project on."""
    trace = error.__traceback__
    while trace and not trace.tb_frame.f_code.co_filename.startswith(root):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))
