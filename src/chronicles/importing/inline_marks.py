"""Running text of GitHub and its neighbours, as this site has to have it to show the same."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from chronicles.importing.inline_pieces import InlinePiece, inline_pieces
from chronicles.importing.inline_tags import change_tags

JOINED = "a link is on one line"
LINK, STRUCK, MARKED = "an address is a link", "is struck out", "is marked"
ESCAPED, BROKEN, PICTURED = "a backslash is not shown", "its line break is kept", "a sign by its name"
# Signs that CommonMark, "Backslash escapes", has beyond those of Python-Markdown's `ESCAPED_CHARS`.
OTHERS = {"<": "&lt;", "&": "&amp;", **{sign: sign for sign in "\"$%',/:;=?@^"}}
TRAILING = "?!.,:*_~'\""  # GFM, "Autolinks (extension)": no part of an address at its end
WORD = re.compile(r"\S*[ \t]")
ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};$")
LONGEST_ADDRESS = 2000  # of which a piece has as much as this
# Without any of these, nothing of a text can change: it need not be taken apart.
SIGNS = re.compile(r"[\\<@=~]|\]\(|:(?:[a-z0-9_+-]{1,60}:|//)|www\.")
UNSAFE = re.compile(r"[\"'`{}<>]")  # an address with one of these is left as it is


def github_text(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return running text as this site shows the same; and what was changed, each with its line (from 0).

    It has as many lines as before. The rules are those of GFM, "Autolinks (extension)", "Strikethrough
    (extension)" and "Backslash escapes", of GitHub Docs, "Basic writing and formatting syntax" (emoji), and
    of Obsidian Help, "Basic formatting syntax" (`==marked==`).
    """
    return changed_text(text) if SIGNS.search(text) else (text, [])


def changed_text(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return what `github_text` does, whatever a first look says."""
    pieces = _common(text)
    _pairs(pieces, "tilde", "~", lambda piece: piece.change("~~", STRUCK))
    _marks(pieces)
    for piece in pieces:
        if piece.kind == "emoji" and (sign := _emoji_signs().get(piece.text)):
            piece.change(sign, PICTURED)
    return _joined(pieces)


def exported_text(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text of an export, as `github_text` does, where single marks may have been only signs."""
    return _joined(_common(text)) if SIGNS.search(text) else (text, [])


def plain_text_links(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return plain text with its addresses as links; and where, as `github_text` does."""
    if SIGNS.search(text) is None:
        return text, []
    pieces = inline_pieces(text)
    _addresses([piece for piece in pieces if piece.kind != "mailbox"])
    return _joined(pieces)


def _common(text: str) -> list[InlinePiece]:
    """The pieces of Markdown, with the tags, addresses, links and backslashes changed in them."""
    pieces = inline_pieces(text)
    change_tags(pieces)
    _addresses(pieces)
    _links(pieces)
    for piece in pieces:
        if piece.kind == "escape":
            _escape(piece)
    return pieces


def _joined(pieces: Sequence[InlinePiece]) -> tuple[str, list[tuple[int, str]]]:
    changes: list[tuple[int, str]] = []
    line = 0
    for piece in pieces:
        if piece.why:
            changes.append((line, piece.why))
        line += piece.text.count("\n")
    return "".join(piece.new for piece in pieces), list(dict.fromkeys(changes))


def _addresses(pieces: Sequence[InlinePiece]) -> None:
    """Bare addresses, where they stand in no link."""
    inside = _link_texts(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind == "address" and index not in inside:
            address = _without_end(piece.text)
            if len("www.") < len(address) < LONGEST_ADDRESS and not UNSAFE.search(address):
                is_short = address.startswith("www.")
                link = f"[{address}](http://{address})" if is_short else f"<{address}>"
                piece.change(link + piece.text[len(address) :], LINK)
        elif piece.kind == "mailbox" and index not in inside and piece.text[-1] not in "-_":
            piece.change(f"<{piece.text}>", LINK)


def _link_texts(pieces: Sequence[InlinePiece]) -> set[int]:
    """The pieces between brackets: of a link, or of what may be one (GFM makes none there)."""
    waiting: list[int] = []
    found: set[int] = set()
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            waiting.append(index)
        elif piece.kind in ("to", "close") and waiting:
            begin = waiting.pop()
            if not waiting:
                found.update(range(begin, index))
    return found


def _without_end(address: str) -> str:
    """An address without what belongs to the sentence around it."""
    while address:
        if address[-1] in TRAILING or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        elif match := ENTITY.search(address[-40:]):
            address = address[: len(address) - len(match[0])]
        else:
            break
    return address


def _pairs(
    pieces: Sequence[InlinePiece], kind: str, sign: str, change: Callable[[InlinePiece], None]
) -> list[tuple[InlinePiece, InlinePiece]]:
    """The marks of a kind that enclose something on one line, each of them changed."""
    opened: InlinePiece | None = None
    found: list[tuple[InlinePiece, InlinePiece]] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "end":
            opened = None
        elif piece.kind == kind and piece.text == sign:
            before = pieces[index - 1].text[-1] if index else " "
            behind = pieces[index + 1].text[0] if index + 1 < len(pieces) else " "
            if opened and not before.isspace() and not _is_word(behind):
                found.append((opened, piece))
                opened = None
            elif not behind.isspace() and not _is_word(before):
                opened = piece
    for pair in found:
        for piece in pair:
            change(piece)
    return found


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _marks(pieces: Sequence[InlinePiece]) -> None:
    for begin, end in _pairs(pieces, "mark", "==", lambda _: None):
        begin.change("<mark>", MARKED)
        end.change("</mark>", MARKED)


def _escape(piece: InlinePiece) -> None:
    sign = piece.text[1]
    if sign == "\n":
        piece.change("  \n", BROKEN)
    elif sign in OTHERS:
        piece.change(OTHERS[sign], ESCAPED)


def _links(pieces: Sequence[InlinePiece]) -> None:
    """Where links lead, on the line of their text; that line ends behind the word that follows."""
    for piece, behind in pairwise([*pieces, InlinePiece("end", "", "")]):
        if piece.kind == "to" and "\n" in piece.text:
            word = WORD.match(behind.text) if behind.kind == "words" else None
            piece.change(f"]({piece.text[2:].strip()}{word[0].rstrip() if word else ''}\n", JOINED)
            behind.new = behind.text[word.end() :] if word else behind.new


@cache
def _emoji_signs() -> dict[str, str]:
    """The signs that GitHub has names for, but for its own pictures: gemoji, as pymdown-extensions has it."""
    from pymdownx.gemoji_db import aliases, emoji  # two thousand rows, which few logs need

    codes = {name: row.get("unicode_alt", row["unicode"]) for name, row in emoji.items() if "unicode" in row}
    codes |= {name: codes[known] for name, known in aliases.items() if known in codes}
    return {name: "".join(chr(int(code, 16)) for code in text.split("-")) for name, text in codes.items()}
