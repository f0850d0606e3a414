"""The days of a year as a picture: one square a day, the darker the more happened."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from babel.dates import get_day_names, get_month_names

from chronicles.language.site_words import ENGLISH, SiteWords

CELL, GAP, TOP, LEFT = 10, 2, 14, 26
LONGEST_DAY = 5  # letters of the name of a day, for which there is room
LEAST_COLUMNS = 5  # room for the name of a month
SCALE = 1.3
LEVELS = (0, 1, 2, 4)  # more than this many make a square one shade darker


def heat_map(year: int, days: Iterable[date], until: date, words: SiteWords = ENGLISH) -> str:
    """Return a year as an element `<svg>`; `days` has a day once for all that is of it.

    It begins with the month of the first of all `days`, if that is of this year, and ends on the day `until`:
    a journal has no months before its first. A column is a week from Monday on, and a line goes between two
    months. The name of the picture says the sums (WCAG 2.2, 1.1.1), in `words`.
    """
    all_days = sorted(days)
    counts = Counter(day for day in all_days if day.year == year)
    first = max(date(year, 1, 1), min(all_days, default=until).replace(day=1))
    last = max(min(date(year, 12, 31), until), first)
    monday = first - timedelta(days=first.weekday())
    shown = (first + timedelta(days=number) for number in range((last - first).days + 1))
    cells = [_cell(day, _column(day, monday), counts[day]) for day in shown]
    width = LEFT + max(_column(last, monday) + 1, LEAST_COLUMNS) * (CELL + GAP)
    height = TOP + 7 * (CELL + GAP)
    things = words.say("progress.map_things", sum(counts.values()))
    said = words.say(
        "progress.map", year=year, things=things, days=words.say("progress.map_days", len(counts))
    )
    size = f'width="{width * SCALE:.0f}" height="{height * SCALE:.0f}" viewBox="0 0 {width} {height}"'
    return (
        f'<svg class="chronicles-heat" {size} role="img" aria-label="{said}">'
        f"{_months(first, last, monday, words)}{_weekdays(words)}"
        f"{''.join(cells)}{_edges(first, last, monday)}</svg>"
    )


def level(number: int) -> int:
    """Return the shade of a day on which `number` things happened: none to four."""
    return sum(number > limit for limit in LEVELS)


def _cell(day: date, column: int, number: int) -> str:
    x, y = LEFT + column * (CELL + GAP), TOP + day.weekday() * (CELL + GAP)
    shape = f'<rect class="heat-{level(number)}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="2"'
    return f"{shape}><title>{day.isoformat()}: {number}</title></rect>" if number else f"{shape}/>"


def _column(day: date, monday: date) -> int:
    return (day - monday).days // 7


def _starts(first: date, last: date) -> list[date]:
    """The first days of the months behind that of `first`, up to `last`."""
    return [date(first.year, month, 1) for month in range(first.month + 1, last.month + 1)]


def _months(first: date, last: date, monday: date, words: SiteWords) -> str:
    """Each name over the first week that begins in its month: a column of two months is the earlier's.

    The first month has the first column, which it shares with no other of this year.
    """
    columns = (-((monday - day).days // 7) for day in _starts(first, last))
    # Babel 2.18 says months that stand alone in the language of before, where a process has had two.
    known = get_month_names("abbreviated", locale=words.language.locale)
    names = [known[number] for number in range(first.month, last.month + 1)]
    return "".join(
        f'<text x="{LEFT + column * (CELL + GAP)}" y="9">{name}</text>'
        for name, column in zip(names, (0, *columns), strict=True)
    )


def _edges(first: date, last: date, monday: date) -> str:
    """A line before the first day of each month but the first, so that a shared column is read rightly."""
    lines = "".join(_edge(day, _column(day, monday)) for day in _starts(first, last))
    return f'<path class="heat-edge" d="{lines}"/>'


def _edge(day: date, column: int) -> str:
    """Down the right of the month before in the column of `day`, above that day, and down its left."""
    left, top = LEFT + column * (CELL + GAP) - GAP // 2, TOP - GAP // 2
    corner = top + day.weekday() * (CELL + GAP)
    start = f"M{left + CELL + GAP} {top}V{corner}H{left}" if day.weekday() else f"M{left} {top}"
    return f"{start}V{top + 7 * (CELL + GAP)}"


def _weekdays(words: SiteWords) -> str:
    locale = words.language.locale
    names = get_day_names("abbreviated", locale=locale)
    if max(map(len, names.values())) > LONGEST_DAY:
        names = get_day_names("narrow", locale=locale)
    return "".join(f'<text x="0" y="{TOP + row * (CELL + GAP) + 9}">{names[row]}</text>' for row in (0, 2, 4))
