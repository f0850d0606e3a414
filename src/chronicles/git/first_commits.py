"""When each file came into a repository, its renames followed. Runs git."""

from datetime import date, datetime
from pathlib import Path

from chronicles.git.history import history

# git-log(1): a commit begins with NUL and its author's time with that person's offset; git-diff(1), "Raw
# output format" with -z: status, then one path, or two of a rename.
FORMAT = "--format=%x00%x00%aI"


def first_commits(folder: Path) -> dict[str, date]:
    """Return the author's day of the first commit of each file, by its path from `folder`.

    It is empty without a repository. Raises `Refused` as `history` does.
    """
    order = ("--reverse", "--topo-order", "--no-merges", FORMAT)
    said = history(folder, *order, "--relative", "--find-renames", "-z", "--name-status", "--diff-filter=AR")
    return read_first_commits(said.decode("utf-8", "surrogateescape"))


def read_first_commits(text: str) -> dict[str, date]:
    """Return the days by paths in what git says, the oldest commit first.

    >>> added = "\\0\\x002024-03-05T22:30:00-05:00\\0\\nA\\0a.md\\0"
    >>> read_first_commits(f"{added}\\0\\x002024-04-01T10:00:00Z\\0\\nR100\\0a.md\\0b.md\\0")
    {'b.md': datetime.date(2024, 3, 5)}
    """
    days: dict[str, date] = {}
    day: date | None = None
    parts = iter(text.split("\0"))
    for part in parts:
        word = part.strip("\n")
        if not word:
            continue
        if word[0].isdigit():
            day = datetime.fromisoformat(word).date()
        elif word[0] == "R":
            old, new = next(parts, ""), next(parts, "")
            first = days.pop(old, day)
            if first:
                days[new] = first
        elif word[0] == "A" and day:
            days.setdefault(next(parts, ""), day)
    return days
