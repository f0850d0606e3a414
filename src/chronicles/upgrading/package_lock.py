"""A lock: packages with their versions and the hashes of their files, as pip and uv read it. Pure.

Its form is that of pip's manual, "Requirements File Format" and "Secure installs", as uv writes it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chronicles.problems import Refused

FIRST = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)(?P<extras>\[[\w,.-]+\])?==(?P<version>[0-9A-Za-z.!+_-]+)"
    r"(?P<marker> ; [^\\#]+)? \\"
)
HASH = re.compile(r"    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?")
COMMENT = re.compile(r" *#.*")


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """A package of a lock. `marker` says where it is installed; `comments` are below it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    extras: str = ""
    marker: str = ""
    comments: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The package as a person reads it, without hashes."""
        return f"{self.name}{self.extras}=={self.version}{self.marker}"

    @property
    def lines(self) -> list[str]:
        """The package as it stands in a lock."""
        hashes = [f"    --hash=sha256:{digest} \\" for digest in self.hashes]
        return [f"{self.line} \\", *hashes[:-1], hashes[-1].removesuffix(" \\"), *self.comments]


@dataclass(frozen=True, slots=True)
class PackageLock:
    """The packages of a lock, by their normalized names, and the comments above them."""

    packages: Mapping[str, LockedPackage]
    head: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lock as a file."""
        found = sorted(self.packages.items())
        return "\n".join([*self.head, *(line for _, one in found for line in one.lines)]) + "\n"

    @property
    def shown(self) -> str:
        """The lock as a person reads it: a line a package."""
        return "".join(f"{one.line}\n" for _, one in sorted(self.packages.items()))

    def renewed(self, name: str, version: str, hashes: Iterable[str]) -> "PackageLock":
        """Return the lock with another version of a package, or with one that it has not."""
        key = normalized(name)
        before = self.packages.get(key, LockedPackage(key, "", ()))
        after = replace(before, version=version, hashes=tuple(sorted(set(hashes))))
        return PackageLock({**self.packages, key: after}, self.head)


def normalized(name: str) -> str:
    """Return the name as indexes compare it (the Python Packaging User Guide, "Names and normalization").

    >>> normalized("Foo__bar.Baz")
    'foo-bar-baz'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def read_package_lock(text: str) -> PackageLock:
    """Return the packages of a lock. Raises `Refused` at the first line that is none of a lock with hashes.

    So no lock names another index, another file, or a package without its hash.
    """
    head: list[str] = []
    packages: dict[str, LockedPackage] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        if first := FIRST.fullmatch(line):
            last = normalized(first["name"])
            if last in packages:
                raise Refused(f"{last} stands in the lock twice", _MEND, number)
            packages[last] = LockedPackage(
                first["name"], first["version"], (), first["extras"] or "", first["marker"] or ""
            )
        elif (found := HASH.fullmatch(line)) and last:
            one = packages[last]
            packages[last] = replace(one, hashes=(*one.hashes, found["digest"]))
        elif COMMENT.fullmatch(line) and not last:
            head.append(line)
        elif COMMENT.fullmatch(line):
            packages[last] = replace(packages[last], comments=(*packages[last].comments, line))
        elif line.strip():
            raise Refused(f"{line.strip()!r} is no line of a lock with hashes", _MEND, number)
    if bare := next((one for one in packages.values() if not one.hashes), None):
        raise Refused(f"{bare.line} has no hash", _MEND)
    return PackageLock(packages, tuple(head))


_MEND = "Write 'name==version' with '--hash=sha256:…' below it, as 'uv pip compile --generate-hashes' does."
