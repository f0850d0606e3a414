"""Whether the day or the month comes first in a file: decided once, from what the file itself shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chronicles.importing.stamps.line_stamps import Stamp
from chronicles.problems import Refused

NEARER = 5  # times that the days of a log are nearer to each other in the right order


@dataclass(frozen=True, slots=True)
class Order:
    """The order, and why; `is_guess` is whether nothing in the file shows it."""

    day_first: bool
    why: str = ""
    is_guess: bool = False


def decide(stamps: Sequence[tuple[int, Stamp]], wanted: bool | None) -> Order:
    """Return the order of the pairs in `stamps` (with their lines); `wanted` is what the user says."""
    pairs = [(line, stamp) for line, stamp in stamps if stamp.written and stamp.written.is_pair]
    if wanted is not None:
        return Order(wanted, "as you say")
    for evidence in (_too_large, _weekdays, lambda _: _in_a_row(stamps)):
        if found := evidence(pairs):
            return found
    dots = any(stamp.written and stamp.written.sign == "." for _, stamp in pairs)
    if dots:
        return Order(True, "as is usual with dots; nothing in the file shows it", True)
    return Order(False, "nothing in the file shows it", True)


def _too_large(pairs: Sequence[tuple[int, Stamp]]) -> Order | None:
    """A number over 12 is no month."""
    first = [line for line, stamp in pairs if stamp.written and stamp.written.day > 12]
    second = [line for line, stamp in pairs if stamp.written and stamp.written.month > 12]
    if bool(first) == bool(second):
        return None
    return Order(bool(first), f"as line {(first or second)[0]} shows")


def _weekdays(pairs: Sequence[tuple[int, Stamp]]) -> Order | None:
    """A weekday fits one order alone."""
    shown: dict[bool, list[int]] = {True: [], False: []}
    for line, stamp in pairs:
        fits = [order for order in (True, False) if _falls(stamp, order)]
        if len(fits) == 1 and stamp.written and stamp.written.is_open:
            shown[fits[0]].append(line)
    if bool(shown[True]) == bool(shown[False]):
        return None
    return Order(bool(shown[True]), f"as the weekday in line {(shown[True] or shown[False])[0]} shows")


def _falls(stamp: Stamp, day_first: bool) -> bool:
    day = _day(stamp, day_first)
    return day is not None and stamp.weekday is not None and day.weekday() == stamp.weekday


def _in_a_row(stamps: Sequence[tuple[int, Stamp]]) -> Order | None:
    """In one of the orders the dates follow each other, in the other they jump to and fro, or by months."""
    days = {order: [day for _, stamp in stamps if (day := _day(stamp, order))] for order in (True, False)}
    fits = [order for order in days if _follows(days[order])]
    if len(fits) == 2:
        near, far = sorted(days, key=lambda order: _span(days[order]))
        fits = [near] if _span(days[near]) * NEARER <= _span(days[far]) else []
    return Order(fits[0], "so that the dates follow each other") if len(fits) == 1 else None


def _follows(days: Sequence[date]) -> bool:
    steps = [before < after for before, after in pairwise(days) if before != after]
    return bool(steps) and (all(steps) or not any(steps))


def _span(days: Sequence[date]) -> int:
    return (max(days) - min(days)).days


def _day(stamp: Stamp, day_first: bool) -> date | None:
    try:
        return stamp.written.on(day_first) if stamp.written else None
    except Refused:
        return None
