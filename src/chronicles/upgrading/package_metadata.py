"""What packages need: of those that are installed here, and of one that is in a file. Reads both."""

import io
from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import compat32
from importlib.metadata import PackageNotFoundError, distribution
from zipfile import BadZipFile, ZipFile

from chronicles.upgrading.package_lock import PackageLock

OWN = "chronicles"
MOST_BYTES = 1_000_000


def installed_needs(lock: PackageLock) -> dict[str, list[str]]:
    """Return what our own package needs, and each of a lock that is installed here in its version."""
    found = {}
    for name in (OWN, *lock.packages):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        if name == OWN or package.version == lock.packages[name].version:
            found[name] = list(package.requires or ())
    return found


def wheel_needs(data: bytes) -> Iterable[str]:
    """Return what the package in a wheel needs; nothing where the wheel does not say it."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            with archive.open(name) as file:
                about = BytesParser(policy=compat32).parsebytes(file.read(MOST_BYTES), headersonly=True)
    except (BadZipFile, StopIteration, RuntimeError, OSError, ValueError):
        return []
    return [str(need) for need in about.get_all("Requires-Dist") or ()]
