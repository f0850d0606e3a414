"""Talks to git: commits and files of a repository, from one `git cat-file --batch`."""

import re
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import IO
from zoneinfo import ZoneInfo

from chronicles.disk.texts import MOST_BYTES
from chronicles.git import commands
from chronicles.git.messages import GitMessage, read_message
from chronicles.git.subtrees import merged_heads
from chronicles.problems import Refused

LAST_SECOND = 253_402_214_400  # the last day of the year 9999, in any time zone
FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
SMALL, MOST_KNOWN = 65_536, 1024  # bytes of a file that is kept, and how many are
FETCH = "Fetch the whole history: git fetch --unshallow --tags"
PARTIAL = "This is a partial clone; fetch all of it: git fetch --refetch --no-filter"
DAMAGED = "Try 'git fsck' in the repository."


@dataclass(frozen=True, slots=True)
class GitObject:
    """What `git cat-file --batch --follow-symlinks` answers; git-cat-file(1), "BATCH OUTPUT".

    `kind` is git's type of an object (`blob`, `tree`, `commit`, `tag`), with its full `hash` and its
    bytes. Where a link cannot be followed, it is `symlink`, `dangling`, `loop` or `notdir`, and `data`
    what git says of it. It is `ambiguous` where the name fits several objects, and `large` beyond
    `MOST_BYTES`, with the size in decimal digits as `data`. All but an object have the hash `""`.
    """

    kind: str
    hash: str
    data: bytes


# Files by the folder of the repository, the hash of a tree, and their path in it: they stay what they are,
# and a server asks for the same ones at each build.
_blobs: dict[tuple[Path, str, str], GitObject] = {}


class RepositoryUnusable(Refused):
    """There is a repository, and git will not use it: git says why, and what to do."""

    def __init__(self, said: GitMessage) -> None:
        mend = said.advice or "Mend that first; 'git status' says more."
        super().__init__(f"git cannot use the repository: {said.reason}", mend)


