"""Looks at a project that is not Django's, for the demo: what it imports. Runs in the sandbox, alone.

    python -c TEXT-OF-THIS FOLDER [MODULE NAME FACTORY]

The project lies in FOLDER/project. MODULE and NAME are of its application, which is imported, and called
where FACTORY is `()`; without them nothing of the project runs. What the demo has to know goes to
FOLDER/facts.json.

A browser has none of the compiled modules that are installed here, so they are hidden: where one is missed,
the package needs a wheel for the browser, and the import is tried again with it. Where none is missed, as the
speedups of a package that does without them, it does without them there, too.
"""

import ast
import importlib
import json
import os
import re
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from importlib.util import find_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(sys.argv[1]).resolve()
APPLICATION = sys.argv[2:5]
PROJECT = FOLDER / "project"
SOURCES = PROJECT / "src"
ROOTS = [PROJECT, *([SOURCES] if SOURCES.is_dir() and not (SOURCES / "__init__.py").exists() else [])]
TESTS = re.compile(r"(.*/)?(tests?/.*|test_[^/]*|[^/]*_test|conftest|tests|setup|noxfile)\.py")
ZONE = re.compile(r"[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]+)+")
MOST_TRIES = 50  # packages that need a compiled part
STARTED_WITH = frozenset(sys.modules)  # finders of editable installations, and the like


def main() -> None:
    """Do all of it, and write the facts last."""
    os.chdir(PROJECT)
    sys.path[:0] = map(str, ROOTS)
    warnings.simplefilter("ignore")  # of sources that are only read
    sources = {path: path.read_text("utf-8", "replace") for path in sorted(PROJECT.rglob("*.py"))}
    asked = sorted({name for path, text in sources.items() if not is_test(path) for name in imported(text)})
    asked = [name for name in asked if is_installed(top(name))]
    zones = {found[0] for text in sources.values() for found in ZONE.finditer(text)}
    compiled: list[str] = []
    for _ in range(MOST_TRIES):
        told = tried(asked, compiled)
        if missed := told.pop("missed"):
            compiled.append(str(missed))
            continue
        facts = {"compiled": sorted(compiled), "zones": sorted(zones), **told}
        (FOLDER / "facts.json").write_text(json.dumps(facts, sort_keys=True), "utf-8")
        return
    raise SystemExit(f"more than {MOST_TRIES} of its packages are compiled")


def is_test(path: Path) -> bool:
    """Whether a file is of the project's tests, or of its making, and so nothing that a demo runs."""
    return TESTS.fullmatch(path.relative_to(PROJECT).as_posix()) is not None


def imported(source: str) -> Iterator[str]:
    """Yield the modules that a source imports, wherever in it; those of its own package left out."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def tried(asked: Sequence[str], compiled: Sequence[str]) -> dict[str, object]:
    """Import what the project imports, in a process of its own, with the compiled modules of these alone.

    What is told has `missed`: the package whose compiled module was missed, or "". Ends as that process does,
    where it fails by itself.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.close(reading)
            told = json.dumps(outcome(asked, compiled)).encode()
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(told)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    if os.waitpid(process, 0)[1] or not said:
        raise SystemExit(1)
    found: dict[str, object] = json.loads(said)
    return found


def outcome(asked: Sequence[str], compiled: Sequence[str]) -> dict[str, object]:
    """Import all of it; return what was imported, or which package's compiled module was missed."""
    hidden = Hidden(compiled)
    sys.meta_path.insert(0, hidden)
    try:
        load()
    except BaseException as error:
        if package := hidden.missed(error):
            return {"missed": package}
        raise
    for name in asked:
        hidden.names.clear()
        try:
            importlib.import_module(name)
        except BaseException as error:  # what is not here may be meant for another machine
            if package := hidden.missed(error):
                return {"missed": package}
    return {"missed": "", "modules": own_modules() if APPLICATION else [], "imports": libraries(asked)}


def load() -> None:
    """Import the application, if there is one; of a factory, what it makes is let go."""
    if not APPLICATION:
        return
    module, name, factory = APPLICATION
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    if factory:
        found()  # type: ignore[operator]


class Hidden:
    """A finder that stands before all others and hides the compiled modules of what is installed."""

    def __init__(self, shown: Sequence[str]) -> None:
        self.shown = frozenset(shown)
        self.names: list[str] = []

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the Python that stands beside a compiled module; raises `ModuleNotFoundError` without."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or not isinstance(spec.loader, ExtensionFileLoader) or not is_library(spec.origin):
            return None
        if top(name) in self.shown:
            return None
        beside = Path(str(spec.origin)).with_name(f"{name.rpartition('.')[2]}.py")
        if beside.is_file():
            return spec_from_file_location(name, beside)
        self.names.append(name)
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    def missed(self, error: BaseException) -> str:
        """Return the package whose compiled module was missed: the one of the error, or else the last."""
        about: BaseException | None = error
        while about:
            if isinstance(about, ImportError) and about.name in self.names:
                return top(about.name)
            about = about.__cause__ or about.__context__
        return top(self.names[-1]) if self.names and isinstance(error, ImportError) else ""


def is_library(file: object) -> bool:
    """Whether a file is of an installed package."""
    parts = Path(str(file)).parts
    return "site-packages" in parts or "dist-packages" in parts


def top(name: str) -> str:
    """Return the first part of a dotted name."""
    return name.partition(".")[0]


def own_modules() -> list[str]:
    """Return the files of the project whose modules are imported by now."""
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    paths = {Path(file).resolve() for file in files if file}
    return sorted(path.relative_to(PROJECT).as_posix() for path in paths if path.is_relative_to(PROJECT))


def libraries(asked: Sequence[str]) -> list[str]:
    """Return the modules of installed packages that are imported by now, or that the sources ask for."""
    modules = list(sys.modules.items())
    new = [(name, module) for name, module in modules if name not in STARTED_WITH]
    found = {top(name) for name, module in new if is_library(getattr(module, "__file__", None) or "")}
    return sorted(found | set(map(top, asked)))


def is_installed(name: str) -> bool:
    """Whether a module is of an installed package, and not of the project or of Python."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return False
    if spec is None:
        return False
    return is_library(spec.origin) or any(map(is_library, spec.submodule_search_locations or ()))


main()
