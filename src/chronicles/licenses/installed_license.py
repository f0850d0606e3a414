"""What an installed package says of its license, and where its source is. Reads the disk."""

import csv
import re
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

IS_TEXT = re.compile(r"(?i)(?:un)?(?:licen[sc]es?|copying|notices?|authors|copyright)(?:[-._].*)?")
NO_TEXT = (".py", ".pyc", ".svg", ".png", ".html", ".js", ".css")  # a module, or an icon, of such a name
SOURCE = ("source", "repository", "code", "github")
# What stands in metadata that has no expression yet, and means one: the classifiers of PyPI that are not
# ambiguous, as the one for BSD is.
SPDX = {
    "MIT License": "MIT",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def license_of(package: Distribution) -> str:
    """Return the license that the metadata names (PEP 639), in its own words where it has no expression."""
    said = package.metadata.get_all
    if expression := said("License-Expression"):
        return str(expression[0])
    words = str((said("License") or [""])[0]).strip()
    if words and "\n" not in words and words != "UNKNOWN":
        return SPDX.get(words, words)
    names = [
        str(name).rpartition(" :: ")[2] for name in said("Classifier") or () if "License ::" in str(name)
    ]
    return " AND ".join(SPDX.get(name, name) for name in names) or "not said"


def source_of(package: Distribution) -> str:
    """Return the address of a package's source, of its home page where it names none; or an empty text."""
    links = [str(link).split(", ", 1) for link in package.metadata.get_all("Project-URL") or ()]
    known = {label.lower(): address for label, address in (link for link in links if len(link) == 2)}
    named = [address for label, address in known.items() if label.startswith(SOURCE)]
    home = package.metadata.get_all("Home-page") or [known.get("homepage", "")]
    return str((named or home)[0])


def texts_of(package: Distribution, is_carried: Callable[[str], bool] = lambda path: False) -> dict[str, str]:
    """Return the texts that a package has of licenses and authors, by their paths.

    Those in its metadata, and those beside code of others that it brings: of these, the ones whose paths
    `is_carried` accepts.
    """
    return {
        _shown(path): _read(package, path)
        for path in _texts(package)
        if _is_metadata(path) or is_carried(path.as_posix())
    }


def file_of(package: Distribution, path: str) -> str:
    """Return the text of a file of a package. Raises `OSError` where it has no such file."""
    return _read(package, PurePosixPath(path))


def _texts(package: Distribution) -> Iterator[PurePosixPath]:
    """The files of a package that are there, and whose names are those of licenses.

    `package.files` makes a path of each of Material's fifteen thousand files, which takes longer than all
    else that is done for the licenses.
    """
    record = package.read_text("RECORD")
    paths = (row[0] for row in csv.reader(record.splitlines()) if row) if record else package.files or ()
    for path in map(str, paths):
        name = path.rpartition("/")[2]
        is_text = IS_TEXT.fullmatch(name) and not name.lower().endswith(NO_TEXT)
        if is_text and Path(str(package.locate_file(path))).is_file():
            yield PurePosixPath(path)


def _is_metadata(path: PurePosixPath) -> bool:
    return path.parts[0].endswith(".dist-info")


def _shown(path: PurePosixPath) -> str:
    """A path without the folder that metadata is in."""
    return "/".join(part for part in path.parts if not part.endswith(".dist-info"))


def _read(package: Distribution, path: PurePosixPath) -> str:
    return Path(str(package.locate_file(path))).read_text("utf-8", "replace").replace("\r\n", "\n")
