"""What `init` proposes: read from git, from the folder, and from the clock's zone. Touches the disk."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from chronicles.dates.zones import read_zone
from chronicles.disk.paths import is_file, is_folder
from chronicles.git import commands
from chronicles.problems import Refused
from chronicles.starting.journal_answers import NEW

ZONE_FILE = Path("/etc/localtime")
NOBODY = "A learner"
NOWHERE = "https://example.org/"
GITHUB = re.compile(r"(?:git@github\.com:|https://github\.com/|ssh://git@github\.com/)([\w.-]+)/([\w.-]+)")
PACKAGED = ("pyproject.toml", "setup.py", "setup.cfg")  # what a project of Python's is installed by
SERVED = ("app.py", "main.py", "wsgi.py", "asgi.py")  # what the documentation of frameworks begins with
CODE = (*PACKAGED, "requirements.txt", *SERVED)


def author() -> str:
    """Return whom git takes for the author of commits."""
    return _said("config", "--get", "user.name") or NOBODY


def zone() -> str:
    """Return the name of this machine's time zone; `UTC` where it is not told."""
    found = [os.environ.get("TZ", "").lstrip(":"), str(ZONE_FILE.resolve()).partition("zoneinfo/")[2]]
    for name in filter(None, found):
        try:
            return str(read_zone(name))
        except Refused:
            continue
    return "UTC"


def repository(folder: Path) -> str:
    """Return the page on GitHub of the repository that `folder` is in, `""` where it is not there."""
    found = GITHUB.match(_said("-C", str(_nearest(folder)), "remote", "get-url", "origin"))
    return f"https://github.com/{found[1]}/{found[2].removesuffix('.git')}" if found else ""


def branch(folder: Path) -> str:
    """Return the branch that is checked out, or what git calls the first one."""
    here = _said("-C", str(_nearest(folder)), "symbolic-ref", "--short", "HEAD")
    return here or _said("config", "--get", "init.defaultBranch") or "main"


def url(page: str) -> str:
    """Return where GitHub Pages would show the repository of a `page`; `NOWHERE` without one."""
    if not page:
        return NOWHERE
    owner, name = page.split("/")[-2:]
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def project(folder: Path) -> str:
    """Return the folder of the project in a repository, as seen from `folder`; `new` where there is none.

    It is where `manage.py` lies, here or one level below; or the folder itself where it looks like Python's;
    or the one folder below it that does.
    """
    if not is_folder(folder):
        return NEW
    below = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and is_folder(path))
    for path in (folder, *below):
        if is_file(path / "manage.py"):
            return path.relative_to(folder).as_posix()
    if _has(folder, CODE):
        return "."
    found = [
        path for path in below if _has(path, (*PACKAGED, *SERVED))
    ]  # requirements.txt may be that of docs
    return found[0].relative_to(folder).as_posix() if len(found) == 1 else NEW


def _has(folder: Path, names: Iterable[str]) -> bool:
    return any(is_file(folder / name) for name in names)


def is_in_repository(folder: Path) -> bool:
    """Whether `folder` is in a working tree of git."""
    return _said("-C", str(_nearest(folder)), "rev-parse", "--is-inside-work-tree") == "true"


def _nearest(folder: Path) -> Path:
    """The folder, or the first one above it that is there."""
    return next(path for path in (folder, *folder.parents) if is_folder(path))


def _said(*words: str) -> str:
    done = commands.run(("git", *words))
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
