"""Stamps: the lines of a log that say on which day what follows was written.

A stamp is read from left to right: what decorates it, a label such as `Day 13:`, a weekday, a day,
a time, and a title. The forms of days and times are in `dates` and `clocks`.
"""

from dataclasses import dataclass
from enum import IntEnum

from chronicles.dates.clocks import Clock, with_zone
from chronicles.dates.decorations import (
    CLOSERS,
    SEPARATORS,
    read_clock_before,
    read_clock_behind,
    read_decoration,
    read_label,
    read_weekday_before,
    read_weekday_behind,
    read_year_behind,
)
from chronicles.dates.tokens import Cursor
from chronicles.dates.written_days import ORDINALS, Written, read_date

COUNTED = frozenset({"day", "week", "round", "r", "d", "entry", "session", "sprint", "lesson", "class"})
BULLETS = ("- ", "* ", "+ ", "• ", "◦ ", "· ")
BOXES = ("[ ] ", "[x] ", "[X] ")
LONGEST = 400  # characters of a line that can be a stamp


class Shape(IntEnum):
    """What a stamp looks like; the smaller, the surer it is that one begins there."""

    HEADING = 0
    ALONE = 1
    BRACKET = 2
    BEFORE = 3  # a full date, then a separator or a time, then text
    BULLET = 4
    ROW = 5
    LOOSE = 6  # a full date, then text


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that dates what follows; without `written` it only counts, as `## Day 12` does.

    `level` is that of a heading, 0 for any other line; `weekday` (0 is Monday) and `clock` are what the line
    says of them.
    """

    line: str
    shape: Shape
    written: Written | None = None
    clock: Clock | None = None
    weekday: int | None = None
    title: str = ""
    level: int = 0
    is_labelled: bool = False
    has_name: bool = False  # the label says that this is a date: `Date: …`
    doubt: str = ""  # why a line that looks like a date is none


def read_stamp(line: str) -> Stamp | None:
    """Return the stamp that `line` is, or `None`; it knows nothing of the lines around it.

    A line of more than `LONGEST` characters is none.
    """
    text = line.strip()
    if not text or len(text) > LONGEST or not any(character.isdecimal() for character in text):
        return None
    if text.startswith("#"):
        return _heading(text)
    if text.startswith("|"):
        return _row(text)
    if text.startswith(BULLETS):
        return _bullet(text)
    return _plain(text)


def _heading(text: str) -> Stamp | None:
    inside = text.lstrip("#")
    level = len(text) - len(inside)
    if level > 6 or (inside and not inside[0].isspace() and not inside[0].isdecimal()):
        return None
    inside = inside.strip().rstrip("#").rstrip()
    found = _begins(inside) or _ends(inside)
    if found is None:
        doubt = _doubt(inside)
        return Stamp(text, Shape.HEADING, level=level, doubt=doubt) if doubt or _counts(inside) else None
    return _stamp(text, Shape.HEADING, found, level=level)


def _row(text: str) -> Stamp | None:
    cells = text.strip("|").split("|")
    found = _begins(cells[0].strip())
    if found is None or found.title or len(cells) < 2 or found.written.year is None:
        return None
    return _stamp(text, Shape.ROW, found)


def _bullet(text: str) -> Stamp | None:
    inside = text[2:].lstrip()
    inside = inside[4:] if inside.startswith(BOXES) else inside
    found = _begins(inside)
    if found is None or found.written.year is None or found.is_labelled:
        return None
    return _stamp(text, Shape.BULLET, found)


def _plain(text: str) -> Stamp | None:
    if text.startswith("From ") and "@" in text:  # the line with which a mail begins in a mailbox
        text = "Date " + text.split(maxsplit=2)[-1]
    found = _begins(text)
    if found is None:
        doubt = _doubt(text)
        return Stamp(text, Shape.ALONE, doubt=doubt) if doubt else None
    if not found.title:
        is_known = found.written.year is not None or found.weekday is not None or found.is_labelled
        return _stamp(text, Shape.ALONE, found) if is_known or not found.written.is_pair else None
    if found.written.year is None:
        return None
    if found.is_labelled and not found.is_apart:
        return None
    shape = Shape.BRACKET if found.is_bracketed else Shape.BEFORE if found.is_apart else Shape.LOOSE
    return _stamp(text, shape, found)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of a stamp; `is_apart` is whether something stands between date and title."""

    written: Written
    clock: Clock | None
    weekday: int | None
    title: str
    is_apart: bool
    is_bracketed: bool
    is_labelled: bool
    has_name: bool = False


