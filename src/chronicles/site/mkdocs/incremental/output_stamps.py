"""The files of the site that was built last: what each was made from, and how it looked on the disk."""

import os
import pickle
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from chronicles.disk.cache import Store, key

KIND = "outputs"
# Of a file: its bytes, the nanoseconds of its last change, its inode. A time alone can be set back.
Stamp = tuple[int, int, int]


@dataclass(slots=True)
class OutputStamps:
    """The outputs in the folder `site` by their paths: the key of what made each, and its stamp.

    An output whose key is the same, and that nobody has touched, is linked into the `new` site.
    """

    site: Path
    new: Path
    known: dict[str, tuple[str, Stamp]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Stamp | None] = field(default_factory=dict)

    def reuse(self, path: str, made_from: str) -> bool:
        """Take an output from the site of before, if its key is still `made_from`; whether it was."""
        self.keys[path] = made_from
        before = self.known.get(path)
        if before is None or before[0] != made_from or stamp(self.site / path) != before[1]:
            return False
        target = self.new / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(self.site / path, target)
        except OSError:  # it is made anew, which tells what is wrong with the disk
            return False
        self.seen[path] = before[1]
        return True

    def made(self, path: str) -> None:
        """Note how an output looks that was made just now: one that changes later is not to be taken."""
        self.seen[path] = stamp(self.new / path)


def read_stamps(store: Store, site: Path, new: Path) -> OutputStamps:
    """Return what is known of the site of before; nothing where that is damaged."""
    data = store.part(KIND).get_sealed(_name(site))
    return OutputStamps(site, new, pickle.loads(data) if data else {})  # noqa: S301 - it is ours, and sealed


def write_stamps(store: Store, stamps: OutputStamps) -> None:
    """Remember the outputs of a site that is in its place now, but for those that a plugin wrote again.

    What that has made of a file is not what the file would be made of.
    """
    found = {path: (name, stamp(stamps.site / path)) for path, name in stamps.keys.items()}
    known = {
        path: (name, seen) for path, (name, seen) in found.items() if seen and seen == stamps.seen.get(path)
    }
    store.part(KIND).put_sealed(_name(stamps.site), pickle.dumps(known, 5))


def _name(site: Path) -> str:
    """What is kept of a site is called by its place: that of a server has another than the published one."""
    return key(str(site))


def stamp(path: Path | str) -> Stamp | None:
    """Return how a file looks without reading it, `None` where there is no plain file."""
    try:
        about = os.lstat(path)
    except OSError:
        return None
    if not S_ISREG(about.st_mode):
        return None
    return about.st_size, about.st_mtime_ns, about.st_ino


def _link(source: Path, target: Path) -> None:
    """Let `target` be the same file; where the file system has no hard links, a copy of it."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, target)
