"""The licenses of the packages that demos have, and of the standard library. Reads what is installed."""

from collections.abc import Collection, Mapping
from importlib.metadata import Distribution
from pathlib import Path

from chronicles.licenses.catalog import of_package
from chronicles.licenses.component import Component
from chronicles.licenses.source_notices import notices
from chronicles.live.libraries import STATIC, Trim
from chronicles.live.pyodide import Pyodide

# What the modules say whose notices are not those of Python itself.
LICENSE = "PSF-2.0 AND HPND AND Apache-2.0 AND MIT"


def packages_of(
    packages: Mapping[str, Distribution],
    packs: Mapping[str, frozenset[str]],
    static: Collection[str],
    served: str,
) -> dict[Component, str]:
    """Return the packages of demos, each with the text of its license.

    `packs` says which of the `packages` each pack has, by the path of the pack in the site; `static` has the
    paths of the static files of all states, which are served below `served`.
    """
    users: dict[str, list[str]] = {}
    for path, group in packs.items():
        for name in group:
            users.setdefault(name, []).append(path)
    found: dict[Component, str] = {}
    for name in sorted(users):
        tops = _static_folders(packages[name], static)
        used = (*sorted(users[name]), *(f"{served}{top}/*" for top in tops))
        found |= of_package(packages[name], used, _notices(packages[name]))
    return found


def standard_library(pyodide: Pyodide, used: str) -> dict[Component, str]:
    """Return the notices in the modules of the standard library, which the site has as bytecode."""
    said = notices({path: data for path, data in pyodide.stdlib().items() if path.endswith(".py")})
    version = f"as in Pyodide {pyodide.lock.version}"
    name, url = "Modules of the standard library", "https://github.com/python/cpython"
    return {Component(name, version, LICENSE, url, (used,)): f"{said}\n"}


def _static_folders(package: Distribution, static: Collection[str]) -> list[str]:
    """The folders of static files of a package, those directly below the URL of all static files."""
    found = (STATIC.fullmatch(path.as_posix()) for path in package.files or ())
    paths = {match["path"] for match in found if match} & set(static)
    return sorted({path.partition("/")[0] for path in paths if "/" in path})


def _notices(package: Distribution) -> str:
    """What the sources of a package say of rights, all of which the site has as bytecode."""
    trim = Trim(frozenset(), frozenset(), frozenset())
    paths = [path for path in package.files or () if path.suffix == ".py" and trim.keeps(path.as_posix())]
    return notices({path.as_posix(): Path(str(package.locate_file(path))).read_bytes() for path in paths})
