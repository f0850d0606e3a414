"""What looks odd in the days of imported entries, though each may be right: gaps, jumps back, twins."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby, pairwise

from chronicles.importing.drafts import Draft
from chronicles.importing.stamps.moments import spoken

GAP = 365  # days without an entry: somebody who kept a log rarely means that
BACK = 31  # days that an entry lies before the one above it, in a log that goes on else
MOST = 5  # of a kind that are told; the rest are counted


def oddities(drafts: Sequence[Draft]) -> list[str]:
    """Return in words what looks odd in entries, which are in the order of their files."""
    return [
        *_some(_gaps(drafts), "gaps"),
        *_some(_jumps(drafts), "jumps back"),
        *_some(_twins(drafts), "days with several entries"),
    ]


def _gaps(drafts: Iterable[Draft]) -> list[str]:
    days = sorted({_day(draft) for draft in drafts})
    return [
        f"nothing for {_long((after - before).days)} between {spoken(before)} and {spoken(after)}"
        for before, after in pairwise(days)
        if (after - before).days > GAP
    ]


def _jumps(drafts: Sequence[Draft]) -> list[str]:
    """In a file whose entries mostly go one way, those that go far the other way."""
    found: list[str] = []
    for file, group in groupby(drafts, lambda draft: draft.file):
        steps = [(one, other, (_day(other) - _day(one)).days) for one, other in pairwise(group)]
        way = sum((step > 0) - (step < 0) for _, _, step in steps)
        for one, other, step in steps:
            if way and step * way < 0 and abs(step) > BACK:
                word = "back" if way > 0 else "on"
                above, day = spoken(_day(one)), spoken(_day(other))
                found.append(f"{file}, line {other.at}: {day} goes {word} from {above} above it")
    return found


def _twins(drafts: Iterable[Draft]) -> list[str]:
    times = Counter(draft.when for draft in drafts)
    days = Counter(_day(draft) for draft in drafts)
    twins = [day for day, number in sorted(days.items()) if number > 1 and times[day] > 1]
    return [f"{days[day]} entries of {spoken(day)}" for day in twins]


def _some(words: Sequence[str], kind: str) -> list[str]:
    more = len(words) - MOST
    return [*words[:MOST], *([f"{more} more {kind}"] if more > 0 else [])]


def _day(draft: Draft) -> date:
    return draft.when.date() if isinstance(draft.when, datetime) else draft.when


def _long(days: int) -> str:
    years, rest = divmod(days, 365)
    months = rest // 30
    words = [f"{years} year{'s' if years > 1 else ''}"] if years else []
    words += [f"{months} month{'s' if months > 1 else ''}"] if months else []
    return " and ".join(words)
