"""The days of a year as a picture: one square a day, the darker the more happened."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

CELL, GAP, TOP, LEFT = 10, 2, 14, 26
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LEVELS = (0, 1, 2, 4)  # more than this many make a square one shade darker


def heat_map(year: int, days: Iterable[date], until: date) -> str:
    """Return a year up to the day `until` as an element `<svg>`; `days` has a day once for all that is of it.

    A column is a week from Monday on, and a line goes between two months. The name of the picture says the
    sums (WCAG 2.2, 1.1.1).
    """
    counts = Counter(day for day in days if day.year == year)
    first, last = date(year, 1, 1), min(date(year, 12, 31), until)
    monday = first - timedelta(days=first.weekday())
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    cells = [_cell(day, (day - monday).days // 7, counts[day]) for day in days]
    width = LEFT + 54 * (CELL + GAP)
    height = TOP + 7 * (CELL + GAP)
    said = f"{year}: {sum(counts.values())} entries and steps on {len(counts)} days. The table has the weeks."
    return (
        f'<svg class="chronicles-heat" viewBox="0 0 {width} {height}" role="img" aria-label="{said}">'
        f"{_months(year, monday)}{_weekdays()}{''.join(cells)}{_edges(monday, last)}</svg>"
    )


def level(number: int) -> int:
    """Return the shade of a day on which `number` things happened: none to four."""
    return sum(number > limit for limit in LEVELS)


def _cell(day: date, column: int, number: int) -> str:
    x, y = LEFT + column * (CELL + GAP), TOP + day.weekday() * (CELL + GAP)
    shape = f'<rect class="heat-{level(number)}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="2"'
    return f"{shape}><title>{day.isoformat()}: {number}</title></rect>" if number else f"{shape}/>"


def _months(year: int, monday: date) -> str:
    """Each name over the first week that begins in its month: a column of two months is the earlier's.

    January has the first column, which it shares with no month of this year.
    """
    columns = (-((monday - date(year, month, 1)).days // 7) for month in range(2, 13))
    return "".join(
        f'<text x="{LEFT + column * (CELL + GAP)}" y="9">{name}</text>'
        for name, column in zip(MONTHS, (0, *columns), strict=True)
    )


def _edges(monday: date, last: date) -> str:
    """A line before the first day of each month but January, so that a shared column is read rightly."""
    first_days = (date(last.year, month, 1) for month in range(2, last.month + 1))
    lines = "".join(_edge(day, (day - monday).days // 7) for day in first_days)
    return f'<path class="heat-edge" d="{lines}"/>'


def _edge(day: date, column: int) -> str:
    """Down the right of the month before in the column of `day`, above that day, and down its left."""
    left, top = LEFT + column * (CELL + GAP) - GAP // 2, TOP - GAP // 2
    corner = top + day.weekday() * (CELL + GAP)
    start = f"M{left + CELL + GAP} {top}V{corner}H{left}" if day.weekday() else f"M{left} {top}"
    return f"{start}V{top + 7 * (CELL + GAP)}"


def _weekdays() -> str:
    return "".join(
        f'<text x="0" y="{TOP + row * (CELL + GAP) + 9}">{name}</text>'
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    )
