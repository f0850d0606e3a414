"""The packages that states need, in packs that they share. Reads what is installed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution
from typing import Protocol

from chronicles.live import modules
from chronicles.live.bytecode import Compiler
from chronicles.live.libraries import (
    Environment,
    Trim,
    declared,
    languages,
    package_files,
    shared,
    zone_files,
)
from chronicles.live.manifests import FOLDER, SITE_PACKAGES, ZONES, ManifestPack
from chronicles.live.preparation import Prepared
from chronicles.live.wheel_lock import WheelName
from chronicles.live.wheels import WheelMissing, Wheels


class AddPack(Protocol):
    """Whoever packs files, and serves the pack under its hash."""

    def __call__(
        self, url: str, files: Mapping[str, bytes], to: str, later: Sequence[str] = (), /
    ) -> ManifestPack:
        """Return the pack of `files`, whose URL begins with `url`; it is unpacked to the folder `to`."""
        ...


@dataclass(frozen=True, slots=True)
class StateLibraries:
    """The packs of a state's packages, and why modules that they require are not there, by the modules."""

    packs: Sequence[ManifestPack]
    left_out: Mapping[str, str]


class LibraryPacks:
    """The packages of the states of one site.

    `packages` has them by name and version, and `groups` those in each pack, by its path in the site.
    """

    def __init__(self, compiler: Compiler, wheels: Wheels, add: AddPack) -> None:
        self.packages: dict[str, Distribution] = {}  # states may have different versions
        self.groups: dict[str, frozenset[str]] = {}
        self._compiler = compiler
        self._wheels = wheels
        self._add = add
        self._compiled: dict[str, dict[str, bytes]] = {}  # the files of wheels, by name and version

    def take_wheels(
        self, prepared: dict[str, Prepared], environments: Mapping[str, Environment]
    ) -> dict[str, str]:
        """Take the wheels that states need; those that cannot have theirs are let go, and why is returned."""
        refusals = {}
        for name, found in list(prepared.items()):
            packages = environments[name].packages
            try:
                for package in sorted(environments[name].of_modules(found.facts["compiled"])):
                    wheel = WheelName(package, packages[package].version)
                    self._compiled[str(wheel)] = self._wheels.files(wheel)
            except WheelMissing as missing:
                refusals[name] = str(missing)
                del prepared[name]
        return refusals

    def packed(
        self, prepared: Mapping[str, Prepared], environments: Mapping[str, Environment]
    ) -> dict[str, StateLibraries]:
        """Pack what each state needs, by the state; states share packs that they have in the same version."""
        trim = Trim(
            frozenset().union(*(languages(found.facts["language"]) for found in prepared.values())),
            frozenset(zone for found in prepared.values() for zone in found.facts["zones"]),
            frozenset(path for found in prepared.values() for path in found.static),
        )
        needs = {name: self._needed(found, environments[name]) for name, found in prepared.items()}
        groups = shared(needs)
        files = [self._package_files(group, trim) for group in groups]
        bytecode = self._compiler.compiled([modules.absolute(found, SITE_PACKAGES) for found in files])
        parts = {
            group: self._library(modules.sourceless(found, code, SITE_PACKAGES))
            for group, found, code in zip(groups, files, bytecode, strict=True)
        }
        self.groups = {f"{FOLDER}/{part.url}": group for group, own in parts.items() for part in own}
        zones = self._zones(frozenset().union(*needs.values()), trim)
        self.groups |= {f"{FOLDER}/{part.url}": frozenset({name}) for name, part in zones.items()}
        return {
            name: StateLibraries(
                [
                    *(part for group, own in parts.items() if group <= need for part in own),
                    *(part for package, part in zones.items() if package in need),
                ],
                environments[name].left_out(frozenset(each.partition("==")[0] for each in need)),
            )
            for name, need in needs.items()
        }

    def _library(self, files: Mapping[str, bytes]) -> list[ManifestPack]:
        """The files of packages, parted by what a demo starts with."""
        first, later = modules.split_packages(files)
        found = [self._add("lib-", first, SITE_PACKAGES)]
        if later:
            found.append(self._add("lib-later-", later, SITE_PACKAGES, modules.names(later)))
        return found

    def _zones(self, packages: frozenset[str], trim: Trim) -> dict[str, ManifestPack]:
        """The time zones that a demo fetches when somebody asks for one, by the package that has them."""
        named = sorted(name for name in packages if name.startswith("tzdata=="))
        files = {name: zone_files(self.packages[name], trim) for name in named}
        return {name: self._add("zones-", found, SITE_PACKAGES, (ZONES,)) for name, found in files.items()}

    def _needed(self, prepared: Prepared, environment: Environment) -> frozenset[str]:
        """The packages of a state, each with its version: without Django, those that it imports."""
        wanted = ["Django", *declared(prepared.project)] if prepared.facts["settings"] else []
        names = environment.needed(wanted, prepared.facts["imports"])
        found = {
            f"{name}=={environment.packages[name].version}": environment.packages[name] for name in names
        }
        self.packages = found | self.packages
        return frozenset(found)

    def _package_files(self, group: Iterable[str], trim: Trim) -> dict[str, bytes]:
        """The files of packages: of a wheel where there is one, of what is installed where not."""
        files: dict[str, bytes] = {}
        for name in sorted(group):
            files |= package_files(self.packages[name], trim, self._compiled.get(name))
        return files
