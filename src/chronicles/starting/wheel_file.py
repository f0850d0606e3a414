"""The generator as one file: a wheel of the package that runs. Reads the package.

Its form is that of the Python Packaging User Guide, "Binary distribution format".
"""

import base64
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import chronicles

PACKAGES = ("chronicles", "chronicles_client")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can hold: the same bytes on any day
INFO = ("METADATA", "WHEEL", "entry_points.txt")
OF_CHECKOUT = "Requires-Dist: editables"  # what an installation of a checkout needs besides
FILE_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class WheelFile:
    """The name and the bytes of a wheel."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its SHA-256, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def own_wheel() -> WheelFile:
    """Return this package as a wheel, installed or run from a checkout. The bytes are the same each time."""
    package = distribution("chronicles")
    info = f"chronicles-{package.version}.dist-info"
    files = dict(_modules()) | {f"{info}/{name}": data for name, data in _info(package)}
    record = f"{info}/RECORD"
    files[record] = _record(files, record)
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, FIRST_DAY)
            entry.external_attr = FILE_MODE
            archive.writestr(entry, data, ZIP_DEFLATED)
    return WheelFile(f"chronicles-{package.version}-py3-none-any.whl", stream.getvalue())


def _modules() -> Iterator[tuple[str, bytes]]:
    top = Path(chronicles.__file__).parents[1]
    for package in PACKAGES:
        for path in sorted((top / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(top).as_posix(), path.read_bytes()


def _info(package: Distribution) -> Iterator[tuple[str, bytes]]:
    """What describes the package; of what an installer added, nothing."""
    for name in INFO:
        lines = (package.read_text(name) or "").splitlines(keepends=True)
        yield name, "".join(line for line in lines if not line.startswith(OF_CHECKOUT)).encode()
    for name in package.metadata.get_all("License-File") or []:
        yield f"licenses/{name}", (package.read_text(f"licenses/{name}") or "").encode()


def _record(files: dict[str, bytes], record: str) -> bytes:
    """The list of files with their hashes, which names itself without one."""
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.writerow((name, f"sha256={digest}", len(data)))
    lines.writerow((record, "", ""))
    return stream.getvalue().encode()