class Repository:
    """A git repository, asked from the folder of one project in it.

    Names given to it have passed `chronicles.pages.states`: none starts with `-`, none holds `:`.
    `prefix` is the folder's path in the repository with `/` at its end, `""` at the root. Raises
    `Refused` without git or a repository, and `RepositoryUnusable`. Each question may
    raise `Refused` too, where git gives no answer in `commands.SECONDS`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._logs: dict[tuple[str, ...], list[tuple[str, int]]] = {}
        self._subtrees: list[str] | None = None
        self._of_subtrees: frozenset[str] | None = None
        self._files: dict[str, list[str]] = {}
        answer = self._run("rev-parse", "--is-shallow-repository", "--show-prefix")
        if answer.returncode:
            raise _unusable(folder, answer.stderr)
        shallow, _, prefix = answer.stdout.decode("utf-8", "surrogateescape").partition("\n")
        self.is_shallow = shallow == "true"
        self.prefix = prefix.removesuffix("\n")

    @property
    def mend_objects(self) -> str:
        """What helps where git lacks an object that it should have: see git-clone(1), `--filter`."""
        answer = self._run("config", "--get-regexp", r"^remote\..*\.promisor$", "^true$")
        return DAMAGED if answer.returncode else PARTIAL

    def commit(self, revision: str) -> str:
        """Return the full hash of the commit that `revision` names.

        Raises `Refused` where there is none, or where it is the beginning of several hashes.
        """
        found = self.object(f"{revision}^0")
        if found is None:
            mend = FETCH if self.is_shallow else "List what there is with 'git tag' and 'git log --oneline'."
            raise Refused(f"there is no revision {revision!r}", mend)
        if found.kind == "ambiguous":
            raise Refused(f"{revision!r} is the beginning of several hashes", "Write the full hash.")
        return found.hash

    def is_tag(self, name: str) -> bool:
        """Whether `name` is a tag, and so a name that is meant to stay where it is."""
        return self.object(f"refs/tags/{name}") is not None

    def commit_on(self, day: date, zone: ZoneInfo) -> str:
        """Return the last commit on or before `day`: first parents of HEAD, committers' dates.

        Where that one has no project yet, it is the last one then of what a subtree merge brought. It is a
        full hash; the dates are those of `zone`. Raises `Refused` where there is no such commit.
        """

        def last(*heads: str) -> str | None:
            days = ((name, datetime.fromtimestamp(at, zone).date()) for name, at in self._history(*heads))
            return next((name for name, its_day in days if its_day <= day), None)

        found = last("HEAD")
        if found is None or self.tree(found) is None:
            found = (last(*heads) if (heads := self.subtrees()) else None) or found
        if found:
            return found
        mend = FETCH if self.is_shallow else "Name a later day, or 'now'."
        raise Refused(f"there is no commit on or before {day.isoformat()}", mend)

    def parent(self, commit: str) -> str | None:
        """Return the first parent of `commit` (a full hash), `None` where it is the first one."""
        found = self.object(commit)
        lines = found.data.split(b"\n\n", 1)[0].split(b"\n") if found else []
        return next((line[7:].decode() for line in lines if line.startswith(b"parent ")), None)

    def tree(self, commit: str) -> str | None:
        """Return the hash of the project's tree in `commit` (a full hash), `None` where it was not there yet.

        Of a commit that a subtree merge brought, that is the whole tree.
        """
        folder = self.prefix.rstrip("/")
        found = self._tree(f"{commit}:{folder}") if folder else None
        is_whole = not folder or (found is None and commit in self._commits_of_subtrees())
        return self._tree(f"{commit}^{{tree}}") if is_whole else found

    def subtrees(self) -> list[str]:
        """Return the full hashes of the commits that subtree merges brought into the project's folder."""
        if self._subtrees is None:
            asked = ("log", "--reverse", "--full-history", "--merges", "--format=%H %P", "HEAD", "--", ".")
            said = self._run(*asked).stdout.decode("ascii", "replace") if self.prefix else ""
            merges = [line.split() for line in said.splitlines()]
            self._subtrees = merged_heads(merges, self.prefix.rstrip("/"), self._tree, self._descends)
        return self._subtrees

    def _commits_of_subtrees(self) -> frozenset[str]:
        if self._of_subtrees is None:
            heads = self.subtrees()
            said = self._run("rev-list", *heads, "--").stdout.decode("ascii", "replace") if heads else ""
            self._of_subtrees = frozenset(said.split())
        return self._of_subtrees

    def _descends(self, first: str, second: str) -> bool:
        return self._run("merge-base", "--is-ancestor", first, second).returncode == 0

    def _tree(self, name: str) -> str | None:
        found = self.object(name)
        return found.hash if found and found.kind == "tree" else None

    def blob(self, tree: str, path: str) -> GitObject | None:
        """Return the file at `path` in `tree` (a hash), links followed as far as they stay inside.

        It is `None` where there is nothing; what is there need not be a file: see `GitObject.kind`.
        """
        known = self.folder, tree, path
        if known in _blobs:
            return _blobs[known]
        found = self.object(f"{tree}:{path}")
        if found and len(found.data) <= SMALL and FULL.fullmatch(tree):
            if len(_blobs) >= MOST_KNOWN:
                _blobs.clear()
            _blobs[known] = found
        return found

    def lists(self, tree: str, path: str) -> bool:
        """Whether `tree` has a file at `path`, be it one that git cannot read."""
        folder, _, name = path.rpartition("/")
        found = self.object(f"{tree}:{folder}" if folder else tree)
        entry = name.encode("utf-8", "surrogateescape") + b"\0"
        return found is not None and any(mode + entry in found.data for mode in (b"100644 ", b"100755 "))

    def files(self, tree: str) -> list[str]:
        """Return the path of every file below `tree`. A process of its own: for hints alone.

        Paths are relative to `tree`; the list is empty where git cannot read it.
        """
        if tree not in self._files:
            answer = self._run("ls-tree", "-r", "-z", "--name-only", "--full-tree", tree)
            names = answer.stdout.decode("utf-8", "replace").split("\0")
            self._files[tree] = [name for name in names if name]
        return self._files[tree]

    def object(self, name: str) -> GitObject | None:
        """Return what git has under `name`, `None` where it has nothing.

        A name is what gitrevisions(7) describes. Raises `Refused` where git stops answering.
        """
        reading, writing = self._batch()
        watch = Timer(commands.SECONDS, self.close)
        watch.start()
        try:
            writing.write(name.encode("utf-8", "surrogateescape") + b"\n")
            writing.flush()
            return _answer(reading)
        except (OSError, ValueError):
            self.close()  # it may have ended, or stand in the middle of an answer
            raise Refused("git stopped answering", self.mend_objects) from None
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the git process. Safe to call twice."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _batch(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(
                [*_git(self.folder), "cat-file", "--batch", "--follow-symlinks"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=commands.environment(),
            )
        assert self._process.stdin is not None and self._process.stdout is not None
        return self._process.stdout, self._process.stdin

    def _history(self, *heads: str) -> list[tuple[str, int]]:
        if heads not in self._logs:
            answer = self._run("log", "--first-parent", "--format=%H %ct", *heads, "--")
            if answer.returncode and not self._run("rev-parse", "--verify", "--quiet", heads[0]).returncode:
                raise read_message(answer.stderr).refused("git cannot read the history", DAMAGED)
            pairs = (line.split() for line in answer.stdout.decode("ascii", "replace").splitlines())
            # A clock may be so wrong that git prints no date, or none of the calendar.
            read = [(p[0], int(p[1])) for p in pairs if len(p) == 2 and 0 <= int(p[1]) < LAST_SECOND]
            self._logs[heads] = read
        return self._logs[heads]

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return commands.run([*_git(self.folder), *words])


def _answer(reading: IO[bytes]) -> GitObject | None:
    """One answer of `cat-file --batch --follow-symlinks`, as git-cat-file(1) describes them."""
    words = reading.readline().decode("utf-8", "replace").rstrip("\n").rsplit(" ", 2)
    if words[-1] == "missing":
        return None
    if words[-1] == "ambiguous":
        return GitObject("ambiguous", "", b"")
    if words == [""]:
        raise OSError("end of file")
    size = int(words[-1])
    if size > MOST_BYTES:
        return _too_large(reading, size)
    data = reading.read(size)
    if reading.read(1) != b"\n":
        raise OSError("end of file")
    if len(words) == 2:  # symlink, dangling, loop, notdir: what could not be followed, and where to
        return GitObject(words[0], "", data)
    return GitObject(words[1], words[0], data)


def _too_large(reading: IO[bytes], size: int) -> GitObject:
    """Read past an object that nobody will show; its size stands in its place."""
    left = size + 1
    while left > 0 and (read := len(reading.read(min(left, MOST_BYTES)))):
        left -= read
    return GitObject("large", "", str(size).encode())


def _git(folder: Path) -> list[str]:
    return ["git", "-C", str(folder), "--no-pager", "-c", "log.showSignature=false"]


def _unusable(folder: Path, stderr: bytes) -> Refused:
    said = read_message(stderr)
    if "not a git repository" in said.reason:
        return Refused(f"{folder.name} is in no git repository", "Use 'now', or make one with 'git init'.")
    return RepositoryUnusable(said)
