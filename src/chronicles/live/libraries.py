"""The packages that a state needs, as files: what it is run with, without what a demo never opens.

Reads the environment that `check` tries the state in.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from chronicles.environments.requirement_files import read_requirements
from chronicles.problems import Refused

NAME = re.compile(r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?P<rest>.*)")
# Packages that are nothing without the compiled part of them. Others have one only to be faster.
NOT_PYTHON = frozenset({"cffi", "cryptography", "lxml", "numpy", "pillow", "psycopg-binary", "rpds-py"})
COMPILED = (".so", ".pyd", ".dylib")
UNREAD = (".po", ".pyi", ".pth", ".exe", "py.typed", "-tpl")
# Nothing in the list may be imported by what stays: contrib.sites is, by contrib.auth.forms, and so is
# contrib.admindocs, by Django REST framework.
LEFT_OUT = re.compile(
    r"django/(contrib/(gis|postgres)|db/backends/(mysql|oracle|postgresql)|conf/(app|project)_template)/"
    r"|(.*/)?__pycache__/|\.\./"
)
LOCALE = re.compile(r".*/locale/(?P<language>[^/]+)/")
STATIC = re.compile(r".*?/static/(?P<path>.*)")
ZONE = re.compile(r"tzdata/zoneinfo/(?P<zone>.*)")
ZONES = frozenset({"UTC", "Etc/UTC", "GMT"})


@dataclass(frozen=True, slots=True)
class Trim:
    """What of the packages is wanted: which languages and time zones, and which files are static ones."""

    languages: frozenset[str]
    zones: frozenset[str]
    static: frozenset[str]

    def keeps(self, path: str) -> bool:
        """Whether the demo may open this file of a package."""
        if path.endswith((*COMPILED, *UNREAD)) or LEFT_OUT.match(path) or ".dist-info/" in path:
            return False
        if found := LOCALE.match(path):
            return found["language"].lower() in self.languages
        if found := ZONE.fullmatch(path):
            return path.endswith(".py") or found["zone"] in self.zones | ZONES
        found = STATIC.fullmatch(path)
        return not (found and found["path"] in self.static)

    def defers(self, path: str) -> bool:
        """Whether this file of a package is a time zone that is fetched once somebody asks for it."""
        found = ZONE.fullmatch(path)
        is_zone = found is not None and PurePosixPath(path).suffix == "" and found["zone"] != "leapseconds"
        return is_zone and not self.keeps(path)

    def keeps_compiled(self, path: str) -> bool:
        """Whether the demo may open this file of a wheel that was compiled for it."""
        return path.endswith(COMPILED) or self.keeps(path)


def languages(code: str) -> set[str]:
    """Return the folders of the translations of a language: `pt_br` and `pt` for `pt-br`, always `en`.

    >>> sorted(languages("pt-br"))
    ['en', 'pt', 'pt_br']
    """
    return {"en", code.lower().replace("-", "_"), code.lower().partition("-")[0]}


def declared(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of the packages that the files of a project require."""

    def read(path: str) -> str | None:
        return files[path].decode("utf-8", "replace") if path in files else None

    try:
        wanted = read_requirements(read)
    except Refused:  # whoever gives the project its Python says so
        wanted = None
    return [found["name"] for text in (wanted.requirements if wanted else ()) if (found := NAME.match(text))]


