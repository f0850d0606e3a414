"""Where an answer is not the one that a page shows, by the rules of its kind."""

from collections.abc import Sequence

from chronicles.pages.transcripts import Kind
from chronicles.proof.transcripts.ellipses import LineDifference, difference, same
from chronicles.proof.transcripts.responses import read_response, response_difference
from chronicles.proof.transcripts.rules import plain


def answer_difference(kind: Kind, expected: Sequence[str], got: Sequence[str]) -> LineDifference | None:
    """Return the first difference between the lines that a page shows and those that came, settled."""
    if kind == "http":
        return response_difference(expected, read_response(got))
    return difference(expected, got, alike)


def alike(expected: str, got: str) -> bool:
    """Return whether a line is as expected; a duration that differs is no news."""
    return same(plain(expected), plain(got))
