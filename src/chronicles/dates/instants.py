"""What a day with a time means, the same for front matter, the running log and what is imported."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from chronicles.dates.clocks import Clock
from chronicles.problems import Refused

# A day, or a time of the journal's zone: it carries none itself, and where the clocks show a time twice,
# `fold` says which one it is (PEP 495).
Moment = date | datetime


def moment_at(day: date, clock: Clock | None, there: tzinfo, here: tzinfo) -> Moment:
    """Return the day alone, or what the clocks of the zone `here` show at that time, to the second.

    `there` is the zone of a time that names none. A time that the clocks there leave out in spring is as long
    behind the gap as it says. Raises `Refused` for a time that no clock shows, and for a zone that can mean
    several.
    """
    if clock is None:
        return day
    if not clock.is_real:
        raise Refused(f"there is no time {clock.shown}", "Write one from 00:00 to 23:59.")
    written = datetime.combine(day, time(clock.hour, clock.minute, clock.second))
    return local(written.replace(tzinfo=_zone(clock, written, there)), here)


def local(moment: datetime, here: tzinfo) -> datetime:
    """Return a moment that has a zone as the clocks of the zone `here` show it."""
    try:
        # By way of UTC: what stays in its own zone is not looked at, and may be a time that there is not.
        return moment.astimezone(UTC).astimezone(here).replace(tzinfo=None, microsecond=0)
    except (OverflowError, ValueError):  # the first or the last day of all
        return moment.replace(tzinfo=None, microsecond=0)


def as_written(moment: Moment, here: tzinfo) -> Moment:
    """Return a moment of the zone `here` as pages have it: with its zone if the clocks show it twice."""
    if not isinstance(moment, datetime) or not moment.fold:
        return moment
    distance = moment.replace(tzinfo=here).utcoffset()
    return moment.replace(fold=0, tzinfo=timezone(distance) if distance is not None else None)


def order(moment: Moment) -> tuple[datetime, int]:
    """Return what moments of one zone are sorted by; a day comes before all of its times."""
    return in_zone(moment, UTC).replace(fold=0), getattr(moment, "fold", 0)


def in_zone(moment: Moment, here: tzinfo) -> datetime:
    """Return a moment of the zone `here` with its zone; a day is the midnight in which it begins."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=here)
    return datetime.combine(moment, time(), here)


def _zone(clock: Clock, written: datetime, there: tzinfo) -> tzinfo:
    if clock.offset is not None:
        return timezone(clock.offset)
    if not clock.zone:
        return there
    if clock.zone in (known := _names(there, written.year)):
        return timezone(known[clock.zone])
    mend = "Write how far from UTC it is, such as -05:00."
    if clock.zone.isalpha():
        raise Refused(f"the zone {clock.zone!r} can mean several", mend)
    raise Refused(f"there is no zone {clock.zone!r}", mend)


def _names(zone: tzinfo, year: int) -> dict[str, timedelta]:
    """What the clocks of a zone are called in winter and in summer, and how far from UTC they are."""
    found = [datetime(year, month, 1, tzinfo=zone) for month in (1, 7)]
    return {
        name: distance
        for moment in found
        if (name := moment.tzname()) and (distance := moment.utcoffset()) is not None
    }
