"""What a wheel of Chronicles has for a journal: its lock, its front door, its workflow, what changed.

A wheel is a ZIP that somebody gave: names and sizes are theirs, and nothing of it is run or unpacked.
"""

import io
import re
import zlib
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

from chronicles.problems import Refused
from chronicles.starting.wheel_file import WheelFile
from chronicles.upgrading.package_lock import PackageLock, read_package_lock

NAME = re.compile(r"chronicles-(?P<version>[0-9][0-9A-Za-z.+!_]{0,60})-py3-none-any\.whl")
DATA = "chronicles/starting/data"
LOCK, PROGRAM, CHANGES = f"{DATA}/requirements.txt", f"{DATA}/build.py", f"{DATA}/CHANGELOG.md"
WORKFLOW = "chronicles/starting/template/pages.yml.j2"
MOST_NAMES, MOST_BYTES, MOST_WHEEL_BYTES = 20_000, 4_000_000, 100_000_000
# What `zipfile` may raise for bytes that are no archive, or are one of a kind that it does not read.
UNREADABLE = (
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class WheelContent:
    """The files of a `wheel` that a journal needs, as text but for the `program`, which is `build.py`.

    `workflow` is a template.
    """

    wheel: WheelFile
    version: str
    lock: PackageLock
    program: bytes
    changes: str
    workflow: str


def read_wheel(wheel: WheelFile) -> WheelContent:
    """Return what a wheel has for a journal. Raises `Refused` for one that is not a wheel of Chronicles."""
    named = NAME.fullmatch(wheel.name)
    if not named:
        raise Refused(f"{wheel.name!r} is not the name of a wheel of Chronicles", _MEND)
    if len(wheel.data) > MOST_WHEEL_BYTES:
        raise Refused(f"the wheel has more than {MOST_WHEEL_BYTES // 1_000_000} MB", _MEND)
    version = named["version"]
    try:
        with ZipFile(io.BytesIO(wheel.data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_NAMES or len(names) != len(set(names)):
                raise Refused("the wheel has too many files, or two of one name", _MEND)
            about = _text(archive, f"chronicles-{version}.dist-info/METADATA")
            said = re.findall(r"^(Name|Version): (.*)$", about.partition("\n\n")[0], flags=re.MULTILINE)
            if sorted(said) != [("Name", "chronicles"), ("Version", version)]:
                raise Refused(f"the wheel does not say that it is chronicles {version}", _MEND)
            lock = read_package_lock(_text(archive, LOCK))
            return WheelContent(
                wheel,
                version,
                lock,
                _bytes(archive, PROGRAM),
                _text(archive, CHANGES),
                _text(archive, WORKFLOW),
            )
    except UNREADABLE:
        raise Refused(
            "the wheel cannot be read: it is damaged, or has not what a journal needs", _MEND
        ) from None


def _text(archive: ZipFile, name: str) -> str:
    return _bytes(archive, name).decode("utf-8")


def _bytes(archive: ZipFile, name: str) -> bytes:
    """The file, as far as it is as large as one may be: what an archive says of sizes need not be so."""
    with archive.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(f"the wheel's {name} has more than {MOST_BYTES // 1_000_000} MB", _MEND)
    return data


_MEND = "Take the wheel as it was published, such as chronicles-0.2.0-py3-none-any.whl."
