"""Where a journal takes its generator from: the files of its folder `generator/`. Reads the package."""

import re
from importlib.metadata import version

from chronicles.problems import Refused
from chronicles.starting.package_files import package_file
from chronicles.starting.wheel_file import WheelFile, own_wheel

FOLDER = "generator"
LOCK, NAMED = f"{FOLDER}/requirements.txt", f"{FOLDER}/chronicles.txt"
COMMIT = re.compile(r"git\+(?P<address>\w+://[^\s@#]+(?:@[^\s@#/]+)?[^\s@#]*)@(?P<commit>[0-9a-f]{40})")
RELEASE = re.compile(r"sha256:[0-9a-f]{64}")
FORMS = "Write git+ADDRESS@COMMIT with all 40 digits, or sha256:DIGITS of a release on your package index."
HEAD = "# The generator of this journal. 'upgrade' renews it; 'python3 build.py' installs it from here.\n"


def generator_files(address: str = "") -> dict[str, bytes]:
    """Return the files of `generator/`, by their paths in the journal.

    Without an `address`, the generator is the wheel of this program, pinned by its hash: a clone builds where
    nobody has heard of it. An address is a commit of git, `git+https://…@COMMIT`, or the hash of what an
    index of packages has of this version, `sha256:…`. Raises `Refused` for any other.
    """
    files = {LOCK: package_file("requirements.txt")}
    if COMMIT.fullmatch(address):
        return files | {NAMED: f"{HEAD}chronicles @ {address}\n".encode()}
    if RELEASE.fullmatch(address):
        return files | {NAMED: _pinned(address.removeprefix("sha256:"), version("chronicles"))}
    if address:
        raise Refused(f"{address!r} says of no generator where it is", FORMS)
    return files | wheel_files(own_wheel(), version("chronicles"))


def wheel_files(wheel: WheelFile, of_version: str) -> dict[str, bytes]:
    """Return a wheel, and the file that names it by its version and its hash."""
    return {NAMED: _pinned(wheel.sha256, of_version), f"{FOLDER}/{wheel.name}": wheel.data}


def _pinned(sha256: str, of_version: str) -> bytes:
    return f"{HEAD}chronicles=={of_version} --hash=sha256:{sha256}\n".encode()
