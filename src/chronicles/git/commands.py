"""Runs git: with nothing that waits, and for our own repositories with nothing of the user's."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from chronicles.problems import Refused

# What git sets for a hook, which then means the hook's repository (git rev-parse --local-env-vars).
LOCAL = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DEFAULT_HASH",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
SECONDS = 30  # for one answer; git works on local files here, so more means that it hangs
NAME, MAIL = "Chronicles", "chronicles@example.org"

# What a repository of ours must not depend on: the user's and the system's settings, their hooks,
# their line endings, their name.
HERMETIC = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": NAME,
    "GIT_AUTHOR_EMAIL": MAIL,
    "GIT_COMMITTER_NAME": NAME,
    "GIT_COMMITTER_EMAIL": MAIL,
    "GIT_EDITOR": "true",
    "GIT_MERGE_AUTOEDIT": "no",
}
PLAIN = (
    *("-c", "core.autocrlf=false"),
    *("-c", "core.safecrlf=false"),
    *("-c", f"core.attributesFile={os.devnull}"),
    *("-c", f"core.excludesFile={os.devnull}"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.fileMode=true"),
    *("-c", "commit.gpgSign=false"),
    *("-c", "gc.auto=0"),
    *("-c", "advice.detachedHead=false"),
)

Done = subprocess.CompletedProcess[bytes]


def environment() -> dict[str, str]:
    """The user's own, without what a hook sets and with nothing that waits, locks or fetches.

    git(1) says what each `GIT_` variable does, under "Environment Variables".
    """
    kept = {name: value for name, value in os.environ.items() if name not in LOCAL}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
    }


def run(
    command: Sequence[str],
    stdin: bytes = b"",
    extra: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> Done:
    """Run a git command and return what it said, whatever its status.

    Raises `Refused` where there is no git, or no answer in so many `seconds`, `SECONDS` without: a command
    that asks another machine needs more.
    """
    limit = SECONDS if seconds is None else seconds
    try:
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            timeout=limit,
            env=environment() | dict(extra or {}),
            check=False,
        )
    except (FileNotFoundError, PermissionError):
        raise Refused("there is no git program here", "Install git; revisions and dates need it.") from None
    except subprocess.TimeoutExpired:
        raise Refused(
            f"git gave no answer in {limit:g} seconds", "Try 'git fsck' in the repository."
        ) from None


class GitFailed(Exception):
    """A git command in a repository of ours did not succeed; its text is what git said."""


class Git:
    """A repository at `folder`: its own settings alone, our identity, nobody's hooks.

    It is one of ours, or a `trusted` one: the user's git, which `Repository` has asked, may use it, and the
    settings that say so are not looked at here (git-config(1), `safe.directory`).
    """

    def __init__(self, folder: Path, *, bare: bool = True, trusted: bool = False) -> None:
        self.folder = folder
        where = (f"--git-dir={folder}",) if bare else ("-C", str(folder))
        self._where = (*where, *(("-c", "safe.directory=*") if trusted else ()))

    def attempt(self, *words: str, stdin: bytes = b"", **extra: str) -> Done:
        """Run a command, whatever comes of it. `extra` is added to the environment.

        Raises `Refused` where there is no git, or no answer in `SECONDS`.
        """
        return run(("git", *self._where, "--no-pager", *PLAIN, *words), stdin, HERMETIC | extra)

    def out(self, *words: str, stdin: bytes = b"", **extra: str) -> bytes:
        """Run a command and return its output.

        Raises `GitFailed` where its status is not 0, and `Refused` as `attempt` does.
        """
        done = self.attempt(*words, stdin=stdin, **extra)
        if done.returncode:
            raise GitFailed(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout

    def text(self, *words: str, stdin: bytes = b"", **extra: str) -> str:
        """Run a command and return its output as UTF-8 text, without the newlines at its end.

        Bytes that are no UTF-8 become surrogates, as in Python's file names. Raises as `out` does.
        """
        return self.out(*words, stdin=stdin, **extra).decode("utf-8", "surrogateescape").rstrip("\n")
