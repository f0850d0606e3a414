"""What happened since a day: for a mentor, as Markdown or as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chronicles.pages.escaping import escaped, escaped_item
from chronicles.progress.goals import Evidence
from chronicles.progress.json_record import Url, event_values, goal_values, remark_values
from chronicles.progress.plans import Late
from chronicles.progress.record import AssessedGoal, Event, Record, Remark


@dataclass(frozen=True, slots=True)
class Review:
    """The part of a record that is of `since` or later, all of it with `None`.

    `late` is what was planned for a day before the newest, whenever that was; `undated` are ticks of
    which no day is known.
    """

    since: date | None
    entries: tuple[Event, ...] = ()
    goals: tuple[AssessedGoal, ...] = ()
    steps: tuple[Event, ...] = ()
    questions: tuple[Remark, ...] = ()
    undated: tuple[AssessedGoal, ...] = ()
    late: tuple[Late, ...] = ()


def review(record: Record, since: date | None) -> Review:
    """Return what happened on the day `since` and after it, or from the beginning on."""
    first = since or date.min
    done = [one for one in record.goals if one.goal.is_done]
    return Review(
        since,
        tuple(event for event in record.entries if event.day >= first),
        tuple(sorted((one for one in done if one.day and one.day >= first), key=_day)),
        tuple(event for event in record.steps if event.day >= first),
        tuple(remark for remark in record.asked if remark.event.day >= first),
        tuple(one for one in done if one.day is None),
        record.late,
    )


def _day(one: AssessedGoal) -> date:
    return one.day or date.min


def last_week(record: Record) -> date | None:
    """Return the first of the seven days that end with the newest entry or step; `None` without any."""
    return record.as_of - min(timedelta(days=6), record.as_of - date.min) if record.as_of else None


def as_values(found: Review, url: Url = lambda page: page) -> dict[str, Any]:
    """Return a review as values that JSON has: the day `since`, or `None` for all of it, and six lists.

    They are `entries`, `goals`, `steps`, `questions` and `undated_goals`; `json_record` says what is in them.
    `late` has the `name` of what was planned for an earlier day, and `words` about it.
    `url` tells the address of a page by its path below `docs/`.
    """
    return {
        "since": found.since.isoformat() if found.since else None,
        "entries": [event_values(event, url) for event in found.entries],
        "goals": [goal_values(one) for one in found.goals],
        "steps": [event_values(event, url) for event in found.steps],
        "questions": [remark_values(remark, url) for remark in found.questions],
        "undated_goals": [goal_values(one) for one in found.undated],
        "late": [{"name": one.name, "words": one.words} for one in found.late],
    }


def as_markdown(found: Review, place: Url, links: Mapping[Evidence, tuple[str, str]]) -> str:
    """Return a review as Markdown.

    `place` tells where a file below `docs/` is, and `links` where evidence is: the address and, with its
    `#`, the part of it.
    """
    parts = [f"# Since {found.since.isoformat() if found.since else 'the beginning'}"]
    parts += _part("Entries", [_event(event, place) for event in found.entries])
    parts += _part("Goals ticked", [_goal(one, links) for one in found.goals])
    parts += _part("Steps done", [_event(event, place) for event in found.steps])
    parts += _part("Questions raised", [_remark(one, place) for one in found.questions])
    if found.late:
        lines = [f"{escaped_item(one.name)}: {one.words}" for one in found.late]
        parts += _part("Planned for earlier", lines)
    if found.undated:
        parts += _part("Ticks whose day is not known", [_goal(one, links) for one in found.undated])
    return "\n\n".join(parts) + "\n"


def _part(title: str, items: Sequence[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {item}" for item in items) or "Nothing."]


def _event(event: Event, place: Url) -> str:
    diff = f", [what it changes](<{place(event.patch)}>)" if event.patch else ""
    return f"{event.day.isoformat()}: [{escaped(event.title)}](<{place(event.page)}>){diff}"


def _goal(one: AssessedGoal, links: Mapping[Evidence, tuple[str, str]]) -> str:
    day = f"{one.day.isoformat()}: " if one.day else ""
    evidence = ", ".join(_evidence(evidence, links.get(evidence)) for evidence in one.goal.evidence)
    title = (escaped if day else escaped_item)(one.goal.title)
    return f"{day}{title} ({escaped(one.status.text)})" + (f": {evidence}" if evidence else "")


def _evidence(evidence: Evidence, link: tuple[str, str] | None) -> str:
    """A link to it; what is nowhere is named, as it stands behind its goal."""
    if link:
        return f"[{escaped(evidence.label or evidence.target)}](<{''.join(link)}>)"
    return f"{evidence.kind} `{evidence.target.replace('`', '')}`"


def _remark(remark: Remark, place: Url) -> str:
    return f"{escaped_item(remark.text)} ({escaped(remark.state)}): {_event(remark.event, place)}"
