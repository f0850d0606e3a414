"""What dates a heading of Org, and how it reads with its date before it."""

from datetime import date, datetime

from orgparse.date import OrgDate

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.org_marks import org_marks
from chronicles.importing.org_outline import OrgHeading, OrgOutline, moment_in, org_day
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import OTHERWISE, spoken
from chronicles.problems import Refused


def heading_shown(heading: OrgHeading, above: date | None) -> tuple[str, date | None]:
    """Return the words of a heading with its date before them, and the day that it gives to what is below."""
    words = org_marks(heading.words)
    if heading.stamps:
        stamp = heading.stamps[0]
        return f"{_written(stamp)} {words}".strip(), _day(moment_in(stamp))
    said = read_stamp(f"# {heading.words}") if heading.words else None
    created = heading.created
    if created is None:
        return words, day_said(heading.words)
    if said and said.written and not _agrees(heading.words, _day(created)):
        return words, day_said(heading.words)
    if said and said.written:  # the property says which number is the month
        title = f" {said.title}" if said.title else ""
        return f"{_day(created)}{title}", _day(created)
    if above == _day(created):
        clock = f"{created:%H:%M} " if isinstance(created, datetime) else ""
        return f"{clock}{words}", None
    return f"{iso(created)} {words}", _day(created)


def _written(stamp: OrgDate) -> str:
    """A timestamp as every other date is written; of several days, the first and the last."""
    start, end = moment_in(stamp), stamp.end
    if end is not None and (end.year, end.month, end.day) != (start.year, start.month, start.day):
        return f"{_day(start)} \u2013 {end:%Y-%m-%d}"
    return iso(start)


def iso(moment: date) -> str:
    """Return a day, or a time to the minute, as every date is written."""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def day_said(words: str) -> date | None:
    """Return the day that words say, where only one can be meant."""
    stamp = read_stamp(f"# {words}") if words else None
    if stamp is None or stamp.written is None or stamp.written.year is None or stamp.written.is_open:
        return None
    return next(iter(_readings(words)), None)


def _readings(words: str) -> list[date]:
    stamp = read_stamp(f"# {words}") if words else None
    found: list[date] = []
    for day_first in (True, False):
        try:
            if stamp and stamp.written and stamp.written.year:
                found.append(stamp.written.on(day_first))
        except Refused:
            continue
    return found


def _agrees(words: str, day: date) -> bool:
    return day in _readings(words)


def order_shown(name: str, outline: OrgOutline) -> bool | None:
    """Return whether the day comes first in the headings, where the day in the file's name shows it."""
    day = org_day(name.rpartition("/")[2])
    for heading in outline.headings if day else ():
        stamp = read_stamp(f"# {heading.words}") if heading.words and not heading.stamps else None
        if stamp and stamp.written and stamp.written.is_open and stamp.written.year:
            for day_first in (True, False):
                if stamp.written.on(day_first) == day:
                    return day_first
    return None


def in_order(heading: OrgHeading, day_first: bool) -> tuple[str, date, ImportNote] | None:
    """Return a heading whose day could be its month as the file's name shows it, its day, and a note."""
    stamp = read_stamp(f"# {heading.words}") if heading.words and not heading.stamps else None
    if stamp is None or stamp.written is None or not stamp.written.is_open or stamp.written.year is None:
        return None
    day, number = stamp.written.on(day_first), heading.line.number
    first = "day" if day_first else "month"
    message = f"{heading.words!r} is read as {spoken(day)}, the {first} first, as the file's name shows"
    note = ImportNote(number, number, Fate.DECIDED, message, f"Otherwise: {OTHERWISE[first]}")
    clock = f" {stamp.clock.shown}" if stamp.clock else ""
    return f"{day}{clock} {stamp.title}".rstrip(), day, note
