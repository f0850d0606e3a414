"""The day on which each file was last changed, the same in every clone. Runs git."""

import json
from collections.abc import Mapping
from pathlib import Path

from chronicles.disk.cache import Store, key
from chronicles.git import commands
from chronicles.git.history import history
from chronicles.problems import Refused

# git-log(1): a commit begins with a zero byte and its author's time with that person's offset, which a rebase
# and a clone leave as it is; the paths follow, a zero byte behind each. Merges change nothing by themselves.
WORDS = ("--no-merges", "--no-renames", "--relative", "-z", "--name-only", "--format=%x00%aI")
LAST_YEAR = "9999"  # beyond it git prints a date that is none of the calendar


def last_changes(folder: Path, store: Store) -> Mapping[str, str]:
    """Return the author's day of the newest commit of each file in `folder`, by its path from there.

    Days are as ISO 8601 has them. It is empty without a repository or a commit, where git does not answer,
    and in a clone that has only a part of the history, which would give another day than a whole one. `store`
    keeps what was found for a commit.
    """
    try:
        place = _place(folder)
        if place is None:
            return {}
        data = store.kept(key("last changes", place), lambda: _read(folder))
    except Refused:
        return {}
    return dict(json.loads(data))


def _place(folder: Path) -> str | None:
    """The commit at which a folder is, and where it is there; `None` where no day can be told."""
    words = ("rev-parse", "--is-shallow-repository", "HEAD", "--show-prefix")
    done = commands.run(("git", "-C", str(folder), "--no-pager", *words))
    said = done.stdout.decode("utf-8", "surrogateescape")
    return None if done.returncode or not said.startswith("false\n") else said


def _read(folder: Path) -> bytes:
    said = history(folder, *WORDS, paths=(".",)).decode("utf-8", "surrogateescape")
    return json.dumps(read_last_changes(said), sort_keys=True).encode()


def read_last_changes(text: str) -> dict[str, str]:
    """Return the newest day of each path in what git says, whatever the order of its commits.

    >>> older = "\\x002025-01-01T10:00:00Z\\0\\na.md\\0"
    >>> read_last_changes(older + "\\x002025-01-02T23:30:00-05:00\\0\\na.md\\0b.md\\0")
    {'a.md': '2025-01-02', 'b.md': '2025-01-02'}
    """
    days: dict[str, str] = {}
    day = ""
    parts = iter(text.split("\0"))
    for part in parts:
        if not part:  # of a commit that touches nothing there, git says no paths
            day = next(parts, "")[: len("2025-01-02")]
        elif day[:4] < LAST_YEAR and (path := part.removeprefix("\n")):
            days[path] = max(days.get(path, ""), day)
    return days
