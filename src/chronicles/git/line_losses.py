"""Which commits took a line out of a file and put none of the same key into it. Runs git."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chronicles.git import commands
from chronicles.git.objects import LAST_SECOND

# git-log(1): the ancestors by first parents alone, so that a merge is what it changed for its branch.
LOG = ("log", "--first-parent", "-m", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "-U0")
FORM = "--format=%x00%H %ct"
HEAD = re.compile(r"\0(?P<hash>[0-9a-f]{40}|[0-9a-f]{64}) (?P<seconds>\d+)")
Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class LineLoss:
    """A key whose line is gone since a commit, by its full hash, and that commit's time."""

    key: str
    hash: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class LossHistory:
    """What a file lost, the newest first, and the moment from which on the history here knows of it."""

    losses: tuple[LineLoss, ...]
    since: datetime


def line_losses(folder: Path, name: str, key: Key, zone: ZoneInfo) -> LossHistory | None:
    """Return what the file `name` in `folder` lost in the history of HEAD; times are those of `zone`.

    `key` tells by which words a line is known, `""` for one that does not count. It is `None` without a
    history of the file, or where git gives no answer. Raises `Refused` where there is no git.
    """
    done = commands.run(("git", "-C", str(folder), "--no-pager", *LOG, FORM, "-p", "HEAD", "--", name))
    if done.returncode:
        return None
    return read_line_losses(done.stdout.decode("utf-8", "surrogateescape"), key, zone)


def read_line_losses(said: str, key: Key, zone: ZoneInfo) -> LossHistory | None:
    """Return what a file lost from what `git log -p -U0` says of it.

    >>> log = f"\\0{'a' * 40} 1757000000\\n@@ -1 +0,0 @@\\n-t 1\\n-u 1\\n+u 2\\n"
    >>> [one.key for one in read_line_losses(log, lambda line: line[:1], ZoneInfo("UTC")).losses]
    ['t']
    """
    found: list[LineLoss] = []
    first: datetime | None = None
    for part in said.split("\0")[1:]:
        head = HEAD.match(f"\0{part}")
        if head is None or int(head["seconds"]) >= LAST_SECOND:
            continue
        first = datetime.fromtimestamp(int(head["seconds"]), zone)
        _, _, diff = part.partition("\n@@")
        changed = [line.rstrip("\r") for line in diff.split("\n")]
        gone, come = ({key(line[1:]) for line in changed if line.startswith(sign)} for sign in "-+")
        found += [LineLoss(one, head["hash"], first) for one in sorted(gone - come - {""})]
    return LossHistory(tuple(found), first) if first else None
