"""The packages that are installed in a folder, and whether they are what is required. Reads metadata."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions

from packaging.markers import UndefinedComparison
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from chronicles.environments.requirement_files import ProjectRequirements


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """A package that is installed: its version, and what it requires as PEP 508 writes it."""

    version: str
    requires: tuple[str, ...] = ()


def packages_in(paths: Sequence[str]) -> dict[str, InstalledPackage]:
    """Return the packages in the folders of a Python's path, by their normalized names.

    Of one that is there twice it is the first, as it is for an import.
    """
    found: dict[str, InstalledPackage] = {}
    for package in distributions(path=list(paths)):
        name = canonicalize_name(package.name or "")
        found.setdefault(name, InstalledPackage(package.version, tuple(package.requires or ())))
    return found


def unmet(wanted: ProjectRequirements, packages: Mapping[str, InstalledPackage]) -> tuple[str, ...]:
    """Return what `packages` lack of what is required, and of what that requires in turn, on this machine.

    Each as `NAME` with its version specifiers, sorted; nothing where all of it is there.
    """
    limits = (text for text in wanted.constraints if _applicable(text, ""))
    missing = {_told(one) for text in limits if (one := _lacking(text, packages, is_limit=True))}
    pending = [(text, "") for text in wanted.requirements]
    seen = set(pending)
    while pending:
        text, extra = pending.pop()
        if (requirement := _applicable(text, extra)) is None:
            continue
        if _lacking(text, packages):
            missing.add(_told(requirement))
            continue
        package = packages[canonicalize_name(requirement.name)]
        further = {(need, of) for need in package.requires for of in ("", *requirement.extras)}
        pending += further - seen
        seen |= further
    return tuple(sorted(missing))


def _applicable(text: str, extra: str) -> Requirement | None:
    """The requirement that counts on this machine, with the extra that was asked for; `None` for another."""
    try:
        requirement = Requirement(text)
        marker = requirement.marker
        return requirement if marker is None or marker.evaluate({"extra": extra}) else None
    except (InvalidRequirement, UndefinedComparison):  # in metadata of long ago
        return None


def _lacking(
    text: str, packages: Mapping[str, InstalledPackage], *, is_limit: bool = False
) -> Requirement | None:
    """The requirement where the packages lack it; a limit is kept by a package that is not there, too."""
    requirement = Requirement(text)
    package = packages.get(canonicalize_name(requirement.name))
    if package is None:
        return None if is_limit else requirement
    return None if requirement.specifier.contains(package.version, prereleases=True) else requirement


def _told(requirement: Requirement) -> str:
    return f"{requirement.name}{requirement.specifier}"


def listed(packages: Iterable[str]) -> str:
    """Return names as a sentence has them, nine at most."""
    names = sorted(packages)
    return ", ".join(names[:9]) + (f" and {len(names) - 9} more" if len(names) > 9 else "")
