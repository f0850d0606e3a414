"""The series as a git repository in the cache: a commit and a branch a step. Runs git.

Patches are applied to git's index alone, never to files, so that no setting, line ending or umask
can change a byte. A commit is kept under the hash of all that led to it: a step that changes makes
only itself and what follows anew.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from chronicles.git.commands import MAIL, NAME, Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.guides.series.broken_patches import Broken, look_at, unfit
from chronicles.guides.series.patches import Letter, Patch, difference, read_letter
from chronicles.problems import Place, Refused, nearest

VERSION = b"1"  # of what is kept in the cache
KEPT = "refs/chronicles/"
FIRST_DAY = "946684800 +0000"  # of a step without a patch: the year 2000, or the day of the step before
# Above all that a project's own .gitattributes may say: its files are bytes.
ATTRIBUTES = b"* -text -eol -ident -filter -working-tree-encoding !diff !merge\n"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a state: its path with `/`, its bytes, and whether it may be run."""

    path: str
    data: bytes
    is_executable: bool = False


class Series:
    """The steps of all guides in their order, each a commit with the whole project in it.

    `folder` is a bare repository that is made where it is missing, and made anew where it is damaged.
    `left_out` are paths in the folder of the project that are no part of it: the journal's own, where it lies
    in there.
    """

    def __init__(self, folder: Path, patches: Sequence[Patch], left_out: Sequence[str] = ()) -> None:
        self.folder = folder
        self.patches = tuple(patches)
        self.left_out = tuple(left_out)
        self.git = Git(folder)
        self._commits: dict[str, str] | None = None
        self._broken: Broken | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all states in their order, such as `students/05`."""
        return tuple(patch.step.name for patch in self.patches)

    @property
    def broken(self) -> Broken | None:
        """The first patch that does not apply, if there is one."""
        self._ensure()
        return self._broken

    @property
    def commits(self) -> dict[str, str]:
        """The commits of all states that can be reached, in their order: hashes by name.

        It ends before the first patch that does not apply. Raises `Refused` where git cannot use the folder.
        """
        return dict(self._ensure())

    def commit(self, name: str) -> str:
        """Return the hash of the commit of a state; raises `Refused` where there is none."""
        commits = self._ensure()
        if name in commits:
            return commits[name]
        if name in self.names and self._broken:
            raise self._broken
        raise Refused(f"there is no step {name!r}", nearest(name, self.names, self._hint))

    def before(self, name: str) -> str | None:
        """Return the name of the state before, `None` for the first."""
        at = self.names.index(name)
        return self.names[at - 1] if at else None

    def tree(self, name: str) -> str:
        """Return the hash of the tree of a state."""
        commit = self.commit(name)
        return self.read(lambda: self.git.text("rev-parse", f"{commit}^{{tree}}"))

    def trees(self, path: str) -> dict[str, str]:
        """Return the hashes of the trees of those states that have a file at `path`, of all at `""`."""
        names = list(self._ensure())
        asked = [f"{name}{part}\n" for name in self.commits.values() for part in ("^{tree}", f":{path}")]
        words = ("cat-file", "--batch-check")
        lines = self.read(lambda: self.git.text(*words, stdin="".join(asked).encode())).split("\n")
        pairs = zip(names, lines[::2], lines[1::2], strict=True) if names else ()
        return {name: tree.split()[0] for name, tree, file in pairs if not file.endswith(" missing")}

    def paths(self, name: str) -> list[str]:
        """Return the paths of the files of a state, sorted."""
        words = ("ls-tree", "-r", "-z", "--name-only", self.commit(name))
        return sorted(filter(None, self.read(lambda: self.git.text(*words)).split("\0")))

    def files(self, name: str) -> tuple[Stored, ...]:
        """Return the files of a state, in the order of their paths."""
        commit = self.commit(name)
        return self.read(lambda: read_files(self.git, commit))

    def read(self, ask: Callable[[], T]) -> T:
        """Return what `ask` reads of the repository, which is made anew where that shows a damage.

        `ask` shows it by `GitFailed`, and is called a second time then. Raises `Refused` where that fails.
        """
        self._ensure()
        try:
            return ask()
        except GitFailed:
            with _alone(self.folder.with_suffix(".lock")):
                self._commits = self._made_anew()
        try:
            return ask()
        except GitFailed as failed:
            raise self._unusable(failed) from None

    @property
    def _hint(self) -> str:
        return "'python3 build.py step list' shows what there is."

    def _ensure(self) -> dict[str, str]:
        if self._commits is None:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            (self.folder.parent / ".gitignore").write_text("*\n", "utf-8")  # nobody keeps a cache in git
            with _alone(self.folder.with_suffix(".lock")):
                try:
                    self._commits = self._made()
                except GitFailed:
                    self._commits = self._made_anew()
        return self._commits

    def _made_anew(self) -> dict[str, str]:
        """Without what was there: it is damaged, and nothing in the cache is anybody's work."""
        if self.folder.is_dir() and not self.folder.is_symlink():
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            self.folder.unlink(missing_ok=True)
        try:
            return self._made()
        except GitFailed as failed:
            raise self._unusable(failed) from None

    def _unusable(self, failed: GitFailed) -> Refused:
        where = f"{self.folder.parent.name}/{self.folder.name}"
        mend = f"Make room, or delete {where}: all of it can be made again."
        return read_message(str(failed)).refused(f"git cannot use {where}", mend)

    def _made(self) -> dict[str, str]:
        if not (self.folder / "HEAD").is_file():
            quietly = ("--quiet", "--bare", "--object-format=sha1", "--initial-branch=main", "--template=")
            self.git.out("init", *quietly, str(self.folder))
        keep_bytes(self.folder)
        known = self._known()
        self._broken = None
        commits: dict[str, str] = {}
        keys: dict[str, str] = {}
        key, parent = sha256(VERSION).hexdigest(), ""
        for patch in self.patches:
            key = sha256(b"\0".join([key.encode(), patch.step.page.encode(), patch.data])).hexdigest()
            commit = known.get(key, "")
            if not commit:
                try:
                    commit = self._applied(patch, parent)
                except Broken as broken:
                    self._broken = broken
                    break
            keys[key], commits[patch.step.name], parent = commit, commit, commit
        if keys != known:
            self._remember(keys, commits)
        return commits

    def _known(self) -> dict[str, str]:
        """The commits that are kept, by their keys. That their objects are whole is looked at, too."""
        lines = self.git.text("for-each-ref", "--format=%(refname) %(objectname)", KEPT).splitlines()
        known = {name.removeprefix(KEPT): commit for name, commit in map(str.split, lines)}
        if known:
            self.git.out("rev-list", "--objects", "--quiet", *known.values())
        return known

    def _day(self, parent: str) -> str:
        """When a step without a patch was made: on the day of the one before."""
        return self.git.text("log", "-1", "--format=%ad", "--date=raw", parent) if parent else FIRST_DAY

    def _remember(self, keys: dict[str, str], commits: dict[str, str]) -> None:
        """Let the references name these commits and no others."""
        old = self.git.text("for-each-ref", "--format=%(refname)", KEPT, "refs/heads/").splitlines()
        new = {KEPT + key: commit for key, commit in keys.items()}
        new |= {f"refs/heads/{name}": commit for name, commit in commits.items()}
        lines = [f"delete {name}" for name in old if name not in new]
        lines += [f"update {name} {commit}" for name, commit in new.items()]
        self.git.out("update-ref", "--stdin", stdin="\n".join([*lines, ""]).encode())
        if commits:
            self.git.out("symbolic-ref", "HEAD", f"refs/heads/{list(commits)[-1]}")

    def _applied(self, patch: Patch, parent: str) -> str:
        """The commit that `patch` makes on top of `parent`, empty for a step that changes nothing."""
        try:
            unnamed = Letter(NAME, MAIL, self._day(parent), f"{patch.step.subject}\n")
            letter = read_letter(patch) if patch.data else unnamed
        except Refused as refused:
            raise Broken(Place(patch.path), refused.message, refused.mend) from None
        look_at(patch)
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            index = str(Path(folder, "index"))
            self.git.out("read-tree", *([parent] if parent else ["--empty"]), GIT_INDEX_FILE=index)
            if change := difference(patch.data):
                words = ("apply", "--cached", "--binary", "--whitespace=nowarn", "-")
                done = self.git.attempt(*words, stdin=change, GIT_INDEX_FILE=index)
                if done.returncode:
                    raise unfit(patch, done.stderr.decode("utf-8", "replace"), parent)
            tree = self.git.text("write-tree", GIT_INDEX_FILE=index)
        return commit_tree(self.git, tree, parent, letter)


