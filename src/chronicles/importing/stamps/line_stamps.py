"""Stamps: the lines of a log that say on which day what follows was written.

A stamp is read from left to right: what decorates it, a label such as `Day 13:`, a weekday, a day,
a time, and a title. The forms of days and times are in `dates` and `clocks`.
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from chronicles.dates.clocks import Clock
from chronicles.dates.east_asian_years import with_digits
from chronicles.dates.label_words import Label
from chronicles.dates.written import Written
from chronicles.importing.stamps.day_in_line import DayInLine, anywhere, at_beginning
from chronicles.importing.stamps.first_looks import DIGIT
from chronicles.importing.stamps.unread_days import counts, may_hold_day, unknown_month

BULLETS = ("- ", "* ", "+ ", "• ", "◦ ", "· ")
BOXES = ("[ ] ", "[x] ", "[X] ")
# A heading in HTML, and that of a part that folds (HTML Standard, 4.3.6 and 4.11.2).
ELEMENT = re.compile(
    r"(?:<details[^<>]*>\s*)?<(?P<name>summary|h[1-6])\b[^<>]*>(?P<inside>.*)", re.IGNORECASE
)
TAG = re.compile(r"</?\w[^<>]*>")
WORD = r"[^\W\d][\w.'\u2019]*"
NAME = re.compile(rf"(?P<name>{WORD}(?: {WORD}){{0,3}})(?: ?-- ?| ?[\u2013\u2014|] ?| [-@] |, )")
ENCLOSED = re.compile(r"(?P<sign>\*{1,3}|_{1,3}|\[)(?P<inside>[^*_\[\]]+)(?:\*{1,3}|_{1,3}|\])")
MOST_WORDS, FEW_WORDS = 8, 2  # of a line, and before a day that ends it
BY, LONGEST_NAME = ("by ", "von ", "por ", "par ", "di ", "door "), 40  # before who wrote it
LONGEST = 400  # characters of a line that can be a stamp


class Shape(IntEnum):
    """What a stamp looks like; the smaller, the surer it is that one begins there."""

    HEADING = 0
    ALONE = 1
    BRACKET = 2
    SIGNED = 3  # a name, then a full date
    BEFORE = 4  # a full date, then a separator or a time, then text
    BULLET = 5
    ROW = 6
    LOOSE = 7  # a full date, then text


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that dates what follows; without `written` it only counts, as `## Day 12` does, or may be one.

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
    is_within: bool = False  # other words than a label stand before the date
    may_be: str = ""  # why a heading may hold a date, though it begins no entry

    @property
    def is_fold(self) -> bool:
        """Whether it is the heading of a part that folds."""
        return self.line.lower().startswith(("<summary", "<details"))


def read_stamp(line: str) -> Stamp | None:
    """Return the stamp that `line` is, or `None`; it knows nothing of the lines around it.

    A line of more than `LONGEST` characters is none.
    """
    found = _read(line)
    return replace(found, line=line.strip()) if found else None


def _read(line: str) -> Stamp | None:
    text = with_digits(line.strip())
    if not text or len(text) > LONGEST or DIGIT.search(text) is None:
        return None
    if text.startswith("#"):
        return _heading(text)
    if text.startswith("<"):
        return _element(text)
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
    return _titled(text, inside.strip().rstrip("#").rstrip(), level)


def _titled(text: str, inside: str, level: int) -> Stamp | None:
    """A heading: a day at its beginning or anywhere in it, one of a row, or one that may hold a day."""
    found = at_beginning(inside)
    days = anywhere(inside) if found is None or found.written.may_be_version else []
    if found and not days:
        return _stamp(text, Shape.HEADING, found, level)
    if len({day.written for day in days}) > 1:
        return Stamp(text, Shape.HEADING, level=level, doubt="it holds several days")
    if days:
        return replace(_stamp(text, Shape.HEADING, days[0], level), is_within=True)
    doubt, may_be = unknown_month(inside), may_hold_day(inside)
    is_counted = counts(inside)
    if doubt or may_be or is_counted:
        may_be = "" if doubt or is_counted else may_be
        return Stamp(text, Shape.HEADING, level=level, doubt=doubt, may_be=may_be)
    return None


def _element(text: str) -> Stamp | None:
    """`<summary>` and `<h2>`, with what they say."""
    match = ELEMENT.match(text)
    if match is None:
        return None
    name = match["name"].lower()
    level = int(name[1]) if name[1:].isdecimal() else 0
    found = _titled(text, TAG.sub("", match["inside"]).strip(), level)
    return found if found and (found.written or found.doubt) else None


def _row(text: str) -> Stamp | None:
    cells = text.strip("|").split("|")
    days = [at_beginning(cell.strip()) for cell in cells[:2]] if len(cells) > 1 else []
    found = next((day for day in days if day and not day.title and day.written.year is not None), None)
    return _stamp(text, Shape.ROW, found) if found else None


def _bullet(text: str) -> Stamp | None:
    inside = text[2:].lstrip()
    inside = inside[4:] if inside.startswith(BOXES) else inside
    found = at_beginning(inside)
    if found is None or found.written.year is None or found.labels:
        return None
    return _stamp(text, Shape.BULLET, found)


def _plain(text: str) -> Stamp | None:
    if text.startswith("From ") and "@" in text:  # the line with which a mail begins in a mailbox
        text = "Date " + text.split(maxsplit=2)[-1]
    found = at_beginning(text)
    if found is None:
        return _doubted(text) or _enclosed(text) or _signed(text) or _few(text)
    if not found.title:
        is_known = found.written.year is not None or found.weekday is not None or bool(found.labels)
        return _stamp(text, Shape.ALONE, found) if is_known or not found.written.is_pair else None
    if found.written.year is None:
        return None
    if found.labels and not found.is_apart:
        is_byline = Label.DATE in found.labels and found.title.startswith(BY)
        return _stamp(text, Shape.ALONE, found) if is_byline and len(found.title) <= LONGEST_NAME else None
    shape = Shape.BRACKET if found.is_bracketed else Shape.BEFORE if found.is_apart else Shape.LOOSE
    return _stamp(text, shape, found)


def _doubted(text: str) -> Stamp | None:
    doubt = unknown_month(text)
    return Stamp(text, Shape.ALONE, doubt=doubt) if doubt else None


def _few(text: str) -> Stamp | None:
    """A line with a day among few other words: it may be a stamp in words that nobody here knows."""
    days = anywhere(text) if text[0].isalnum() and len(text.split()) <= MOST_WORDS else []
    if not days or len(days[0].title.split()) > FEW_WORDS:
        return None
    return Stamp(text, Shape.ALONE, may_be="holds a day behind other words")


def _enclosed(text: str) -> Stamp | None:
    """A line that is bold or in brackets as a whole, with a day anywhere in it."""
    match = ENCLOSED.fullmatch(text)
    days = anywhere(match["inside"]) if match else []
    if match is None or len({day.written for day in days}) != 1:
        return None
    shape = Shape.BRACKET if match["sign"] == "[" else Shape.ALONE
    return replace(_stamp(text, shape, days[0]), is_within=True)


def _signed(text: str) -> Stamp | None:
    """A day behind the name of who writes: `anna -- 2024-03-05 14:04`."""
    match = NAME.match(text)
    found = at_beginning(text[match.end() :]) if match else None
    if match is None or found is None or found.title or found.labels or found.written.year is None:
        return None
    return replace(_stamp(text, Shape.SIGNED, found), title=match["name"])


def _stamp(text: str, shape: Shape, found: DayInLine, level: int = 0) -> Stamp:
    labelled, named = bool(found.labels), Label.DATE in found.labels
    return Stamp(text, shape, found.written, found.clock, found.weekday, found.title, level, labelled, named)
