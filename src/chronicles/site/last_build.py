"""What the last build saw, by which the next knows that nothing has changed. Touches the disk.

It needs the standard library alone: MkDocs is not even imported where there is nothing to do.
"""

import json
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chronicles.disk.cache import Store, key
from chronicles.disk.installed_code import installed_code
from chronicles.disk.tree_stamp import git_folders, tree_stamp
from chronicles.workspace.journal_names import CACHE, CONFIG, RECORDS

FORM = "1"
STORE = Path(RECORDS).parent
NAME = "last-build"
# A file may change twice within one tick of the clock of a disk: the second time shows nothing.
TICK = 50_000_000  # nanoseconds; the coarsest clock of a common Linux ticks every ten milliseconds
ASKING = re.compile(r"!ENV\b|^INHERIT:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that put a site of so many `pages` of a person's, and as many `finished` ones, into `site`."""

    site: Path
    pages: int
    finished: int


@dataclass(frozen=True, slots=True)
class SeenInputs:
    """How all files looked that a build of the journal in `root` may look at, before it did.

    `others` are the places outside of `root` among them; `stamp` is `None` where a file has changed just
    then.
    """

    root: Path
    options: str
    others: tuple[str, ...]
    stamp: str | None

    @staticmethod
    def now(root: Path, options: str) -> "SeenInputs":
        """Look at the files; `options` is what the command says of the build."""
        said = _read(root)
        others = tuple(said["others"]) if said else ()
        return SeenInputs(root, options, others, _stamp(root, options, others, _site(root, said)))

    def remember(self, site: Path, others: Iterable[Path], pages: int, finished: int) -> None:
        """Keep what was seen, and how the site looks that was made of it.

        Where it has turned out that there are `others`, only that is kept: nobody has looked at them.
        """
        outside = tuple(sorted({str(path) for path in others if not path.is_relative_to(self.root)}))
        said = {
            "form": FORM,
            "inputs": self.stamp if outside == self.others else None,
            "outputs": tree_stamp([site]).digest,
            "others": outside,
            "site": os.path.relpath(site, self.root),
            "pages": pages,
            "finished": finished,
        }
        Store(self.root / STORE).put_sealed(NAME, json.dumps(said).encode())


def last_build(root: Path, options: str) -> LastBuild | None:
    """Return the build before, if all that it saw and all that it made is still as it was then."""
    said = _read(root)
    if said is None or said["inputs"] is None:
        return None
    site = _site(root, said)
    if _stamp(root, options, said["others"], site) != said["inputs"]:
        return None
    if tree_stamp([site]).digest != said["outputs"]:
        return None
    return LastBuild(site, said["pages"], said["finished"])


def forget(root: Path) -> None:
    """Let the next build look at everything again."""
    Store(root / STORE).path(NAME).unlink(missing_ok=True)


def _read(root: Path) -> dict[str, Any] | None:
    """What is known of the build before, `None` where that is nothing, or damaged."""
    try:
        said = json.loads((Store(root / STORE).get_sealed(NAME) or b"null").decode())
    except ValueError:
        return None
    return said if said and said["form"] == FORM else None


def _site(root: Path, said: dict[str, Any] | None) -> Path:
    return Path(os.path.normpath(root / (said["site"] if said else "site")))


def _stamp(root: Path, options: str, others: Iterable[str], site: Path) -> str | None:
    """The key of how all files look now; `None` where one has changed just now."""
    places = [root, *map(Path, others)]
    repositories = [folder for place in places for folder in git_folders(place)]
    skipped = root / CACHE, root / ".venv", site, site.with_name(f".{site.name}-new")
    if (said := _settings(root)) is None:
        return None
    now = time.time_ns()
    seen = tree_stamp(places, skipped, repositories)
    if now - TICK < seen.newest:
        return None
    return key(FORM, installed_code(), options, said, seen.digest)


def _settings(root: Path) -> str | None:
    """What the settings look at besides files: all variables, where they ask for any by whatever name.

    Those that go on in another file may ask there. `None` where there are no settings.
    """
    try:
        text = (root / CONFIG).read_text("utf-8", "replace")
    except OSError:
        return None
    return repr(sorted(os.environ.items())) if ASKING.search(text) else ""
