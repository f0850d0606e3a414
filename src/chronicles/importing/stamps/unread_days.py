"""Headings that look like stamps and say no day that is known."""

from chronicles.dates.decorations import (
    CLOSERS,
    SEPARATORS,
    read_decoration,
    read_label,
    read_weekday_before,
)
from chronicles.dates.label_words import Label, phrases
from chronicles.dates.names import read_month
from chronicles.dates.tokens import Cursor
from chronicles.dates.written import EARLIEST, LATEST
from chronicles.importing.stamps.first_looks import can_count, has_month, holds_year

# Headings of parts of an entry begin with them more often than those of entries.
UNCOUNTED = frozenset({"note", "notes", "log", "number", "no", "nr", "update", "journal", "devlog"})
NO_MONTH = "holds a day and a year, but no month that is known"
NO_YEAR = "holds a day and a month, but no year"
SHORTEST = 3  # letters of a word that can be a month


def counts(text: str) -> bool:
    """Whether a heading is one of a row, such as `Day 12`, `Week 3: forms` or `1일차`."""
    return can_count(text) and read_count(text)


def read_count(text: str) -> bool:
    """Return what `counts` does, whatever a first look says."""
    cursor = Cursor(text)
    read_decoration(cursor)
    word = cursor.token.casefold()
    if word in UNCOUNTED:
        return False
    label = read_label(cursor, counted=True)
    is_numbered = any(token[:1].isdecimal() for token in cursor.tokens[: cursor.at])
    return Label.COUNT in label and is_numbered and not cursor.is_inside_word


def unknown_month(text: str) -> str:
    """Return why a line is no date, though it has nothing but a day, a word and a year: `5 Listopad 2023`."""
    return read_unknown_month(text) if holds_year(text) else ""


def read_unknown_month(text: str) -> str:
    """Return what `unknown_month` does, whatever a first look says."""
    cursor = Cursor(text)
    read_decoration(cursor)
    read_label(cursor, True)
    read_weekday_before(cursor)
    parts: list[str] = []
    while cursor.token:
        if parts and parts[-1].isdecimal() and phrases("ordinals").read(cursor) is not None:
            continue
        token = cursor.take()
        if token[:1].isalnum():
            parts.append(token)
        elif not token.isspace() and token not in SEPARATORS | CLOSERS:
            return ""
    words = [part for part in parts if part[:1].isalpha()]
    numbers = sorted(len(part) for part in parts if part.isdecimal())
    if len(parts) != 3 or len(words) != 1 or numbers not in ([1, 4], [2, 4]) or len(words[0]) < SHORTEST:
        return ""
    return f"{words[0]!r} is no month that is known"


def may_hold_day(text: str) -> str:
    """Return why a heading may hold a day, though none was read in it; empty where it holds none.

    It does where a day, a word and a year stand in a row in any order, or a day and a month.
    """
    can = not text.isascii() or holds_year(text) or has_month(text)
    return read_day_in_heading(text) if can else ""


def read_day_in_heading(text: str) -> str:
    """Return what `may_hold_day` does, whatever a first look says."""
    parts = [token for token in Cursor(text).tokens if token[:1].isalnum()]
    for at, part in enumerate(parts):
        three = parts[at : at + 3]
        words = [word for word in three if word[:1].isalpha() and len(word) >= SHORTEST]
        if len(words) == 1 and any(map(_is_year, three)) and any(map(_is_day, three)):
            return NO_MONTH
        near = [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]]
        if any(map(_is_day, near)) and read_month(Cursor(part), mend=False):
            return NO_YEAR
    return ""


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.isdecimal() and EARLIEST <= int(part) <= LATEST


def _is_day(part: str) -> bool:
    return len(part) <= 2 and part.isdecimal() and 1 <= int(part) <= 31
