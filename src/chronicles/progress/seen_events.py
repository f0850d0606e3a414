"""What of a review somebody has seen already, and the rest of it: so that nothing is missed or told twice."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from chronicles.progress.record import AssessedGoal, Event
from chronicles.progress.review import Review

LENGTH = 16  # hexadecimal digits of what is remembered of an event


@dataclass(frozen=True, slots=True)
class SeenEvents:
    """The keys of what was seen, and the day up to which the journal went then."""

    as_of: date | None = None
    keys: frozenset[str] = frozenset()


def read_seen(text: str | None) -> SeenEvents:
    """Return what a file of `written_seen` says; nothing of one that is not there or cannot be read."""
    try:
        said = json.loads(text or "{}")
        day = date.fromisoformat(said["as_of"])
        return SeenEvents(day, frozenset(str(key) for key in said["seen"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return SeenEvents()


def written_seen(seen: SeenEvents) -> str:
    """Return the text of a file that remembers what was seen."""
    day = seen.as_of.isoformat() if seen.as_of else None
    return json.dumps({"as_of": day, "seen": sorted(seen.keys)}, indent=0) + "\n"


def unseen(found: Review, seen: SeenEvents) -> Review:
    """Return the part of a review that was not seen yet, of whatever day that is."""
    return replace(
        found,
        since=seen.as_of,
        entries=tuple(one for one in found.entries if _of_event("entry", one) not in seen.keys),
        goals=tuple(one for one in found.goals if _of_goal(one) not in seen.keys),
        steps=tuple(one for one in found.steps if _of_event("step", one) not in seen.keys),
        questions=tuple(one for one in found.questions if _key("question", one.id) not in seen.keys),
        undated=tuple(one for one in found.undated if _of_goal(one) not in seen.keys),
    )


def all_seen(found: Review, as_of: date | None) -> SeenEvents:
    """Return what is remembered of a review of everything, up to the day `as_of`."""
    keys: Iterable[str] = [
        *(_of_event("entry", one) for one in found.entries),
        *(_of_event("step", one) for one in found.steps),
        *(_of_goal(one) for one in (*found.goals, *found.undated)),
        *(_key("question", one.id) for one in found.questions),
    ]
    return SeenEvents(as_of, frozenset(keys))


def _of_event(kind: str, event: Event) -> str:
    return _key(kind, event.page)


def _of_goal(one: AssessedGoal) -> str:
    return _key("goal", one.goal.section, one.goal.title)


def _key(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:LENGTH]
