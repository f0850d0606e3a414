"""A transcript as text: what was put in, and what stands there as its answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from chronicles.problems import Refused

Kind = Literal["console", "pycon", "http", "sql"]
KINDS: frozenset[str] = frozenset(get_args(Kind))
REQUEST = re.compile(r"[A-Z]+ \S+(?: HTTP/\d(?:\.\d)?)?")
RESPONSE = re.compile(r"HTTP/\d(?:\.\d)? \d{3}\b.*")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One input, as it is run, and the answer that the page shows to it.

    `line` is where the input begins and `answer_line` where the answer does, in lines of the block's
    body, from 1. `shown` has the lines of the input as they stand, with their prompts.
    """

    input: str
    shown: tuple[str, ...]
    expected: tuple[str, ...]
    line: int
    answer_line: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """The exchanges of a block. A `sql` block has one, without input: the queries of what stands above."""

    kind: Kind
    exchanges: tuple[Exchange, ...]


def read_transcript(kind: str, body: Sequence[str]) -> Transcript:
    """Return the transcript that a block of the language `kind` is; raises `Refused` where it is none."""
    if kind == "sql":
        return Transcript("sql", (Exchange("", (), _without_end(body), 1, 1),))
    if kind == "http":
        return Transcript("http", (_exchange(body),))
    if kind == "pycon":
        return Transcript("pycon", tuple(_prompted(body, ">>> ", "... ")))
    return Transcript("console", tuple(_prompted(body, "$ ", "> ")))


def _prompted(body: Sequence[str], first: str, more: str) -> list[Exchange]:
    """The exchanges of a block in which prompts stand before inputs."""
    starts = [at for at, line in enumerate(body) if line.startswith(first) or line == first.rstrip()]
    if not starts:
        raise Refused(
            f"nothing is run here: no line begins with '{first}'", f"Put '{first}' before each input."
        )
    if any(line.strip() for line in body[: starts[0]]):
        raise Refused(f"it does not begin with '{first}'", f"Put '{first}' before its first line.")
    exchanges = []
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        answer = start + 1
        while answer < end and _continues(body[answer - 1], body[answer], first, more):
            answer += 1
        shown = tuple(body[start:answer])
        words = "\n".join(line[len(first) :] for line in shown)
        exchanges.append(Exchange(words, shown, _without_end(body[answer:end]), start + 1, answer + 1))
    return exchanges


def _continues(above: str, line: str, first: str, more: str) -> bool:
    """Whether a line belongs to the input above it: in a console, only behind a backslash."""
    if first == "$ " and not above.endswith("\\"):
        return False
    return line.startswith(more) or line == more.rstrip()


def _exchange(body: Sequence[str]) -> Exchange:
    """A request and, from the line that begins with HTTP/ on, its response."""
    first = next((at for at, line in enumerate(body) if line.strip()), None)
    if first is None or not REQUEST.fullmatch(body[first].strip()):
        mend = "Begin it with a line such as 'GET /api/students/ HTTP/1.1'."
        raise Refused("it does not begin with a request", mend)
    at = next((at for at, line in enumerate(body) if at > first and RESPONSE.fullmatch(line)), len(body))
    shown = _without_end(body[first:at])
    return Exchange("\n".join(shown), shown, _without_end(body[at:]), first + 1, at + 1)


def _without_end(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the blank ones at their end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return tuple(lines[:end])
