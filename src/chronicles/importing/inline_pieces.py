"""Running text in pieces: what is code, an address, a tag or a mark, and what is words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from chronicles.importing.code_spans import code_spans

MAILBOX = r"(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,8}"
# The bounds keep each search short: no address and no name is longer.
PIECE = re.compile(
    r"(?P<definition>^[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[^\n]*)"
    r"|(?P<escape>\\[\s\S])"
    r"|(?P<ticks>`+)"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>]{1,255})>)"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<to>\]\((?:[ \t]*\n)?[^()\n]{0,2000}(?:\([^()\n]{0,2000}\)[^()\n]{0,2000}){0,3}\))"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<address>(?<![^\s*_~(])(?:https?://|www\.)(?=[^\s<])(?:[^\s<`\\\[\]]|\[[^\s<`\\\[\]]{0,99}\]){1,2000})"
    rf"|(?P<mailbox>{MAILBOX})"
    r"|(?P<mark>=+)"
    r"|(?P<tilde>~+)"
    r"|(?P<emoji>:[a-z0-9_+-]{1,60}:)"
    r"|(?P<end>\n)",
    re.MULTILINE,
)
# … in a text that has no mailbox, which one would be looked for at each sign of it.
WITHOUT_MAILBOX = re.compile(PIECE.pattern.replace(f"|(?P<mailbox>{MAILBOX})", ""), re.MULTILINE)
# Where a piece can begin there; a definition that is set in begins before its bracket.
BEGIN = re.compile(r"[\\`<\[\]=~:\n]|h(?=ttps?://)|w(?=ww\.)")
SET_IN = re.compile(r"^ {1,3}\[", re.MULTILINE)


@dataclass(slots=True)
class InlinePiece:
    """A piece of running text: its `kind` is a group of `PIECE`, `code` or `words`.

    `text` is as it stands there, `new` as it will. `why` says what was changed, if anything was.
    """

    kind: str
    text: str
    new: str
    why: str = ""

    def change(self, new: str, why: str) -> None:
        """Have it read otherwise."""
        if new != self.text:
            self.new, self.why = new, why


def inline_pieces(text: str) -> list[InlinePiece]:
    """Return the pieces of `text`, which joined are the text again."""
    return [InlinePiece(kind, part, part) for kind, part in _parts(text) if part]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    spans = code_spans(text)
    at = begin = 0
    search = _search(text)
    while (match := search(at)) is not None:
        kind, end = _kind(match, spans)
        at = end
        if kind != "words":
            yield "words", text[begin : match.start()]
            yield kind, text[match.start() : end]
            begin = end
    yield "words", text[begin:]


def _search(text: str) -> Callable[[int], re.Match[str] | None]:
    """What finds the next piece from a place on, and is asked from left to right."""
    if "@" in text or SET_IN.search(text):
        return partial(PIECE.search, text)
    begins = BEGIN.finditer(text)

    def search(at: int) -> re.Match[str] | None:
        starts = (begin.start() for begin in begins)
        found = (WITHOUT_MAILBOX.match(text, start) for start in starts if start >= at)
        return next(filter(None, found), None)

    return search


def _kind(match: re.Match[str], spans: dict[int, int]) -> tuple[str, int]:
    start = match.start()
    if match["ticks"]:
        return ("code", spans[start]) if start in spans else ("words", match.end())
    return match.lastgroup or "words", match.end()