def commit_tree(git: Git, tree: str, parent: str, letter: Letter) -> str:
    """Make a commit; the committer is always ours, and commits on the day on which the author wrote."""
    return git.text(
        *("commit-tree", tree, *(("-p", parent) if parent else ())),
        stdin=letter.message.encode(),
        GIT_AUTHOR_NAME=letter.name,
        GIT_AUTHOR_EMAIL=letter.mail,
        GIT_AUTHOR_DATE=f"@{letter.date}",  # without the @, git takes small numbers for a day
        GIT_COMMITTER_DATE=f"@{letter.date}",
    )


def read_files(git: Git, tree: str) -> tuple[Stored, ...]:
    """Return every file below `tree`, a commit's or a tree's hash; raises `Refused` for links."""
    listed = git.out("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")
    entries = [_entry(line) for line in listed if line]
    for mode, _, path in entries:
        if mode not in ("100644", "100755"):
            raise Refused(f"{path} is a link, and states hold files alone", "Put the file in its place.")
    blobs = read_blobs(git, dict.fromkeys(blob for _, blob, _ in entries))
    return tuple(Stored(path, blobs[blob], mode == "100755") for mode, blob, path in entries)


def _entry(line: bytes) -> tuple[str, str, str]:
    about, _, path = line.partition(b"\t")
    mode, _, blob = about.decode().split(" ")
    return mode, blob, path.decode("utf-8", "surrogateescape")


def read_blobs(git: Git, hashes: dict[str, None]) -> dict[str, bytes]:
    """The bytes of all blobs, from one process."""
    if not hashes:
        return {}
    data = git.out("cat-file", "--batch", stdin="".join(f"{name}\n" for name in hashes).encode())
    found, at = {}, 0
    for name in hashes:
        end = data.index(b"\n", at)
        words = data[at:end].split()
        if words[-1] == b"missing":
            raise GitFailed(f"{name} is missing")
        size = int(words[-1])
        found[name] = data[end + 1 : end + 1 + size]
        at = end + size + 2
    return found


def keep_bytes(git_folder: Path) -> None:
    """Let git take the files of a repository as they are, whatever the project's .gitattributes say."""
    path = git_folder / "info" / "attributes"
    if not path.is_file() or path.read_bytes() != ATTRIBUTES:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ATTRIBUTES)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time makes the series."""
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
