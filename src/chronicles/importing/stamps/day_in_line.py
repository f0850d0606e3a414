"""The day that a line says: at its beginning with what decorates it, or anywhere in it."""

from dataclasses import dataclass

from chronicles.dates.clocks import Clock, with_zone
from chronicles.dates.decorations import (
    CLOSERS,
    OPENERS,
    SEPARATORS,
    read_clock_before,
    read_clock_behind,
    read_decoration,
    read_label,
    read_weekday_before,
    read_weekday_behind,
    read_year_behind,
)
from chronicles.dates.label_words import Label, phrases
from chronicles.dates.names import UNKNOWN
from chronicles.dates.tokens import CJK, Cursor
from chronicles.dates.written import Written
from chronicles.dates.written_days import read_date
from chronicles.importing.stamps.first_looks import can_begin_with_day, can_hold_whole_day
from chronicles.problems import Refused

LABELLED = ((True, True), (True, False), (False, False))  # whether a label is read, and a number with it
NEAR = 12  # tokens from a weekday or a month to a number
BETWEEN = SEPARATORS | CLOSERS | {"(", "\uff08"}
# Behind a word and a sign, a number is a part of an address, of a name of a file or of a version.
BEFORE_A_DAY = (OPENERS | SEPARATORS) - set("/-._~=")


@dataclass(frozen=True, slots=True)
class DayInLine:
    """A day and what stands around it; `is_apart` is whether something stands between it and the title."""

    written: Written
    clock: Clock | None = None
    weekday: int | None = None
    title: str = ""
    is_apart: bool = True
    is_bracketed: bool = False
    labels: frozenset[Label] = frozenset()

    @property
    def fits(self) -> tuple[bool, int, int]:
        """How well it fits: with a year, on its weekday, and with little left over."""
        return self.written.year is not None, self._on_weekday, -len(self.title)

    @property
    def _on_weekday(self) -> int:
        """1 where the day falls on the weekday, -1 where it does not, 0 where none is said."""
        if self.weekday is None or self.written.is_range:
            return 0
        try:
            return 1 if any(day.weekday() == self.weekday for day in self.written.days()) else -1
        except Refused:  # no year, or no such day
            return 0


def at_beginning(text: str) -> DayInLine | None:
    """Return the day with which a text begins, behind decoration, a label, a weekday, a time.

    A number may be of the label or of the day, and `Mar` a month or a weekday: of all readings the one counts
    that fits best.
    """
    return read_beginning(text) if can_begin_with_day(text) else None


def read_beginning(text: str) -> DayInLine | None:
    """Return what `at_beginning` does, whatever a first look says."""
    cursor = Cursor(text)
    decoration = read_decoration(cursor)
    begin = cursor.at
    has_label = bool(read_label(cursor, counted=True))
    found: list[DayInLine] = []
    for is_labelled, is_counted in LABELLED if has_label else LABELLED[-1:]:
        cursor.at = begin
        label = read_label(cursor, is_counted) if is_labelled else frozenset()
        signs = decoration + (read_decoration(cursor) if label else "")
        at = cursor.at
        weekday = read_weekday_before(cursor)
        found += filter(None, [_read(cursor, signs, label, weekday)])
        if weekday is not None:
            cursor.at = at
            found += filter(None, [_read(cursor, signs, label, None)])
    return max(found, key=lambda day: day.fits, default=None)


def _read(cursor: Cursor, decoration: str, label: frozenset[Label], weekday: int | None) -> DayInLine | None:
    clock = cursor.attempt(read_clock_before)
    written = read_date(cursor, or_version=True)
    if written is None:
        return None
    bracketed = "[" in decoration and "]" in cursor.rest
    return _behind(cursor, DayInLine(written, clock, weekday, "", False, bracketed, label))


