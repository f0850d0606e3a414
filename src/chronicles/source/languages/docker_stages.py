"""The stages of a Dockerfile that have a name, and the lines of each."""

import re
from collections.abc import Iterator

from chronicles.source.definitions import Definitions, LineSpan, ordered

FROM = re.compile(r"\s*FROM\s+(?:--\S+\s+)*\S+(?:\s+AS\s+(?P<name>\S+))?\s*", re.IGNORECASE)
HEREDOC = re.compile(r"<<-?(['\"]?)(?P<end>\w+)\1")


def docker_stages(source: str) -> Definitions:
    """Return the stages of `source`, each from its `FROM … AS name` to the line before the next `FROM`.

    The form is that of Docker's reference: lines that a `\\` continues, comments among them, and
    here-documents. A parser for the one instruction that names anything would be a package more.
    """
    return Definitions(ordered(_stages(source.split("\n"))))


def _stages(lines: list[str]) -> Iterator[tuple[str, LineSpan]]:
    name, first, last = "", 0, 0
    for number, line in _instructions(lines):
        if match := FROM.fullmatch(line):
            if name:
                yield name, LineSpan(first, last)
            name, first = match["name"] or "", number
        last = number + line.count("\n") if line.strip() else last
    if name:
        yield name, LineSpan(first, last)


def _instructions(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The instructions, each with its first line; a comment ends nothing that a `\\` continues."""
    at = 0
    while at < len(lines):
        first = at
        while lines[at].rstrip().endswith("\\") and not _is_comment(lines[at]) and at + 1 < len(lines):
            at += 1
            while _is_comment(lines[at]) and at + 1 < len(lines):
                at += 1
        for match in HEREDOC.finditer(lines[at]):
            ends = [n for n in range(at + 1, len(lines)) if lines[n].strip("\t") == match["end"]]
            at = ends[0] if ends else at
        at += 1
        if not _is_comment(lines[first]):
            yield first + 1, "\n".join(lines[first:at])


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
