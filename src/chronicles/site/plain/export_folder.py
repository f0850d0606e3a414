"""The folder of an export: a list of what was written there, and nothing of a person's ever lost.

Touches the disk.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from chronicles.disk.paths import followed, is_folder, is_there
from chronicles.disk.swap import swap
from chronicles.problems import Place, Problem, Unusable

LIST = ".chronicles-export.json"
BUILT = ("site", ".cache")  # what engines make beside the pages
SHOWN = 20  # files that are named, of those in the way


def write_export(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of an export, by their paths in it, to `folder`: all of them, or none.

    The folder is new, empty, or one that an export made and nobody has changed since: what engines have built
    there is deleted. Raises `Unusable` for any other, naming what is in the way, and `OSError` as the disk
    does.
    """
    if problems := list(_in_the_way(folder)):
        raise Unusable(problems)
    known = {path: sha256(data).hexdigest() for path, data in files.items()}
    listed = json.dumps({"files": known}, indent=1, sort_keys=True) + "\n"
    with _sibling(folder) as new:
        for path, data in {**files, LIST: listed.encode()}.items():
            file = new / path
            if not followed(file).is_relative_to(followed(new)):
                message = f"the file {path!r} would lie outside of it"
                raise Unusable([Problem(Place(str(folder)), message, "Give it another name.")])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        swap(new, folder)


def _in_the_way(folder: Path) -> Iterator[Problem]:
    """What an export would overwrite that is not an export's."""
    if folder.is_symlink() or (is_there(folder) and not is_folder(folder)):
        yield Problem(Place(str(folder)), "it is no folder", "Name a folder that is new or empty.")
        return
    if not is_there(folder) or not any(folder.iterdir()):
        return
    known = _known(folder)
    if known is None:
        message = "the folder holds files, and no export made it"
        yield Problem(Place(str(folder)), message, "Name a folder that is new or empty.")
        return
    found = [path for path in _files(folder) if known.get(path) != _hash(folder / path)]
    for path in found[:SHOWN]:
        word = "was changed after the export" if path in known else "is not of the export"
        mend = "Move it out of the folder, or export into another one."
        yield Problem(Place(f"{folder}/{path}"), f"the file {word}, and would be lost", mend)
    if (more := len(found) - SHOWN) > 0:
        yield Problem(Place(f"{folder}/…"), f"so it is with {more} more", "Export into another folder.")


def _known(folder: Path) -> dict[str, str] | None:
    """The hash of each file as an export wrote it; `None` where none did."""
    try:
        said = json.loads((folder / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    files = said.get("files") if isinstance(said, dict) else None
    return files if isinstance(files, dict) else None


def _files(folder: Path) -> Iterator[str]:
    """What is in the folder, but for the list itself and for what engines have built."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_built = name.split("/")[0] in BUILT
        if name != LIST and not is_built and (path.is_symlink() or not path.is_dir()):
            yield name


def _hash(path: Path) -> str:
    return "" if path.is_symlink() or not path.is_file() else sha256(path.read_bytes()).hexdigest()


@contextmanager
def _sibling(folder: Path) -> Iterator[Path]:
    """A folder beside it for what is being written; nothing is left of it."""
    new = folder.with_name(f".{folder.name}-export")
    if new.is_symlink() or new.is_file():
        new.unlink()  # what a link leads to is not ours
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)
