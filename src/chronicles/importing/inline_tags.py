"""Tags of HTML in running text: links, pictures and code as Markdown, and without those that show nothing."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

from chronicles.importing.inline_pieces import InlinePiece

TAGGED = "HTML, now Markdown"
NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# They change how text looks or where it stands, and not what it says; what is in them stays.
NEUTRAL = frozenset(
    {*("span", "font", "center", "div", "p", "picture", "figure", "figcaption", "big", "nobr", "wbr", "tt")}
    | {*("section", "article", "header", "footer", "main", "aside", "nav", "time", "source", "dfn", "label")}
)


def change_tags(pieces: Sequence[InlinePiece]) -> None:
    """Change the tags among the pieces of a running text.

    What is no tag that a page shows (WHATWG HTML), or may run, stays as it is.
    """
    opened: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        if piece.kind != "tag" or (match := NAME.match(piece.text)) is None:
            continue
        name = match[1].lower()
        if name == "img":
            piece.change(_picture(attributes_of(piece.text)) or piece.text, TAGGED)
        elif name == "br" and piece.text.startswith("</"):  # browsers break the line at it, too
            piece.change("<br>", TAGGED)
        elif name in NEUTRAL:
            piece.change("", TAGGED)
        elif name == "strike":
            piece.change(piece.text.replace(match[1], "s", 1), TAGGED)
        elif name in ("a", "code") and not piece.text.startswith("</"):
            opened.append((index, name))
        elif name in ("a", "code") and opened and opened[-1][1] == name:
            _closed(pieces, opened.pop()[0], index, name)


def attributes_of(tag: str) -> Mapping[str, str]:
    """Return the attributes of the first tag of a text, their character references read."""
    reader = _TagAttributes()
    reader.feed(tag)
    return reader.found


def _closed(pieces: Sequence[InlinePiece], begin: int, end: int, name: str) -> None:
    inside = pieces[begin + 1 : end]
    if any(piece.kind == "end" for piece in inside):
        return
    if name == "code":
        _code(pieces[begin], inside, pieces[end])
        return
    href = attributes_of(pieces[begin].text).get("href", "")
    if not href:  # a place that links lead to
        pieces[begin].change("", TAGGED)
        pieces[end].change("", TAGGED)
    elif (to := _destination(href)) and not any(piece.kind in ("to", "auto") for piece in inside):
        pieces[begin].change("[", TAGGED)
        pieces[end].change(f"]({to})", TAGGED)
        for piece in inside:
            if piece.kind in ("address", "mailbox"):
                piece.kind = "words"  # it is in a link already


def _code(begin: InlinePiece, inside: Sequence[InlinePiece], end: InlinePiece) -> None:
    text = "".join(piece.text for piece in inside)
    if not text.strip() or "`" in text or any(piece.kind in ("tag", "code") for piece in inside):
        return
    begin.change("`", TAGGED)
    end.change("`", TAGGED)
    for piece in inside:
        piece.kind = "words"
        piece.change(unescape(piece.text), TAGGED)


def _picture(attributes: Mapping[str, str]) -> str:
    """A picture as Markdown, nothing where its address has signs that none may have."""
    to = _destination(attributes.get("src", ""))
    alt = re.sub(r"\s+", " ", re.sub(r"[\[\]\\`<>]", " ", attributes.get("alt", ""))).strip()
    return f"![{alt}]({to})" if to else ""


def _destination(address: str) -> str:
    """An address as it stands in a link; nothing where it cannot."""
    address = address.strip()
    if not address or re.search(r"[<>\"'`{}\\\n]", address):
        return ""
    return f"<{address}>" if re.search(r"[\s()]", address) else address


class _TagAttributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.found:
            self.found = {key: value or "" for key, value in attrs}
