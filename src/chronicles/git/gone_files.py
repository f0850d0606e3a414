"""Which files a repository had once, and what became of them. Runs git."""

from collections.abc import Mapping
from pathlib import Path

from chronicles.git.history import history

# git-log(1); git-diff(1), "Raw output format" with -z: status, then one path, or two of a rename.
WORDS = ("--no-merges", "--find-renames", "--relative", "-z", "--name-status", "--format=")


def gone_files(folder: Path) -> dict[str, str]:
    """Return what each file is called now that is not at its path any more, `""` for a deleted one.

    Paths are as seen from `folder`; what a later commit brought back is not among them. It is empty without a
    repository. Raises `Refused` as `history` does.
    """
    said = history(folder, *WORDS, "--diff-filter=ADR", paths=(".",))
    return dict(read_gone_files(said.decode("utf-8", "surrogateescape")))


def read_gone_files(text: str) -> Mapping[str, str]:
    """Return the files in what git says, the newest commit first.

    >>> read_gone_files("R100\\0b.md\\0c.md\\0D\\0x.md\\0A\\0x.md\\0R090\\0a.md\\0b.md\\0A\\0a.md\\0")
    {'b.md': 'c.md', 'x.md': '', 'a.md': 'c.md'}
    """
    gone: dict[str, str] = {}
    there: set[str] = set()
    parts = iter(text.split("\0"))
    for part in parts:
        status = part.strip("\n")[:1]
        if not status:
            continue
        old = next(parts, "")
        new = next(parts, "") if status == "R" else ""
        if status == "A":
            there.add(old)
        elif old not in there and old not in gone:
            gone[old] = gone.get(new, new)
        if new and new not in gone:
            there.add(new)
    return gone
