"""The record of a journal as JSON, for other programs, and the schema that it keeps to."""

from collections.abc import Callable
from datetime import date
from typing import Any

from chronicles.progress.learning_plan import LEVELS, STATES, Stretch
from chronicles.progress.record import AssessedGoal, Event, Record, Remark

VERSION = 1
Url = Callable[[str], str]


def report(record: Record, url: Url = lambda page: page) -> dict[str, Any]:
    """Return the record as values that JSON has, as `SCHEMA` describes them (JSON Schema 2020-12).

    `url` tells the address of a page by its path below `docs/`. Days are those of RFC 3339: `2025-08-29`.
    """
    current, longest = record.runs
    plan = record.plan
    return {
        "version": VERSION,
        "as_of": _day(record.as_of),
        "entries": [event_values(event, url) for event in record.entries],
        "steps": [event_values(event, url) for event in record.steps],
        "goals": [goal_values(one) for one in record.goals],
        "weeks": [
            {"week": week.name, "monday": _day(week.monday), "state": week.state,
             "entries": week.entries, "steps": week.steps}
            for week in record.weeks
        ],
        "run": {"current": current, "longest": longest},
        "questions": [remark_values(remark, url) for remark in record.asked],
        "needs_review": [remark_values(remark, url) for remark in record.review],
        "skills": [{"name": s.name, "level": s.level, "day": _day(s.day)} for s in plan.skills],
        "roadmap": list(plan.roadmap),
        "challenge": _stretch(plan.challenge) if plan.challenge else None,
        "following": [
            {"name": one.name, "done": one.done, "of": one.total, "url": one.url} for one in plan.following
        ],
        "pauses": [_stretch(pause) for pause in plan.pauses],
        "portfolio": [{"name": one.name, "state": one.state, "url": one.url} for one in plan.portfolio],
    }  # fmt: skip


def event_values(event: Event, url: Url) -> dict[str, Any]:
    """Return an entry or a step as JSON has it: `day`, `title` and `url`."""
    return {"day": _day(event.day), "title": event.title, "url": url(event.page)}


def goal_values(one: AssessedGoal) -> dict[str, Any]:
    """Return a goal as JSON has it."""
    return {
        "section": one.goal.section,
        "title": one.goal.title,
        "level": one.goal.level,
        "done": one.goal.is_done,
        "day": _day(one.day),
        "verdict": one.status.word,
        "why": one.status.why,
        "evidence": [{"kind": e.kind, "label": e.label, "target": e.target} for e in one.goal.evidence],
    }


def remark_values(remark: Remark, url: Url) -> dict[str, Any]:
    """Return a question, or what needs review, as JSON has it: `text`, `open`, and in `asked` its entry."""
    return {"text": remark.text, "open": remark.is_open, "asked": event_values(remark.event, url)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {"name": stretch.name, "from": _day(stretch.first), "to": _day(stretch.last)}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT, _TRUTH, _NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "format": "date"}
_MAYBE_DAY = {"type": ["string", "null"], "format": "date"}
_EVENT = _object(day=_DAY, title=_TEXT, url=_TEXT)
_REMARK = _object(text=_TEXT, open=_TRUTH, asked=_EVENT)
_STRETCH = _object(**{"name": _TEXT, "from": _DAY, "to": _DAY})
_EVIDENCE = _object(kind={"enum": ["test", "code", "page", "outside"]}, label=_TEXT, target=_TEXT)
_GOAL = _object(
    section=_TEXT,
    title=_TEXT,
    level=_NUMBER,
    done=_TRUTH,
    day=_MAYBE_DAY,
    verdict={"enum": ["open", "proven", "shown", "claimed", "lost"]},
    why=_TEXT,
    evidence=_array(_EVIDENCE),
)
_WEEK = _object(
    week={"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
    monday=_DAY,
    state={"enum": ["posted", "missed", "paused"]},
    entries=_NUMBER,
    steps=_NUMBER,
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The progress of a learning journal",
    "description": "Days are ISO dates. All is true on the day as_of, that of the newest entry or step.",
    **_object(
        version={"const": VERSION},
        as_of=_MAYBE_DAY,
        entries=_array(_EVENT),
        steps=_array(_EVENT),
        goals=_array(_GOAL),
        weeks=_array(_WEEK),
        run=_object(current=_NUMBER, longest=_NUMBER),
        questions=_array(_REMARK),
        needs_review=_array(_REMARK),
        skills=_array(_object(name=_TEXT, level={"enum": list(LEVELS)}, day=_MAYBE_DAY)),
        roadmap=_array(_TEXT),
        challenge={"anyOf": [{"type": "null"}, _STRETCH]},
        following=_array(_object(**{"name": _TEXT, "done": _NUMBER, "of": _NUMBER, "url": _TEXT})),
        pauses=_array(_STRETCH),
        portfolio=_array(_object(name=_TEXT, state={"enum": list(STATES)}, url=_TEXT)),
    ),
}
