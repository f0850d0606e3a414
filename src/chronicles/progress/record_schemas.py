"""The schemas that the record of a journal keeps to, by its version (JSON Schema 2020-12)."""

from typing import Any

from chronicles.progress.learning_plan import LEVELS, STATES

VERSION = 2


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
_MAYBE_TEXT = {"type": ["string", "null"]}
_EVENT = _object(day=_DAY, title=_TEXT, url=_TEXT)
_REMARK_1 = _object(text=_TEXT, open=_TRUTH, asked=_EVENT)
_REMARK = _object(id={"type": "string", "pattern": "^[0-9a-f]{10}$"}, **_REMARK_1["properties"])
_STRETCH = _object(**{"name": _TEXT, "from": _DAY, "to": _DAY})
_EVIDENCE = _object(kind={"enum": ["test", "code", "page", "outside"]}, label=_TEXT, target=_TEXT)
_GOAL_1 = _object(
    section=_TEXT,
    title=_TEXT,
    level=_NUMBER,
    done=_TRUTH,
    day=_MAYBE_DAY,
    verdict={"enum": ["open", "proven", "shown", "claimed", "lost"]},
    why=_TEXT,
    evidence=_array(_EVIDENCE),
)
_GOAL = _object(**_GOAL_1["properties"], by=_MAYBE_DAY)
_WEEK = _object(
    week={"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
    monday=_DAY,
    state={"enum": ["posted", "missed", "paused"]},
    entries=_NUMBER,
    steps=_NUMBER,
)
_JOURNAL = _object(name=_TEXT, author=_MAYBE_TEXT, url=_MAYBE_TEXT, language=_TEXT)
_COUNT = {"type": "integer", "minimum": 1}
_PACE = _object(
    **{
        "name": _TEXT,
        "url": _TEXT,
        "steps": _COUNT,
        "weeks": _COUNT,
        "from": _DAY,
        "done": _NUMBER,
        "of": _NUMBER,
    }
)
_BOTH = {
    "as_of": _MAYBE_DAY,
    "entries": _array(_EVENT),
    "steps": _array(_EVENT),
    "goals": _array(_GOAL),
    "weeks": _array(_WEEK),
    "run": _object(current=_NUMBER, longest=_NUMBER),
    "questions": _array(_REMARK),
    "needs_review": _array(_REMARK),
    "skills": _array(_object(name=_TEXT, level={"enum": list(LEVELS)}, day=_MAYBE_DAY)),
    "roadmap": _array(_TEXT),
    "challenge": {"anyOf": [{"type": "null"}, _STRETCH]},
    "following": _array(_object(**{"name": _TEXT, "done": _NUMBER, "of": _NUMBER, "url": _TEXT})),
    "pauses": _array(_STRETCH),
    "portfolio": _array(_object(name=_TEXT, state={"enum": list(STATES)}, url=_TEXT)),
}
_FIRST = _BOTH | {
    "goals": _array(_GOAL_1),
    "questions": _array(_REMARK_1),
    "needs_review": _array(_REMARK_1),
}
_SECOND = _BOTH | {
    "journal": _JOURNAL,
    "paces": _array(_PACE),
    "proofs": _object(held=_NUMBER, not_run=_NUMBER, lost=_NUMBER),
}


def _schema(version: int, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The progress of a learning journal",
        "description": "Days are ISO dates. All is true on the day as_of, that of the newest entry or step.",
        **_object(version={"const": version}, **properties),
    }


SCHEMAS = {1: _schema(1, _FIRST), 2: _schema(2, _SECOND)}  # readers meet journals of every version
SCHEMA = SCHEMAS[VERSION]
