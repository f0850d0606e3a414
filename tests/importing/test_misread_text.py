"""Text that was read in a wrong encoding before: mended where that is sure, and otherwise left and named."""

import re

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.decoding import decode

TEXTS = [
    "naïve — “quoted”",
    "Größe über alles",
    "日本語 text",
    "emoji 🙂 here",
    "déjà vu",
    "5 €",
    "├── src",
    "└── a ─── b",
    "│   ├── é",
]
PAGES = "cp437", "cp850", "cp1252", "mac_roman"
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def misread(text: str, page: str) -> str:
    """The text as somebody saw it who took its UTF-8 for a code page; nothing where that has no such sign."""
    try:
        return text.encode().decode(page)
    except UnicodeError:
        return ""


PAIRS = [(text, page) for text in TEXTS for page in PAGES if misread(text, page)]


@pytest.mark.parametrize(("text", "page"), PAIRS)
def test_what_was_utf_8_is_read_again(text: str, page: str) -> None:
    (line,), notes = decode(misread(text, page).encode())
    assert line.text == text
    assert [(note.fate, note.message) for note in notes] == [(Fate.CHANGED, "a wrong encoding, mended")]


@pytest.mark.parametrize("text", [*TEXTS, "ÔÇö€", "Ôö", "ÓÔÕ und ñandú", "\uf8ff is a logo"])
def test_what_is_right_stays(text: str) -> None:
    (line,), notes = decode(text.encode())
    assert (line.text, notes) == (text, [])


def test_no_mend_brings_in_signs_of_nobody() -> None:
    """Of all that two or three letters of code page 850 can be, as ftfy alone would mend them."""
    letters = "ÔÇöéäåÜøØƒáíóúñ├┬£"
    for word in (a + b + c for a in letters for b in letters for c in letters):
        (line,), _ = decode(f"so {word} it is".encode())
        assert not PRIVATE.search(line.text), word


def test_what_could_not_be_mended_is_named() -> None:
    text = "so ÔãÄ it is"  # which ftfy would make private signs of
    _, (note,) = decode(text.encode())
    assert (note.fate, note.message, note.mend, note.text) == (
        Fate.DECIDED,
        "this may have been read in a wrong encoding before; it is left as it is",
        "Write what was meant into the entry.",
        text,
    )
