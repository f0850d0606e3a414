"""When an entry was written: a stamp, made a moment in the site's zone, every decision told."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chronicles.dates.clocks import Clock
from chronicles.dates.day_range import ANY, DayRange
from chronicles.dates.instants import Moment, as_written, moment_at
from chronicles.dates.written import Written
from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.stamps.line_stamps import Stamp
from chronicles.importing.stamps.order import Order
from chronicles.problems import Refused

FROM_OPTION, FROM_GIT = "yours, from --date", "that of the first commit of the file"
OTHERWISE = {
    "day": "--month-first",
    "month": "--day-first",
    "year": "--day-first, or --month-first",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides: `None` leaves it to the file.

    `site` is the zone of the site, `zone` where times were written; `year` is that of dates without one,
    `day` that of text without a date, and `day_from` who says so; `days` are those that an entry can be of.
    `first_commit` is when the file came into a repository, for text that nothing else dates.
    """

    site: ZoneInfo
    zone: ZoneInfo
    day_first: bool | None = None
    year: int | None = None
    day: date | None = None
    keep_all: bool = False
    days: DayRange = ANY
    first_commit: date | None = None
    day_from: str = FROM_OPTION

    def day_of_undated(self, *, says_none: bool) -> tuple[date, str] | None:
        """Return the day of a text that has none, and who says so; `None` where nobody does.

        A first commit counts only where the file `says_none` itself, not even one that cannot be.
        """
        if self.day is not None:
            return self.day, self.day_from
        return (self.first_commit, FROM_GIT) if self.first_commit is not None and says_none else None


def moment_of(
    stamp: Stamp, at: int, year: int | None, order: Order, choices: Choices
) -> tuple[Moment, list[ImportNote]]:
    """Return when the stamp at line `at` says, and what was decided.

    It is one of the site's zone, as pages have it. `year` is what a heading above says. Raises `Refused`
    where the stamp names no day or time that exists, or a zone that can mean several.
    """
    if stamp.written is None:
        raise Refused("it has no date", "Write one into the line, or give --date 2025-08-29.")
    written = stamp.written
    day = written.on(order.day_first, year or choices.year, order.year_first)
    said = list(_remarks(written, order))
    notes = []
    if order.is_decided(written):
        notes.append(_order_note(at, stamp.line, written, day, order))
    if written.year is None and not year:
        notes.append(_decided(at, f"the year {day.year} is yours, from --year"))
    if stamp.weekday is not None and stamp.weekday != day.weekday() and not written.is_range:
        said.append(f"the line says {DAYS[stamp.weekday]}, but {spoken(day)} is a {DAYS[day.weekday()]}")
    moment, more = _with_clock(day, stamp.clock, choices)
    notes += [_decided(at, what, "Mend the line if that is wrong.") for what in (*said, *more)]
    return moment, notes


def _remarks(written: Written, order: Order) -> tuple[str, ...]:
    """How the form was read; which number is the year is told with the order."""
    return () if order.first(written) == "year" else written.remarks


def _order_note(at: int, line: str, written: Written, day: date, order: Order) -> ImportNote:
    first = order.first(written)
    message = f"{line!r} is read as {spoken(day)}, the {first} first, {order.why}"
    return _decided(at, message, f"Otherwise: {OTHERWISE[first]}")


def _decided(at: int, message: str, mend: str = "") -> ImportNote:
    return ImportNote(at, at, Fate.DECIDED, message, mend)


def _with_clock(day: date, clock: Clock | None, choices: Choices) -> tuple[Moment, list[str]]:
    """The moment in the site's zone; a day alone stays one."""
    try:
        moment = moment_at(day, clock, choices.zone, choices.site)
    except Refused as refused:
        raise Refused(refused.message, _mend(clock, refused.mend)) from None
    if clock is None or moment == datetime.combine(day, time(clock.hour, clock.minute, clock.second)):
        return as_written(moment, choices.site), []
    there = f"{clock.hour:02}:{clock.minute:02} there is {spoken(moment)} in {choices.site.key}"
    return as_written(moment, choices.site), [there]


def _mend(clock: Clock | None, mend: str) -> str:
    if clock and clock.zone.isalpha():
        return f"{mend.removesuffix('.')}, or give the zone of the file: --zone Europe/Berlin"
    return mend


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
