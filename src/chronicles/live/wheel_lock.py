"""`wheels.lock`: which wheels for the browser the demos have, with the hash of each. Pure.

It is a requirements file, a line for each wheel, so that pip reads it as well (pip's documentation, "Hash
checking mode").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LOCK = "wheels.lock"
HEAD = """\
# Wheels of compiled packages that the live demos load, for {platform}.
# Written by 'build', and checked by it: commit it. Of what a line names, nothing but that file is ever taken.
"""
LINE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+) --hash=sha256:(?P<sha256>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True, order=True)
class WheelName:
    """A package in one version; the name is in the form that all spellings share (`pydantic-core`)."""

    package: str
    version: str

    def __str__(self) -> str:
        return f"{self.package}=={self.version}"


Pins = Mapping[WheelName, str]


def read_pins(text: str) -> dict[WheelName, str]:
    """Return the SHA-256 of each wheel, by what it is of; a line in another form says nothing."""
    found = map(LINE.fullmatch, map(str.strip, text.splitlines()))
    return {WheelName(match["name"], match["version"]): match["sha256"] for match in found if match}


def write_pins(pins: Pins, platform: str) -> str:
    """Return the text of the lock, `""` where nothing has to be locked."""
    if not pins:
        return ""
    return HEAD.format(platform=platform) + "".join(f"{pin(name, pins[name])}\n" for name in sorted(pins))


def pin(name: WheelName, sha256: str) -> str:
    """Return the line of one wheel."""
    return f"{name} --hash=sha256:{sha256}"


def renewed(before: Pins, used: Pins, *, is_whole: bool) -> dict[WheelName, str]:
    """Return what is to be locked after a build that has `used` these wheels.

    What it did not use is let go, unless the build is not whole: a demo that could not be had may use it.
    """
    return dict(used) if is_whole else {**before, **used}
