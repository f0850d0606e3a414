"""The commits that lead to HEAD, as `git log` tells them. Runs git."""

import re
from collections.abc import Sequence
from pathlib import Path

from chronicles.git import commands
from chronicles.git.messages import read_message
from chronicles.git.objects import RepositoryUnusable

# What git says where there is nothing to tell: no repository, or no commit yet.
NOTHING = re.compile(
    r"not a git repository|does not have any commits|(?:ambiguous argument|bad revision) 'HEAD'"
)


def history(folder: Path, *words: str, paths: Sequence[str] = (), heads: Sequence[str] = ("HEAD",)) -> bytes:
    """Return what `git log` says of `heads` with the options `words`; `b""` without a repository or a commit.

    `paths`, as seen from `folder`, leave only the commits that touch them. Raises `Refused` where there is no
    git, or no answer, and `RepositoryUnusable` where git does not use the repository.
    """
    command = ("git", "-C", str(folder), "--no-pager", "-c", "log.showSignature=false", "log", *words)
    done = commands.run((*command, *heads, "--", *paths))
    if done.returncode == 0:
        return done.stdout
    said = read_message(done.stderr)
    if NOTHING.search(said.reason):
        return b""
    raise RepositoryUnusable(said)