def _stamp(text: str, shape: Shape, found: _Found, level: int = 0) -> Stamp:
    labelled, named = found.is_labelled, found.has_name
    return Stamp(text, shape, found.written, found.clock, found.weekday, found.title, level, labelled, named)


def _begins(text: str) -> _Found | None:
    """Read a stamp at the beginning; a number may be of the label or of the date."""
    for counted in (True, False):
        if found := _read(text, counted):
            return found
    return None


def _read(text: str, counted: bool) -> _Found | None:
    cursor = Cursor(text)
    decoration = read_decoration(cursor)
    label = read_label(cursor, counted)
    decoration += read_decoration(cursor) if label else ""
    weekday = read_weekday_before(cursor)
    clock = cursor.attempt(read_clock_before)
    written = read_date(cursor)
    if written is None:
        return None
    return _behind(cursor, text, written, clock, weekday, decoration, label)


def _behind(
    cursor: Cursor,
    text: str,
    written: Written,
    clock: Clock | None,
    weekday: int | None,
    decoration: str,
    label: str,
) -> _Found:
    """What stands behind the day: a weekday, a time, a year in git's way, and the title."""
    weekday = read_weekday_behind(cursor) if weekday is None else weekday
    if clock is None and (clock := cursor.attempt(read_clock_behind)) and written.year is None:
        written = cursor.attempt(lambda c: read_year_behind(c, written)) or written
        clock = with_zone(clock, cursor)
    weekday = read_weekday_behind(cursor) if weekday is None else weekday
    at = cursor.at
    while cursor.token and (cursor.token.isspace() or cursor.token in SEPARATORS | CLOSERS | {"("}):
        cursor.take()
    between = "".join(cursor.tokens[at : cursor.at])
    title = cursor.rest.strip()
    # What is opened in the title is closed there.
    title = title if any(sign in title for sign in "([*_`") else title.rstrip("])*_= ")
    is_apart = bool(between.strip()) or clock is not None
    bracketed = "[" in decoration and "]" in text
    words = {word.casefold() for word in label.split()}
    return _Found(written, clock, weekday, title, is_apart, bracketed, bool(words), bool(words & NAMES))


NAMES = frozenset({"date", "posted", "published", "written", "created"})


def _ends(text: str) -> _Found | None:
    """A title with its date behind it: `Learned the ORM (2023-01-05)`, `[1.2.0] - 2025-08-26`."""
    cursor = Cursor(text)
    while cursor.token:
        sign = cursor.take()
        if sign not in "([,:-\u2013—|@" and sign.casefold() != "on":
            continue
        title = "".join(cursor.tokens[: cursor.at - 1]).strip()
        found = _begins(cursor.rest.strip())
        if found and title and not found.title and found.written.year is not None:
            return _Found(found.written, found.clock, found.weekday, title, True, False, True)
    return None


def _counts(text: str) -> bool:
    """Whether a heading is one of a row, such as `Day 12` or `Week 3: forms`."""
    cursor = Cursor(text)
    read_decoration(cursor)
    if not cursor.word(COUNTED):
        return False
    cursor.space()
    cursor.sign("#")
    return bool(cursor.number(1, 2, 3)) and not cursor.is_inside_word


def _doubt(text: str) -> str:
    """Why a line is no date, though it has nothing but a day, a word and a year: `5 Listopad 2023`."""
    cursor = Cursor(text)
    read_decoration(cursor)
    read_label(cursor, True)
    read_weekday_before(cursor)
    parts = []
    while cursor.token:
        token = cursor.take()
        if token[:1].isalnum() and token.casefold() not in ORDINALS:
            parts.append(token)
        elif not token.isspace() and token not in SEPARATORS | CLOSERS:
            return ""
    words = [part for part in parts if part.isalpha()]
    numbers = sorted(len(part) for part in parts if part.isdecimal())
    if len(parts) != 3 or len(words) != 1 or numbers not in ([1, 4], [2, 4]) or len(words[0]) < 3:
        return ""
    return f"{words[0]!r} is no month that is known"
