"""Another version of one package in a lock: which, and whether all others take it. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from chronicles.problems import Refused, nearest
from chronicles.upgrading.index_page import IndexFile
from chronicles.upgrading.package_lock import PackageLock

WISH = re.compile(r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:==(?P<version>[0-9A-Za-z.!+_-]+))?")
OLDEST = "3.11.0"  # of the Pythons that a lock is for
Files = Callable[[str], Sequence[IndexFile]]


@dataclass(frozen=True, slots=True)
class PackageWish:
    """A package that is to be renewed, and the version that it is to have, `None` for the newest."""

    name: str
    version: Version | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A lock with packages renewed, and the files that were chosen, by the names of their packages."""

    lock: PackageLock
    chosen: Mapping[str, Sequence[IndexFile]]


def read_wish(text: str) -> PackageWish:
    """Return what `NAME` or `NAME==VERSION` asks for. Raises `Refused` for anything else."""
    match = WISH.fullmatch(text)
    try:
        if match:
            version = Version(match["version"]) if match["version"] else None
            return PackageWish(canonicalize_name(match["name"]), version)
    except InvalidVersion:
        pass
    raise Refused(f"{text!r} is no package", "Write its name, such as click, or click==8.3.1.")


def renewed(lock: PackageLock, wishes: Iterable[PackageWish], files: Files) -> Renewal:
    """Return the lock with what is wished for, from the `files` of indexes, with the hashes of all of them.

    Raises `Refused` for a version that is nowhere.
    """
    chosen = {}
    for wish in wishes:
        found = _chosen(wish, [file for file in files(wish.name) if file.sha256], lock)
        chosen[wish.name] = found
        lock = lock.renewed(wish.name, str(found[0].version), (file.sha256 for file in found))
    return Renewal(lock, chosen)


def conflicts(lock: PackageLock, needs: Mapping[str, Iterable[str]], chosen: Iterable[str]) -> list[str]:
    """Return in words which packages do not take what a lock has.

    `needs` are the requirements of packages, as their metadata has them; of those that are not `chosen`, only
    what they need of the chosen counts.
    """
    renewed_names = set(chosen)
    found = []
    for name, texts in needs.items():
        own = lock.packages[name].version if name in lock.packages else ""
        for need in filter(None, map(_requirement, texts)):
            key = canonicalize_name(need.name)
            if name not in renewed_names and key not in renewed_names:
                continue
            there = lock.packages.get(key)
            wanted = f"{name} {own} needs {need.name}{need.specifier}".replace("  ", " ")
            if there is None:
                found.append(f"{wanted}, which is not in the lock")
            elif not need.specifier.contains(there.version, prereleases=True):
                found.append(f"{wanted}, and the lock would have {there.version}")
    return found


def _chosen(wish: PackageWish, files: Sequence[IndexFile], lock: PackageLock) -> list[IndexFile]:
    """The files of the version that is wished for, or of the newest that is fit for all."""
    if not files:
        raise Refused(f"no index has a package {wish.name!r}", nearest(wish.name, lock.packages))
    versions = sorted({file.version for file in files})
    if wish.version is not None:
        if wish.version not in versions:
            known = ", ".join(map(str, versions[-5:]))
            raise Refused(f"no index has {wish.name} {wish.version}", f"The newest there are {known}.")
        return [file for file in files if file.version == wish.version]
    fit = [file for file in files if not file.is_yanked and _is_fit(file)]
    final = [file for file in fit if not file.version.is_prerelease] or fit
    if not final:
        raise Refused(f"no {wish.name} is for Python {OLDEST}", "Name a version, such as NAME==VERSION.")
    newest = max(file.version for file in final)
    return [file for file in files if file.version == newest]


def _is_fit(file: IndexFile) -> bool:
    try:
        return SpecifierSet(file.python).contains(OLDEST, prereleases=True)
    except InvalidSpecifier:
        return False


def _requirement(text: str) -> Requirement | None:
    """A requirement that counts here; `None` for one of an extra, or of another system."""
    try:
        need = Requirement(text)
        return need if need.marker is None or need.marker.evaluate({"extra": ""}) else None
    except InvalidRequirement:
        return None
