"""When an entry was written: a stamp, made a moment in the site's zone, every decision told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chronicles.dates.clocks import Clock
from chronicles.dates.day_range import ANY, DayRange
from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.stamps.line_stamps import Stamp
from chronicles.importing.stamps.order import Order
from chronicles.problems import Refused

Moment = date | datetime
OTHERWISE = {True: "--month-first", False: "--day-first"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides: `None` leaves it to the file.

    `site` is the zone of the site, `zone` where times were written; `year` is that of dates without one,
    `day` that of text without a date; `days` are those that an entry can be of.
    """

    site: ZoneInfo
    zone: ZoneInfo
    day_first: bool | None = None
    year: int | None = None
    day: date | None = None
    keep_all: bool = False
    days: DayRange = ANY


def moment_of(
    stamp: Stamp, at: int, year: int | None, order: Order, choices: Choices
) -> tuple[Moment, list[ImportNote]]:
    """Return when the stamp at line `at` says, and what was decided.

    It is a `date`, or a `datetime` without a zone, which is the site's. `year` is what a heading above says.
    Raises `Refused` where the stamp names no day that exists.
    """
    if stamp.written is None:
        raise Refused("it has no date", "Write one into the line, or give --date 2025-08-29.")
    written = stamp.written
    day = written.on(order.day_first, year or choices.year)
    said = list(written.remarks)
    notes = []
    if written.is_open:
        notes.append(_order_note(at, stamp.line, day, order))
    if written.year is None and not year:
        notes.append(_decided(at, f"the year {day.year} is yours, from --year"))
    if stamp.weekday is not None and stamp.weekday != day.weekday():
        said.append(f"the line says {DAYS[stamp.weekday]}, but {spoken(day)} is a {DAYS[day.weekday()]}")
    moment, more = _with_clock(day, stamp.clock, choices)
    notes += [_decided(at, what, "Mend the line if that is wrong.") for what in (*said, *more)]
    return moment, notes


def _order_note(at: int, line: str, day: date, order: Order) -> ImportNote:
    first = "day" if order.day_first else "month"
    message = f"{line!r} is read as {spoken(day)}, the {first} first, {order.why}"
    return _decided(at, message, f"Otherwise: {OTHERWISE[order.day_first]}")


def _decided(at: int, message: str, mend: str = "") -> ImportNote:
    return ImportNote(at, at, Fate.DECIDED, message, mend)


def _with_clock(day: date, clock: Clock | None, choices: Choices) -> tuple[Moment, list[str]]:
    """The moment in the site's zone; a day alone stays one."""
    if clock is None:
        return day, []
    said = [clock.remark] if clock.remark else []
    if not clock.is_real:
        return day, said
    written = datetime.combine(day, time(clock.hour, clock.minute, clock.second))
    if clock.offset is not None:
        moment = _shifted(written - clock.offset, ZoneInfo("UTC"), choices.site)
    else:
        moment = _shifted(written, choices.zone, choices.site)
    if moment != written:
        said.append(f"{written:%H:%M} there is {spoken(moment)} in {choices.site.key}")
    return moment, said


def _shifted(moment: datetime, there: ZoneInfo, here: ZoneInfo) -> datetime:
    try:
        return moment.replace(tzinfo=there).astimezone(here).replace(tzinfo=None)
    except (OverflowError, ValueError):  # the first or the last year of all
        return moment


def local(moment: Moment, choices: Choices) -> Moment:
    """Return a moment that a file gives with its zone, or without one, in the site's zone, to the second.

    The `datetime` that is returned has no zone; a day alone stays what it is.
    """
    if not isinstance(moment, datetime):
        return moment
    try:
        there = moment if moment.tzinfo else moment.replace(tzinfo=choices.zone)
        return there.astimezone(choices.site).replace(tzinfo=None, microsecond=0)
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=None, microsecond=0)


def zone_note(at: int, choices: Choices) -> ImportNote:
    """What is said once of all times that name no zone."""
    message = f"times without a zone are taken for those of {choices.zone.key}"
    return _decided(at, message, "Otherwise: --zone Europe/Berlin")


def spoken(moment: Moment) -> str:
    """Return a moment as people say it.

    >>> spoken(datetime(2025, 8, 26, 23, 13))
    '26 August 2025, 23:13'
    """
    text = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text


def dated(values: Mapping[str, object], key: str) -> Moment | None:
    """Return the date at `key` where YAML or TOML has made one of it."""
    value = values.get(key)
    return value if isinstance(value, date) else None
