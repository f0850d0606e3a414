"""`environments.lock`: which packages the requirements of the projects' states mean, once and for all. Pure.

A section for each set of requirements that states have: a line with the hash of the set, comments that say
what is required, and the packages as pip and uv read them (pip's manual, "Requirements File Format"), with
the hashes of their files where uv has resolved them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from chronicles.environments.requirement_files import ProjectRequirements
from chronicles.problems import Refused

LOCK = "environments.lock"
HEAD = (
    "# The packages that the states of the projects run with. `python3 build.py check` resolves and writes\n"
    "# them once for each set of requirements. Keep it in git, and do not edit it.\n"
)
VERSION = "1"  # of what a section means
SECTION = re.compile(r"\[(?P<key>[0-9a-f]{32})\]")
PIN = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)==(?P<version>[0-9A-Za-z.!+_-]+)"
    r"(?P<marker> ; [^\\#]+?)?(?P<goes_on> \\)?"
)
HASH = re.compile(r"    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?")


@dataclass(frozen=True, slots=True)
class EnvironmentPin:
    """A package of an environment: `name==version`, where it is installed, and the SHA-256 of its files."""

    name: str
    version: str
    marker: str = ""
    hashes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The package as a person reads it, without hashes."""
        return f"{self.name}=={self.version}{self.marker}"

    @property
    def text(self) -> str:
        """The package as it stands in a lock."""
        return " \\\n".join([self.line, *(f"    --hash=sha256:{digest}" for digest in self.hashes)]) + "\n"


@dataclass(frozen=True, slots=True)
class LockedEnvironment:
    """What a set of requirements means: its packages, sorted by their names, and the words of the set."""

    pins: tuple[EnvironmentPin, ...]
    required: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The packages as a requirements file."""
        return "".join(pin.text for pin in self.pins)

    @property
    def has_hashes(self) -> bool:
        """Whether every package has its hashes, which installers hold it to."""
        return all(pin.hashes for pin in self.pins)

    def with_hashes(self, given: Mapping[str, Iterable[str]]) -> "LockedEnvironment":
        """Return it with the hashes that the project itself gives, in place of what was resolved."""
        pins = (replace(pin, hashes=tuple(sorted(given.get(pin.name, pin.hashes)))) for pin in self.pins)
        return replace(self, pins=tuple(pins))

    def without_partial_hashes(self) -> "LockedEnvironment":
        """Return it with the hashes of all packages, or else of none: pip wants all or none."""
        if self.has_hashes:
            return self
        return replace(self, pins=tuple(replace(pin, hashes=()) for pin in self.pins))


def requirements_key(wanted: ProjectRequirements) -> str:
    """Return the hash of a set of requirements, 32 hexadecimal digits."""
    parts = [VERSION, *wanted.requirements, "-c", *wanted.constraints, repr(wanted.hashes)]
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def read_pins(text: str) -> tuple[EnvironmentPin, ...]:
    """Return the packages of a requirements file in which each has its version.

    Raises `Refused` at the first line that is anything else: a lock names no index and no file.
    """
    pins: dict[str, EnvironmentPin] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        if pin := PIN.fullmatch(line):
            last = pin["name"]
            pins[last] = EnvironmentPin(last, pin["version"], pin["marker"] or "")
        elif (found := HASH.fullmatch(line)) and last:
            pins[last] = replace(pins[last], hashes=(*pins[last].hashes, found["digest"]))
        elif line.strip() and not line.startswith("#"):
            raise Refused(f"{line.strip()!r} is no line of {LOCK}", _MEND, number)
    return tuple(pin for _, pin in sorted(pins.items()))


def read_environment_lock(text: str) -> dict[str, LockedEnvironment]:
    """Return the environments of a lock by the hashes of their requirements.

    Raises `Refused` as `read_pins` does.
    """
    found: dict[str, LockedEnvironment] = {}
    key, first, lines = "", 0, list[str]()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        section = SECTION.fullmatch(line)
        if section or number > len(text.splitlines()):
            if key or any(one.strip() and not one.startswith("#") for one in lines):
                found[key] = _locked(lines, first)
            key, first, lines = section["key"] if section else "", number, []
        else:
            lines.append(line)
    if "" in found:
        raise Refused(f"there are packages before the first section of {LOCK}", _MEND)
    return found


def _locked(lines: list[str], before: int) -> LockedEnvironment:
    required = tuple(line.removeprefix("# ") for line in lines if line.startswith("# "))
    try:
        return LockedEnvironment(read_pins("\n".join(lines)), required)
    except Refused as refused:
        raise Refused(refused.message, refused.mend, before + refused.line) from None


def written_environment_lock(environments: Mapping[str, LockedEnvironment]) -> str:
    """Return the text of a lock, the environments in the order of what they are required by."""
    order = sorted(environments, key=lambda key: (environments[key].required, key))
    return HEAD + "".join(_section(key, environments[key]) for key in order)


def _section(key: str, locked: LockedEnvironment) -> str:
    return f"\n[{key}]\n" + "".join(f"# {line}\n" for line in locked.required) + locked.text


_MEND = "Bring it back from git, or delete the file: 'python3 build.py check' resolves the packages anew."
