"""Wheels of versions that never were: this one with another number, and other files in it."""

import io
import re
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from chronicles.starting.wheel_file import WheelFile, own_wheel

DATA = "chronicles/starting/data"
LOCK, PROGRAM, CHANGES = f"{DATA}/requirements.txt", f"{DATA}/build.py", f"{DATA}/CHANGELOG.md"
WORKFLOW = "chronicles/starting/template/pages.yml.j2"


def wheel_of(version: str, files: Mapping[str, bytes | None] | None = None) -> WheelFile:
    """Return this program as a wheel of another version, with `files` in place of its own."""
    own = ZipFile(io.BytesIO(own_wheel().data))
    info = re.compile(r"chronicles-[^/]+\.dist-info/")
    content: dict[str, bytes | None] = {
        info.sub(f"chronicles-{version}.dist-info/", name): own.read(name) for name in own.namelist()
    }
    metadata = f"chronicles-{version}.dist-info/METADATA"
    content[metadata] = re.sub(
        rb"^Version: .*$", f"Version: {version}".encode(), content[metadata] or b"", flags=re.MULTILINE
    )
    content |= files or {}
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            if data is not None:
                archive.writestr(name, data)
    return WheelFile(f"chronicles-{version}-py3-none-any.whl", stream.getvalue())


def own_file(name: str) -> bytes:
    """Return a file of this program's own wheel."""
    return ZipFile(io.BytesIO(own_wheel().data)).read(name)
