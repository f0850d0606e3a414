"""Which commit brought each line of a file, as the newest commit has it. Runs git."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chronicles.git import commands
from chronicles.git.objects import LAST_SECOND

# git-blame(1), "THE PORCELAIN FORMAT": what is told of a commit stands at its first line alone.
HEAD = re.compile(r"(?P<hash>[0-9a-f]{40}|[0-9a-f]{64}) \d+ \d+(?: \d+)?")
# The answer is that of the history alone, whatever the user's settings leave out or call a border.
PLAIN = ("-c", "blame.showRoot=false", "blame", "--porcelain", "--ignore-revs-file=", "--no-textconv")


@dataclass(frozen=True, slots=True)
class LineCommit:
    """A commit by its full hash, and its committer's day (git-log(1), `%ct`)."""

    hash: str
    day: date


@dataclass(frozen=True, slots=True)
class LineHistory:
    """The commits that brought the lines of a file, by their text.

    `cut` has the lines of which nobody here can say it: the history ends before them, or gives them no day.
    """

    commits: Mapping[str, LineCommit] = field(default_factory=dict)
    cut: frozenset[str] = frozenset()


def line_commits(folder: Path, name: str, zone: ZoneInfo) -> LineHistory | None:
    """Return what brought the lines of the file `name` in `folder`, as HEAD has it; days are those of `zone`.

    It is `None` without a history of the file, or where git gives no answer: there is no repository or no
    commit, or objects were not fetched. Raises `Refused` where there is no git.
    """
    git = ("git", "-C", str(folder), "--no-pager")
    shallow = commands.run((*git, "rev-parse", "--is-shallow-repository"))
    if shallow.returncode:
        return None
    done = commands.run((*git, *PLAIN, "HEAD", "--", name))
    if done.returncode:
        return None
    said = done.stdout.decode("utf-8", "surrogateescape")
    return read_line_commits(said, zone, is_shallow=shallow.stdout.strip() == b"true")


def read_line_commits(said: str, zone: ZoneInfo, *, is_shallow: bool = False) -> LineHistory:
    """Return the commits of lines from what `git blame --porcelain` says.

    In a shallow clone a commit at the border has all lines of those before it, so it tells of none.

    >>> head = "a" * 40 + " 1 1 1\\ncommitter-time 1757000000\\nboundary\\n"
    >>> read_line_commits(f"{head}\\tA line\\n", ZoneInfo("UTC")).commits["A line"].day
    datetime.date(2025, 9, 4)
    >>> read_line_commits(f"{head}\\tA line\\n", ZoneInfo("UTC"), is_shallow=True).cut
    frozenset({'A line'})
    """
    told: dict[str, dict[str, str]] = {}
    lines: dict[str, str] = {}
    name = ""
    for line in said.split("\n"):
        if line.startswith("\t"):
            lines[line[1:].removesuffix("\r")] = name
        elif head := HEAD.fullmatch(line):
            name = head["hash"]
            told.setdefault(name, {})
        else:
            key, _, value = line.partition(" ")
            told.get(name, {})[key] = value
    days = {name: None if is_shallow and "boundary" in of else _day(of, zone) for name, of in told.items()}
    known = {line: LineCommit(name, day) for line, name in lines.items() if (day := days[name])}
    return LineHistory(known, frozenset(lines.keys() - known.keys()))


def _day(told: Mapping[str, str], zone: ZoneInfo) -> date | None:
    """The committer's day, `None` where a clock was so wrong that no calendar has it."""
    seconds = told.get("committer-time", "")
    if not seconds.isdecimal() or int(seconds) >= LAST_SECOND:
        return None
    return datetime.fromtimestamp(int(seconds), zone).date()