def _behind(cursor: Cursor, day: DayInLine) -> DayInLine:
    """What stands behind the day: a weekday, a time, a year in git's way, and the title."""
    written, clock = day.written, day.clock
    weekday = None if day.weekday == UNKNOWN else day.weekday
    weekday = read_weekday_behind(cursor) if weekday is None else weekday
    if clock is None and (clock := cursor.attempt(read_clock_behind)) and written.year is None:
        written = cursor.attempt(lambda c: read_year_behind(c, written)) or written
        clock = with_zone(clock, cursor)
    weekday = read_weekday_behind(cursor) if weekday is None else weekday
    at = cursor.at
    while cursor.token and (cursor.token.isspace() or cursor.token in BETWEEN):
        cursor.take()
    between = "".join(cursor.tokens[at : cursor.at])
    title = cursor.rest.strip()
    # What is opened in the title is closed there.
    title = title if any(sign in title for sign in "([*_`") else title.rstrip("])*_= ")
    is_apart = bool(between.strip()) or clock is not None
    return DayInLine(written, clock, weekday, title, is_apart, day.is_bracketed, day.labels)


def anywhere(text: str) -> list[DayInLine]:
    """Return the days with a year that stand in a text, whatever stands around them.

    The title is what stands before a day at the end, `Learned the ORM (2023-01-05)`, else the text.
    """
    return read_anywhere(text) if can_hold_whole_day(text) else []


def read_anywhere(text: str) -> list[DayInLine]:
    """Return what `anywhere` does, whatever a first look says."""
    cursor = Cursor(text)
    found = []
    at = 0
    while at < len(cursor.tokens):
        day = _at(cursor, at) if _may_begin(cursor.tokens, at) else None
        if day is None:
            at += 1
            continue
        is_end = not day.title
        found.append((at, is_end, day))
        at = max(at + 1, len(cursor.tokens) if is_end else cursor.at)
    return [_titled(cursor, text, *one) for one in found]


def _titled(cursor: Cursor, text: str, at: int, is_end: bool, day: DayInLine) -> DayInLine:
    title = _without_joint("".join(cursor.tokens[:at])) if is_end else text.strip()
    return DayInLine(day.written, day.clock, day.weekday, title, True, False, frozenset({Label.OTHER}))


def _without_joint(text: str) -> str:
    """A title without the signs, and the word `on`, that lead to its day."""
    text = text.rstrip("".join(OPENERS | SEPARATORS) + " \t")
    title, _, word = text.rpartition(" ")
    is_article = title and phrases("articles").read(Cursor(word)) is not None
    return title.rstrip("".join(OPENERS | SEPARATORS) + " \t") if is_article else text


def _may_begin(tokens: list[str], at: int) -> bool:
    """Whether a day can begin at a token: a number, or a word before one, behind white space or a bracket."""
    if not tokens[at][:1].isalnum() or not any(token[:1].isdecimal() for token in tokens[at : at + NEAR]):
        return False
    before = tokens[at - 1] if at else " "
    return before.isspace() or before in BEFORE_A_DAY or before[-1] >= CJK


def _at(cursor: Cursor, at: int) -> DayInLine | None:
    """The day with a year that stands at a token, and the cursor behind it."""
    found: list[tuple[DayInLine, int]] = []
    for has_weekday in (True, False):
        cursor.at = at
        weekday = read_weekday_before(cursor) if has_weekday else None
        if has_weekday and weekday is None:
            continue
        written = read_date(cursor)
        end = cursor.at
        if written and written.year is not None and not _goes_on(cursor):
            day = _behind(cursor, DayInLine(written, None, weekday))
            found.append((day, end))
    if not found:
        return None
    day, cursor.at = max(found, key=lambda one: one[0].fits)
    return day


def _goes_on(cursor: Cursor) -> bool:
    """Whether what was read goes on as a name of a file or an address does: 2024-03-05-how.md."""
    tokens = cursor.tokens[cursor.at : cursor.at + 2]
    return len(tokens) == 2 and tokens[0] in "-._/" and tokens[1][:1].isalnum()
