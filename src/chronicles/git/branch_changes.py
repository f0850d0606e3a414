"""Which files a branch has changed since it left another one, what is not committed among them. Runs git."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.git import commands
from chronicles.git.messages import read_message
from chronicles.git.objects import FETCH, Repository, RepositoryUnusable
from chronicles.problems import Refused, nearest

HEAD = "HEAD"
# Git says what it compares, whatever the user's settings make of `git diff` (git-config(1), `diff.*`).
DIFF = "-c diff.relative=false diff --name-status -z --no-renames --no-ext-diff --ignore-submodules=none"
REFS = "--format=%(refname:short)%00"
LIST = "List what there is with 'git branch --all', or fetch it: git fetch origin"


@dataclass(frozen=True, slots=True)
class BranchChanges:
    """The files that are not as they were at `commit`, by their paths as seen from `top`, with `/`.

    `top` is the folder of the working tree, without links; `commit` is the full hash of the commit at which
    the branch left `base`, `""` where there was none yet. A folder among `paths` is a repository of its own.
    `modified` are those of `paths` that were there then and are there now, `tracked` all that git tracks.
    """

    top: Path
    base: str
    commit: str
    paths: frozenset[str]
    modified: frozenset[str]
    tracked: frozenset[str]

    def touches(self, path: Path) -> bool:
        """Whether the file at `path` (absolute) has changed, or a link that it is, or what that leads to.

        True of what git does not track, too: it does not say whether that has changed.
        """
        return any(self._is_touched(one) for one in {followed(path.parent) / path.name, followed(path)})

    def touches_repository(self, folder: Path) -> bool:
        """Whether `folder` (absolute, without links) is in a repository within this one that has changed."""
        return any(part in self.paths for part in _with_folders(self._name(folder)))

    def below(self, folder: Path) -> list[str]:
        """Return the paths of what has changed in `folder` (absolute, without links), as seen from there."""
        found = (self.top / path for path in sorted(self.paths))
        return [path.relative_to(folder).as_posix() for path in found if path.is_relative_to(folder)]

    def came_or_went(self, folder: Path) -> list[str]:
        """Return those of `below` that were not there before, or are not there any more."""
        return [path for path in self.below(folder) if self._name(folder / path) not in self.modified]

    def before(self, path: Path) -> bytes | None:
        """Return the bytes of the file at `path` (absolute) as it was at `commit`, `None` where it was none.

        Raises `Refused` where git does not answer.
        """
        if not self.commit or not path.is_relative_to(self.top):
            return None
        with closing(Repository(self.top)) as repository:
            found = repository.object(f"{self.commit}:{self._name(path)}")
        return found.data if found and found.kind == "blob" else None

    def _is_touched(self, path: Path) -> bool:
        if not path.is_relative_to(self.top):
            return True
        parts = _with_folders(self._name(path))
        return any(part in self.paths for part in parts) or not any(part in self.tracked for part in parts)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.top).as_posix()


def branch_changes(folder: Path, base: str) -> BranchChanges:
    """Return what has changed in the repository around `folder` since HEAD left the revision `base`.

    That is a name as gitrevisions(7) has them. What is not committed counts, and so do files that git does
    not track, unless it ignores them. In a repository without a commit, all is new since `HEAD`.

    Raises `Refused` without git, a repository, such a revision, or a commit that both come from, and
    `RepositoryUnusable` where git does not use the repository.
    """
    top = _top(folder)
    commit = _left(top, base)
    tracked = frozenset(_names(top, "ls-files", "-z"))
    others = {path.rstrip("/") for path in _names(top, "ls-files", "--others", "--exclude-standard", "-z")}
    if not commit:
        return BranchChanges(top, base, "", tracked | others, frozenset(), tracked)
    words = _names(top, *DIFF.split(), commit, "--")
    # What is staged is what will be committed, also where the file has been put back since.
    words += _names(top, *DIFF.split(), "--cached", commit, "--")
    pairs = set(zip(words[1::2], words[::2], strict=True))
    paths = {path for path, _ in pairs}
    modified = paths - {path for path, status in pairs if status not in ("M", "T")}
    return BranchChanges(top, base, commit, frozenset(paths | others), frozenset(modified - others), tracked)


def _top(folder: Path) -> Path:
    """The folder of the working tree that `folder` is in."""
    said = _git(folder, "rev-parse", "--show-toplevel")
    if not said.returncode:
        return followed(Path(said.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")))
    message = read_message(said.stderr)
    if "not a git repository" not in message.reason:
        raise RepositoryUnusable(message)
    what = f"{folder.name} is in no git repository, so nothing says what has changed"
    raise Refused(what, "Leave --changed out, or begin one with 'git init'.")


def _left(top: Path, base: str) -> str:
    """The commit at which HEAD left `base`; `""` where it is HEAD, and there is no commit yet."""
    with closing(Repository(top)) as repository:
        if base == HEAD and repository.object(HEAD) is None:
            return ""
        commit = _commit(repository, base)
        is_shallow = repository.is_shallow
    said = _git(top, "merge-base", HEAD, commit)
    if not said.returncode:
        return said.stdout.decode("ascii").strip()
    if said.stderr.strip():
        raise read_message(said.stderr).refused(f"git cannot compare HEAD with {base!r}", "Mend that first.")
    if is_shallow:
        raise Refused(f"no commit was fetched from which both HEAD and {base!r} come", FETCH)
    mend = f"Name one that the branch comes from, or {HEAD} for what is not committed."
    raise Refused(f"there is no commit from which both HEAD and {base!r} come", mend)


def _commit(repository: Repository, base: str) -> str:
    """The full hash of the commit that `base` names."""
    try:
        if not base.isprintable() or not base.strip():
            raise Refused(f"{base!r} is not a revision", LIST)  # no line of git's protocol
        return repository.commit(base)
    except RepositoryUnusable:
        raise
    except Refused as refused:
        if repository.is_shallow or not refused.message.startswith("there is no revision"):
            raise
        names = (name.strip() for name in _names(repository.folder, "for-each-ref", REFS))
        raise Refused(refused.message, nearest(base, names, LIST)) from None


def _with_folders(name: str) -> Sequence[str]:
    """A path and the folders that it is in, as seen from the top."""
    parts = name.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _names(top: Path, *words: str) -> list[str]:
    """What git lists, a zero byte behind each."""
    said = _git(top, *words)
    if said.returncode:
        raise read_message(said.stderr).refused("git cannot say what has changed", "Mend that first.")
    return said.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _git(folder: Path, *words: str) -> commands.Done:
    return commands.run(("git", "-C", str(folder), "--no-pager", *words))
