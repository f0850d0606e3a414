"""What packages carry without metadata of its own, as `data/components.toml` lists it. Reads the disk."""

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from chronicles.licenses.component import Component
from chronicles.licenses.installed_license import file_of, license_of, source_of, texts_of

DATA = Path(__file__).parent / "data"
IN_PACKAGE = "package:"
PYODIDE = re.compile(r"assets/live/pyodide-([^/]+)/")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """What the list says of a component, or of a package; the keys are those of `components.toml`."""

    name: str
    title: str = ""
    license: str = ""
    url: str = ""
    within: str = ""
    used: tuple[str, ...] = ()
    icons: str = ""
    npm: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    origin: str = ""

    def is_in(self, paths: Iterable[str], icons: Collection[str]) -> bool:
        """Whether a site with these files, whose pages may show these sets of icons, carries it."""
        return self.icons in icons if self.icons else any(matches(path, self.used) for path in paths)


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns stands for the path."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


@cache
def components() -> tuple[CatalogEntry, ...]:
    """Return the components within packages, in the order of the list."""
    return tuple(_entry(said) for said in _list()["component"])


@cache
def packages() -> dict[str, CatalogEntry]:
    """Return what the list says of whole packages, by their names."""
    return {said["name"]: _entry(said) for said in _list()["package"]}


@cache
def _patterns() -> re.Pattern[str]:
    used = {pattern for entry in (*packages().values(), *components()) for pattern in entry.used}
    return re.compile("|".join(map(translate, sorted(used))))


def listed(paths: Iterable[str]) -> list[str]:
    """Return those of the paths that the list knows, in their order: the others say nothing of a site."""
    known = _patterns()
    return sorted(path for path in paths if known.match(path))


def carried(
    paths: Collection[str], icons: Collection[str], folders: Sequence[str] = ()
) -> dict[Component, str]:
    """Return what of the list a site carries that has these files, each with the text of its license.

    `icons` are the sets of icons that its pages may show, `folders` those in which packages are besides this
    Python's own.
    """
    found: dict[Component, str] = {}
    for entry in (*packages().values(), *components()):
        if entry.is_in(paths, icons):
            used = tuple(one for one in entry.used if any(matches(path, [one]) for path in paths))
            package = _installed(entry.within or entry.name, folders)
            found |= _inside(entry, package, paths, used) if entry.within else of_package(package, used)
    return found


def of_package(
    package: Distribution | None, used: tuple[str, ...], notices: str = ""
) -> dict[Component, str]:
    """Return an installed package as a component, with the texts that it brings and those that it lacks.

    `notices` are what its sources say besides. Nothing where there is no package.
    """
    if package is None:
        return {}
    entry = _known(package)
    license_, url = entry.license or license_of(package), entry.url or source_of(package)
    made = Component(_title(package), package.version, license_, url, used, entry.origin)
    claimed = {path.removeprefix(IN_PACKAGE) for one in components() for path in one.text}
    texts = texts_of(package, lambda path: path not in claimed and "/.icons/" not in path)
    texts |= {path: _text(path, package) for path in entry.text}
    texts |= {"Notices in its source files": notices} if notices else {}
    return {made: _joined(texts)}


def _inside(
    entry: CatalogEntry, package: Distribution | None, paths: Iterable[str], used: tuple[str, ...]
) -> dict[Component, str]:
    """A component within a package."""
    version = f"as in {_title(package)} {package.version}" if package else _version(paths)
    made = Component(entry.name, version, entry.license, entry.url, used, entry.origin)
    return {made: _joined({path.removeprefix(IN_PACKAGE): _text(path, package) for path in entry.text})}


def _version(paths: Iterable[str]) -> str:
    """The version of Pyodide, which the folder of its files is named after."""
    return next((f"as in Pyodide {found[1]}" for path in paths if (found := PYODIDE.match(path))), "")


def _known(package: Distribution) -> CatalogEntry:
    return packages().get(package.name, CatalogEntry(package.name))


def _title(package: Distribution) -> str:
    return _known(package).title or package.name


def _text(path: str, package: Distribution | None) -> str:
    if path.startswith(IN_PACKAGE):
        assert package, "what is in a package is carried with it"
        return file_of(package, path.removeprefix(IN_PACKAGE))
    return (DATA / "texts" / path).read_text("utf-8")


def _joined(texts: dict[str, str]) -> str:
    """Several texts as one, each below its name; one stands for itself."""
    if len(texts) == 1:
        return f"{next(iter(texts.values())).strip()}\n"
    parts = (f"{name}\n{'=' * len(name)}\n\n{text.strip(chr(10)).rstrip()}\n" for name, text in texts.items())
    return "\n\n".join(parts)


def _installed(name: str, folders: Sequence[str]) -> Distribution | None:
    """The package of this name; that of a project, in one of the folders, before that of this Python."""
    elsewhere = distributions(name=name, path=list(folders)) if folders else ()
    return next(iter([*elsewhere, *distributions(name=name)]), None)


def _entry(said: dict[str, Any]) -> CatalogEntry:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
    }
    return CatalogEntry(**values)


@cache
def _list() -> dict[str, Any]:
    return tomllib.loads((DATA / "components.toml").read_text("utf-8"))
