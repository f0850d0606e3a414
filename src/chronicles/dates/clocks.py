"""The forms in which people write a time of day."""

from dataclasses import dataclass
from datetime import timedelta

from chronicles.dates.tokens import Cursor

HOURS = frozenset({"hrs", "hours", "hr", "h", "uhr"})
NOON = frozenset({"am", "pm", "a", "p"})
# Each of them is the zone of several places, at least for half of the year.
ZONES = frozenset(
    [
        "wat",
        "cet",
        "cest",
        "eet",
        "eest",
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "bst",
        "ist",
        "jst",
        "wet",
        "west",
        "sast",
        "eat",
        "cat",
        "aest",
        "aedt",
    ]
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `offset` is its distance from UTC where it is written, `remark` what to say of it."""

    hour: int
    minute: int = 0
    second: int = 0
    offset: timedelta | None = None
    remark: str = ""

    @property
    def is_real(self) -> bool:
        """Whether a clock can show it."""
        return self.hour < 24 and self.minute < 60 and self.second < 60


def read_clock(cursor: Cursor) -> Clock | None:
    """Read a time: 23:13, 11:13 PM, 11 pm, 23.13 Uhr, 2313 HRS, 23:13:00Z, 23:13 +0100.

    It may be one that no clock can show, which `remark` then says. With `None` the cursor may have moved:
    `Cursor.attempt` puts it back.
    """
    found = cursor.attempt(_four_digits) or cursor.attempt(_hour_and_more)
    if found is None:
        return None
    offset, remark = _zone(cursor)
    if cursor.is_inside_word:
        return None
    if not found.is_real:
        remark = f"there is no time {found.hour:02}:{found.minute:02}, so it is left out"
    return Clock(found.hour, found.minute, found.second, offset, remark)


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


def _zone(cursor: Cursor) -> tuple[timedelta | None, str]:
    """What stands behind a time and says where it is: Z, UTC, +01:00; a name is only remarked on."""
    at = cursor.at
    cursor.space()
    if name := cursor.word(ZONES):
        if name.isupper():
            return None, f"the zone {name!r} can mean several, so the time is kept as it is written"
        cursor.at = at
        return None, ""
    if name := cursor.word({"z", "utc", "gmt"}):
        return read_offset(cursor) or timedelta(0), ""
    offset = read_offset(cursor)
    if offset is None:
        cursor.at = at
    return offset, ""


def read_offset(cursor: Cursor) -> timedelta | None:
    """Read a distance from UTC: +0100, +01:00; positive to the east of it, 14:59 at most."""
    at = cursor.at
    cursor.space()
    sign = cursor.sign("+-\u2212")
    digits = cursor.number(4) if sign else ""
    if sign and not digits and (hours := cursor.number(2)) and cursor.sign(":"):
        digits = hours + cursor.number(2)
    if len(digits) != 4 or int(digits[:2]) > 14 or int(digits[2:]) > 59:
        cursor.at = at
        return None
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return distance if sign == "+" else -distance
