"""A state as a ZIP: the same files give the same bytes on every machine."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from stat import S_IFREG

from chronicles.guides.series.series import Stored
from chronicles.problems import Refused

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can name
UNIX = 3  # so that unpacking heeds the modes


def folder(state: str) -> str:
    """Return the folder that a state, such as `students/05`, unpacks into: `students-05`."""
    return state.replace("/", "-")


def name(state: str) -> str:
    """Return the file name of a state's ZIP."""
    return f"{folder(state)}.zip"


def archive(state: str, files: Iterable[Stored]) -> bytes:
    """Return a ZIP that unpacks the `files` of a state into one folder.

    They are stored as they are: what deflate makes of them differs from one zlib to the next.
    Raises `Refused` for a name that a ZIP cannot hold.
    """
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as packed:
        for file in sorted(files, key=lambda file: file.path):
            packed.writestr(_entry(state, file), file.data)
    return data.getvalue()


def _entry(state: str, file: Stored) -> zipfile.ZipInfo:
    path = f"{folder(state)}/{file.path}"
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        shown = file.path.encode("utf-8", "replace").decode()
        raise Refused(f"the name of {shown} is not UTF-8", "Rename the file.") from None
    entry = zipfile.ZipInfo(path, FIRST_DAY)
    entry.create_system = UNIX
    entry.external_attr = (S_IFREG | (0o755 if file.is_executable else 0o644)) << 16
    return entry