class Environment:
    """The packages that are installed beside a Python, in the folders of its path."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = list(paths)

    @cached_property
    def packages(self) -> dict[str, Distribution]:
        """All of them, by their names in the one form that all spellings share."""
        found = reversed(list(distributions(path=self._paths)))
        return {_plain(package.name): package for package in found}

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Which package a module is of, by the first part of the module's name."""
        found: dict[str, str] = {}
        for name, package in self.packages.items():
            for path in package.files or ():
                if path.suffix in (".py", *COMPILED) and not path.parts[0].endswith((".dist-info", "..")):
                    found.setdefault(path.parts[0].partition(".")[0], name)
        return found

    def of_modules(self, modules: Iterable[str]) -> frozenset[str]:
        """Return the packages that modules are of; one of no package is left out."""
        return frozenset(filter(None, (self._modules.get(name.partition(".")[0], "") for name in modules)))

    def needed(self, names: Iterable[str], modules: Iterable[str]) -> frozenset[str]:
        """Return the packages of these names and of these modules, and all that they require in turn.

        What is not installed is left out, and so is what was only required and cannot run in a browser.
        """
        asked = {*map(_plain, names), *self.of_modules(modules)}
        found = {name for name in asked if name in self.packages} | {"tzdata"} & set(self.packages)
        pending = list(found)
        while pending:
            for name in _required(self.packages[pending.pop()]):
                if name not in found and self._is_of_use(name):
                    found.add(name)
                    pending.append(name)
        return frozenset(found)

    def left_out(self, names: frozenset[str]) -> dict[str, str]:
        """Return why modules are missing, by their names: of what these packages require and goes without."""
        required, pending = set(names), list(names)
        while pending:
            for name in _required(self.packages[pending.pop()]):
                if name in self.packages and name not in required:
                    required.add(name)
                    pending.append(name)
        missing = required - names
        return {module: self._why(name) for module, name in sorted(self._modules.items()) if name in missing}

    def why_missing(self, module: str, wheels: Collection[str] = ()) -> str:
        """Return why a module of what is installed is not in a demo, `""` for one that may be.

        `wheels` are the names of packages that have a wheel for the browser.
        """
        name = self._modules.get(module.partition(".")[0], "")
        return "" if not name or name in wheels or self._is_of_use(name) else self._why(name)

    def _why(self, name: str) -> str:
        """Why a package is not among those of a demo."""
        if name in NOT_PYTHON:
            return f"{name} is compiled, and does not run in a browser"
        compiled = sorted(NOT_PYTHON.intersection(_required(self.packages[name])))
        if compiled:
            return f"{name} requires {compiled[0]}, which is compiled and does not run in a browser"
        return f"{name} is required by packages alone that do not run in a browser"

    def _is_of_use(self, name: str) -> bool:
        """Whether a package is here, is Python, and requires only such."""
        if name in NOT_PYTHON or name not in self.packages:
            return False
        return NOT_PYTHON.isdisjoint(_required(self.packages[name]))


def package_files(
    package: Distribution, trim: Trim, wheel: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the files of a package, by their paths below site-packages.

    Where there is a `wheel` for the browser, they are the files that it has, compiled ones among them.
    """
    if wheel is not None:
        return {path: data for path, data in wheel.items() if trim.keeps_compiled(path)} | _label(package)
    paths = [path for path in package.files or () if trim.keeps(path.as_posix())]
    found = {path.as_posix(): Path(str(package.locate_file(path))).read_bytes() for path in paths}
    return found | _label(package)


def zone_files(package: Distribution, trim: Trim) -> dict[str, bytes]:
    """Return the time zones of the package `tzdata` that a demo does not begin with, by their paths."""
    paths = [path for path in package.files or () if trim.defers(path.as_posix())]
    return {path.as_posix(): Path(str(package.locate_file(path))).read_bytes() for path in paths}


def shared(users: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the packages in groups: those that the very same states use are together.

    `users` has the packages of each state. So every package is in one group, and as few as can be.
    """
    groups: dict[frozenset[str], set[str]] = {}
    for package in sorted(set().union(*users.values())):
        groups.setdefault(frozenset(name for name in users if package in users[name]), set()).add(package)
    return [frozenset(group) for group in groups.values()]


def _label(package: Distribution) -> dict[str, bytes]:
    """The little of a package's metadata that programs ask for: its name, its version, what it plugs in."""
    folder = PurePosixPath(f"{package.name.replace('-', '_')}-{package.version}.dist-info")
    text = f"Metadata-Version: 2.1\nName: {package.name}\nVersion: {package.version}\n"
    entries = {"METADATA": text, "entry_points.txt": package.read_text("entry_points.txt") or ""}
    return {(folder / name).as_posix(): said.encode() for name, said in entries.items() if said}


def _required(package: Distribution) -> list[str]:
    """What a package requires, extras left out."""
    found = [NAME.match(line) for line in package.requires or ()]
    return [_plain(match["name"]) for match in found if match and "extra ==" not in match["rest"]]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
