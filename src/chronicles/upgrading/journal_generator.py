"""What a journal has of its generator now. Reads its files."""

import re
from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.problems import Place, Problem, Refused, Unusable
from chronicles.starting.generator_source import FOLDER, LOCK, NAMED
from chronicles.starting.wheel_file import WheelFile
from chronicles.upgrading.package_lock import PackageLock, read_package_lock
from chronicles.workspace.front_door import NAMES, is_front_door

WORKFLOW = ".github/workflows/pages.yml"
RELEASE = re.compile(r"^chronicles==(?P<version>\S+)", re.MULTILINE)
COMMIT = re.compile(r"^chronicles @ git\+\S+@(?P<commit>[0-9a-f]{40})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class JournalGenerator:
    """The files of a journal that an upgrade may write, by their paths, and what they say.

    `version` is what the journal asks for; `wheel` is what it carries along, `None` where it is fetched.
    """

    files: dict[str, bytes]
    version: str
    lock: PackageLock
    wheel: WheelFile | None
    program: str


def is_carried(root: Path) -> bool:
    """Whether the journal at `root` names its generator in a folder."""
    return is_file(root / NAMED)


def read_generator(root: Path) -> JournalGenerator:
    """Read what is there. Raises `Unusable` for a lock or a name of the generator that cannot be read."""
    program = next((name for name in NAMES if is_front_door(root / name)), "")
    wheels = [path.relative_to(root).as_posix() for path in sorted((root / FOLDER).glob("*.whl"))]
    paths = [LOCK, NAMED, *wheels, WORKFLOW, *filter(None, [program])]
    files = {path: (root / path).read_bytes() for path in paths if is_file(root / path)}
    try:
        lock = read_package_lock(files.get(LOCK, b"").decode("utf-8", "replace"))
    except Refused as refused:
        raise Unusable([refused.at(Place(LOCK))]) from None
    said = files[NAMED].decode("utf-8", "replace")
    if release := RELEASE.search(said):
        version = release["version"]
    elif commit := COMMIT.search(said):
        version = commit["commit"][:12]
    else:
        mend = "Get it back from the history of the journal: git log -- generator/."
        raise Unusable([Problem(Place(NAMED), "it names no version of chronicles", mend)])
    wheel = next((WheelFile(Path(path).name, files[path]) for path in wheels), None)
    return JournalGenerator(files, version, lock, wheel, program)
