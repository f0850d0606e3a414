"""What came of a block in the page, held against what it prints: by the rules that `check` goes by."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

# Behind all else: a project may have a package of this name itself.
sys.path.append(str(Path(__file__).parents[1] / "checking"))

from chronicles.pages.transcripts import Exchange, Kind, read_transcript
from chronicles.proof.transcripts.answer_difference import answer_difference
from chronicles.proof.transcripts.rules import settled


def differing(kind: Kind, printed: str, answers: Sequence[tuple[str, str]], root: str) -> list[str]:
    """Return the inputs of a block whose answer is not the one that it prints, in their order.

    `printed` is the text of the block, `answers` are pairs of an input as it was run and its output, and
    `root` is the project's folder. An answer that the block does not show is as good as any.
    """
    left = list(read_transcript(kind, printed.split("\n")).exchanges)
    found = []
    for given, output in answers:
        exchange = _taken(kind, left, given)
        if exchange is None or not exchange.expected:
            continue
        if answer_difference(kind, exchange.expected, settled(output, root)):
            found.append(given)
    return found


def _taken(kind: Kind, left: list[Exchange], given: str) -> Exchange | None:
    """The next exchange with this input, which is none of those that are left from then on."""
    for at, exchange in enumerate(left):
        if _input(kind, exchange) == given:
            del left[: at + 1]
            return exchange
    return None


def _input(kind: Kind, exchange: Exchange) -> str:
    """An input as the page runs it: of a terminal, what follows `python` in the command."""
    if kind != "console":
        return exchange.input
    try:
        return shlex.join(shlex.split(exchange.input.replace("\\\n", " "))[1:])
    except ValueError:  # no words that a shell would have
        return ""
