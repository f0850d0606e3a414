"""The forms in which people write a time of day."""

from dataclasses import dataclass, replace
from datetime import timedelta

from chronicles.dates.tokens import Cursor

MINUS = "-\u2212"
HOURS = frozenset({"hrs", "hours", "hr", "h", "uhr"})
NOON = frozenset({"am", "pm", "a", "p"})
# What clocks are called somewhere, in letters, by the tz database. Most of it is said of several places.
NAMES = (
    "acdt acst adt aedt aest akdt akst ast awst bst cat cdt cest cet cst eat edt eest eet est hdt hkt hst "
    "idt ist jst kst mdt msk mst ndt nst nzdt nzst pdt pkt pst sast sst wat west wet wib wit wita"
)
ZONES = frozenset(NAMES.split())


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, which need not be one that there is.

    `offset` is its distance from UTC where that is written, `zone` what is written of a zone and says no
    distance: `WAT`, `+15:00`.
    """

    hour: int
    minute: int = 0
    second: int = 0
    offset: timedelta | None = None
    zone: str = ""

    @property
    def is_real(self) -> bool:
        """Whether a clock can show it."""
        return self.hour < 24 and self.minute < 60 and self.second < 60

    @property
    def shown(self) -> str:
        """The time as people write it, with its second where that is wrong."""
        return f"{self.hour:02}:{self.minute:02}" + (f":{self.second:02}" if self.second > 59 else "")


def read_clock(cursor: Cursor) -> Clock | None:
    """Read a time: 23:13, 11:13 PM, 11 pm, 23.13 Uhr, 2313 HRS, 23:13:00Z, 23:13 +0100.

    It may be one that no clock can show. With `None` the cursor may have moved: `Cursor.attempt` puts it
    back.
    """
    found = cursor.attempt(_four_digits) or cursor.attempt(_hour_and_more)
    if found is None:
        return None
    found = with_zone(found, cursor)
    return None if cursor.is_inside_word else found


def _four_digits(cursor: Cursor) -> Clock | None:
    digits = cursor.number(4)
    cursor.space()
    return Clock(int(digits[:2]), int(digits[2:])) if digits and cursor.word(HOURS) else None


def _hour_and_more(cursor: Cursor) -> Clock | None:
    hour = cursor.number(1, 2)
    sign = cursor.sign(":.h") if hour else ""
    minute = cursor.number(2) if sign else ""
    if sign and not minute:
        return None
    second = _second(cursor) if sign == ":" else 0
    at = cursor.at
    cursor.space()
    half = _half(cursor)
    unit = "" if half else cursor.word(HOURS)
    if not half and not unit:
        cursor.at = at
    if not hour or not ((sign in (":", "h") and sign) or half or unit):
        return None
    return Clock(_of_day(int(hour), half), int(minute or 0), second)


def _second(cursor: Cursor) -> int:
    at = cursor.at
    if cursor.sign(":") and (text := cursor.number(2)):
        fraction = cursor.at
        if not (cursor.sign(".,") and cursor.number(*range(1, 10))):
            cursor.at = fraction
        return int(text)
    cursor.at = at
    return 0


def _half(cursor: Cursor) -> str:
    """am or pm, with dots or without."""
    at = cursor.at
    word = cursor.word(NOON).casefold()
    if word in ("am", "pm"):
        return word
    if word and cursor.sign(".") and cursor.word({"m"}) and (cursor.sign(".") or True):
        return word + "m"
    cursor.at = at
    return ""


def _of_day(hour: int, half: str) -> int:
    if half and hour <= 12:
        return hour % 12 + 12 * (half == "pm")
    return hour


def with_zone(clock: Clock, cursor: Cursor) -> Clock:
    """Return `clock` with the zone that stands next, if it has none yet and one does."""
    if clock.offset is not None or clock.zone:
        return clock
    offset, zone = _zone(cursor)
    return replace(clock, offset=offset, zone=zone)


def _zone(cursor: Cursor) -> tuple[timedelta | None, str]:
    """What stands behind a time and says where it is: its distance from UTC, or words that say none."""
    at = cursor.at
    cursor.space()
    if (name := cursor.word(ZONES)).isupper() and not cursor.is_inside_word:
        return None, name
    cursor.at = at
    is_close = not cursor.space()
    name = cursor.word({"z", "utc", "gmt"})
    if name and (is_close or name.isupper()) and not cursor.is_inside_word:
        if (offset := read_offset(cursor)) is None and _wrong_offset(cursor):
            return None, "".join(cursor.tokens[at : cursor.at]).strip()
        return offset or timedelta(0), ""
    cursor.at = at
    if (offset := read_offset(cursor)) is not None:
        return offset, ""
    cursor.space()
    begin = cursor.at
    if _wrong_offset(cursor):
        return None, "".join(cursor.tokens[begin : cursor.at])
    cursor.at = at
    return None, ""


def read_offset(cursor: Cursor) -> timedelta | None:
    """Read a distance from UTC: +0100, +01:00, and +01 at the time or at the end of all.

    It is positive to the east of it, and 14:59 at most.
    """
    at = cursor.at
    is_close = not cursor.space()
    sign = cursor.sign(MINUS + "+")
    digits = cursor.number(4) if sign else ""
    if sign and not digits and (hours := cursor.number(2)):
        digits = hours + _minutes(cursor, is_close)
    if len(digits) != 4 or int(digits[:2]) > 14 or int(digits[2:]) > 59:
        cursor.at = at
        return None
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return distance if sign == "+" else -distance


def _minutes(cursor: Cursor, is_close: bool) -> str:
    """The minutes of a distance; those of `21:14 -12` are none where words follow, as in `-12 degrees`."""
    at = cursor.at
    if cursor.sign(":") and (minutes := cursor.number(2)):
        return minutes
    cursor.at = at
    return "00" if is_close or _ends(cursor) else ""


def _wrong_offset(cursor: Cursor) -> bool:
    """Read what was meant to be a distance from UTC and is none: +15:00, or -5 and -23:45 at the end of all.

    With a text behind it, -23:45 may be the end of a while.
    """
    sign = cursor.sign(MINUS + "+")
    hours = cursor.number(1, 2, 3, 4) if sign else ""
    at = cursor.at
    if not (has_minutes := bool(hours and cursor.sign(":") and cursor.number(1, 2))):
        cursor.at = at
    return bool(hours) and (_ends(cursor) or (sign == "+" and (has_minutes or len(hours) == 4)))


def _ends(cursor: Cursor) -> bool:
    return not cursor.rest.strip(" \t)]>|*_")
