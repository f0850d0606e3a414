"""The commits of a project's own history, each with the project as it was then. Runs git."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chronicles.git.commands import MAIL, NAME, Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.git.objects import Repository, RepositoryUnusable
from chronicles.git.trailers import without_addresses
from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Letter, plain_name, settled
from chronicles.guides.series.series import read_files
from chronicles.pages.characters import fit
from chronicles.pages.states import parse_state
from chronicles.problems import Refused

FORMAT = "--format=%H%n%an%n%ad%n%B"
# Whatever the settings of the repository say.
PLAIN = ("--no-mailmap", "--no-show-signature", "--no-notes", "--no-color")
# What an author's date may be in a patch: no year before 1970, and a zone that git knows.
DATE = re.compile(r"\d{1,11} [+-](?:0\d|1[0-3])[0-5]\d")
PREFIX = re.compile(r"\A(?:\[PATCH[^]]*]\s*)+")  # what git am takes away (git-mailinfo(1))


@dataclass(frozen=True, slots=True)
class ProjectCommit:
    """A commit: its hash, its subject, the lines below that, its day, and the project after it.

    `letter` is what stands above its change in a patch: the author's name and date, with an address that is
    nobody's.
    """

    name: str
    subject: str
    body: tuple[str, ...]
    letter: Letter
    state: State

    @property
    def short(self) -> str:
        """The first ten digits of its hash."""
        return self.name[:10]


@dataclass(frozen=True, slots=True)
class CommitRange:
    """The commits of a range, the oldest first, and the project before the first of them."""

    before: State
    commits: tuple[ProjectCommit, ...]


def read_range(folder: Path, revisions: str, most: int) -> CommitRange:
    """Return the commits `A..B`, or all up to `B`, by their first parents; `folder` is the project in them.

    A merge is one commit, with all that it brought. Raises `Refused` where there is no such range, where it
    has more than `most` commits, and for what no state can have; nothing is fetched, and nothing is run.
    """
    repository = _opened(folder)
    try:
        first, last = (repository.commit(name) if name else "" for name in _ends(revisions))
        git = Git(folder, bare=False, trusted=True)
        asked = ("--first-parent", "--reverse", "-z", "--encoding=UTF-8", "--date=raw", FORMAT, last)
        said = git.out("log", *PLAIN, *asked, *([f"^{first}"] if first else []), "--")
        found = [part for part in said.decode("utf-8", "replace").split("\0") if part]
        if not found:
            raise Refused(f"{revisions} has no commits", "Name the older end first, such as 'v1..main'.")
        if len(found) > most:
            mend = f"Name a shorter range: the guide has room for {most}."
            raise Refused(f"{revisions} has {len(found)} commits", mend)
        commits = tuple(_commits(repository, git, found))
        parent = repository.parent(commits[0].name)
        return CommitRange(_state(repository, git, parent) if parent else {}, commits)
    except GitFailed as failed:
        raise RepositoryUnusable(read_message(str(failed))) from None
    finally:
        repository.close()


def _opened(folder: Path) -> Repository:
    try:
        return Repository(folder)
    except Refused as refused:
        if refused.message.endswith("is in no git repository"):
            raise Refused(refused.message, "Name another folder with --repo.") from None
        raise


def _ends(revisions: str) -> tuple[str, str]:
    """The names before the first commit and of the last one, as `parse_state` lets them through."""
    first, dots, last = revisions.rpartition("..")
    if dots and not first:
        raise Refused(f"{revisions!r} is not a range", "Write 'A..B', or 'B' for all commits up to it.")
    names = [parse_state(f"git:{name}").name if name else "" for name in (first, last or "HEAD")]
    return names[0], names[1]


def _commits(repository: Repository, git: Git, found: list[str]) -> Iterator[ProjectCommit]:
    date = "0 +0000"
    for text in found:
        name, author, written, message = text.split("\n", 3)
        date = written if DATE.fullmatch(written) else date
        said = PREFIX.sub("", fit(without_addresses(message)).strip())
        words = settled(said or name[:10])
        subject, _, body = words.rstrip("\n").partition("\n\n")
        letter = Letter(plain_name(fit(author)) or NAME, MAIL, date, words)
        lines = tuple(body.split("\n")) if body else ()
        yield ProjectCommit(name, subject, lines, letter, _state(repository, git, name))


def _state(repository: Repository, git: Git, commit: str) -> State:
    tree = repository.tree(commit)
    try:
        return {file.path: file for file in read_files(git, tree)} if tree else {}
    except Refused as refused:
        mend = "Name a range without that commit, or with the file in the place of the link."
        raise Refused(f"in {commit[:10]}, {refused.message}", mend) from None
