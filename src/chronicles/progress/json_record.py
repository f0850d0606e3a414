"""The record of a journal as JSON, for other programs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from chronicles.progress.journal_head import JournalHead
from chronicles.progress.learning_plan import Stretch
from chronicles.progress.plans import Pace
from chronicles.progress.record import AssessedGoal, Event, Record, Remark
from chronicles.progress.record_schemas import VERSION

Url = Callable[[str], str]


def report(
    record: Record, url: Url = lambda page: page, journal: JournalHead | None = None
) -> dict[str, Any]:
    """Return the record of a `journal` as values that JSON has, as `record_schemas` describes them.

    `url` tells the address of a page by its path below `docs/`. Days are those of RFC 3339: `2025-08-29`.
    """
    current, longest = record.runs
    plan, proofs = record.plan, record.proofs
    return {
        "version": VERSION,
        "journal": (journal or JournalHead()).values,
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
        "paces": [_pace(pace, url) for pace in record.paces],
        "proofs": {"held": proofs.held, "not_run": proofs.not_run, "lost": proofs.lost},
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
        "by": _day(one.goal.by),
    }


def remark_values(remark: Remark, url: Url) -> dict[str, Any]:
    """Return a question, or what needs review, as JSON has it; `asked` is its entry."""
    return {
        "id": remark.id,
        "text": remark.text,
        "open": remark.is_open,
        "asked": event_values(remark.event, url),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {"name": stretch.name, "from": _day(stretch.first), "to": _day(stretch.last)}


def _pace(pace: Pace, url: Url) -> dict[str, Any]:
    said = {"name": pace.name, "url": url(pace.page), "steps": pace.steps, "weeks": pace.weeks}
    return said | {"from": _day(pace.first), "done": pace.done, "of": pace.total}
