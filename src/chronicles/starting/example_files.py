"""The example of a clone: the pages, the project and the settings of this site. Runs git."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.git import commands
from chronicles.git.messages import read_message
from chronicles.problems import Refused

PATHS = (
    "README.md",
    "demo_project",
    "docs",
    "mkdocs.yml",
    "proofs.lock",
    "requirements-demo.in",
    "requirements-demo.txt",
)
GUIDES = "docs/steps"  # what no journal begins with
CLONE = "src/chronicles/__init__.py"
RECORD = Path(".chronicles", "example.json")


@dataclass(frozen=True, slots=True)
class ExampleRecord:
    """The commit that has the example, and the hashes of the files that were written in its place."""

    commit: str
    written: Mapping[str, str]


def is_clone(root: Path) -> bool:
    """Whether `root` is a clone of Chronicles, with or without its example."""
    return is_file(root / CLONE) and is_file(root / "build.py")


def tracked(root: Path, *paths: str) -> list[str]:
    """Return the files below `paths` that git knows. Raises `Refused` as git does."""
    return _listed(root, "ls-files", "-z", "--", *paths)


def changed(root: Path, *paths: str) -> list[str]:
    """Return the files below `paths` that differ from the last commit, or are in none."""
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *paths)
    return [line[3:] for line in _listed(root, *words)]


def head(root: Path) -> str:
    """Return the hash of the last commit."""
    return _said(root, "rev-parse", "HEAD").strip()


def remember(root: Path, commit: str, written: Iterable[str]) -> None:
    """Write down which commit has the example, and what these files hold in its place."""
    path = root / RECORD
    path.parent.mkdir(exist_ok=True)
    hashes = {name: digest for name in written if (digest := digest_of(root / name))}
    path.write_text(json.dumps({"commit": commit, "written": hashes}, indent=1), "utf-8")


def recorded(root: Path) -> ExampleRecord | None:
    """Return what was written down; `None` where nothing was, or what is there cannot be read."""
    try:
        said = json.loads((root / RECORD).read_text("utf-8"))
        return ExampleRecord(str(said["commit"]), dict(said["written"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def bring_back(root: Path, commit: str) -> None:
    """Let git write the example as it is in a commit, in place of all that it knows there now."""
    found = _listed(root, "ls-tree", "-z", "--name-only", commit, "--", *PATHS)
    if "docs" not in found:
        raise Refused(f"the commit {commit[:12]} has no example", "Name one that has: --from COMMIT.")
    _said(root, "restore", f"--source={commit}", "--staged", "--worktree", "--", *found)
    (root / RECORD).unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, `""` for none."""
    return sha256(path.read_bytes()).hexdigest() if is_file(path) else ""


def _listed(root: Path, *words: str) -> list[str]:
    return [name for name in _said(root, *words).split("\0") if name]


def _said(root: Path, *words: str) -> str:
    done = commands.run(("git", "-C", str(root), *words))
    if done.returncode:
        said = read_message(done.stderr)
        raise said.refused(f"git {words[0]} cannot do it", "Try it yourself, in this folder.")
    return done.stdout.decode("utf-8", "surrogateescape")
