"""Ten made-up journals of different fates, as the bytes of their `progress.json`; the same on every run."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from chronicles.progress.record_schemas import VERSION

AS_OF = date(2026, 3, 2)
HEX = "0123456789abcdef"
# What the mentor should do about each, in a word of the needs, or a group of the page.
FATES = {
    "steady": "well",
    "silent": "silence",
    "stuck": "question",
    "claiming": "claimed",
    "broken": "lost",
    "paused": "paused",
    "ahead": "well",
    "unreadable": "unread",
    "hostile": "unread",
    "elsewhere": "review",
}
MARKUP = "<img src=x onerror=alert(1)>\"'&</script><script>alert(2)</script>"


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def event(days: int, title: str) -> dict[str, Any]:
    return {"day": ago(days), "title": title, "url": f"journal/{ago(days)}/"}


def events(days: Sequence[int], title: str = "What I did") -> list[dict[str, Any]]:
    return [event(number, f"{title} ({number})") for number in sorted(days, reverse=True)]


def goal(title: str, verdict: str, days: int | None = None, by: str | None = None) -> dict[str, Any]:
    return {
        "section": "Skills", "title": title, "level": 0, "done": verdict != "open",
        "day": ago(days) if days is not None else None, "verdict": verdict, "why": "", "evidence": [],
        "by": by,
    }  # fmt: skip


def remark(text: str, days: int) -> dict[str, Any]:
    return {"id": "0123456789", "text": text, "open": True, "asked": event(days, "An entry")}


def record(name: str, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "version": VERSION,
        "journal": {"name": f"{name}'s journal", "author": name, "url": None, "language": "en"},
        "as_of": ago(1),
        "entries": events(range(1, 90, 4)),
        "steps": [],
        "goals": [goal("Write a model", "proven", 40), goal("Deploy it", "open")],
        "weeks": [], "run": {"current": 12, "longest": 12}, "questions": [], "needs_review": [],
        "skills": [], "roadmap": [], "challenge": None, "following": [], "pauses": [], "portfolio": [],
        "paces": [], "proofs": {"held": 1, "not_run": 0, "lost": 0},
    }  # fmt: skip
    return values | more


def ten() -> dict[str, bytes]:
    """Return each journal by the name of its fate."""
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "steady": lambda: record("Ada"),
        "silent": lambda: record("Ben", as_of=ago(38), entries=events(range(38, 120, 4))),
        "stuck": lambda: record("Cleo", questions=[remark("Why is the second query empty", 24)]),
        "claiming": lambda: record(
            "Dan", goals=[goal(f"Goal {number}", "claimed", number) for number in range(1, 8)]
        ),
        "broken": lambda: record(
            "Eve",
            goals=[goal("Sell nothing twice", "lost", 30), goal("Write tests", "proven", 20)],
            proofs={"held": 1, "not_run": 0, "lost": 1},
        ),
        "paused": lambda: record(
            "Finn",
            entries=events(range(30, 90, 4)),
            pauses=[{"name": "exams", "from": ago(29), "to": ago(-9)}],
        ),
        "ahead": lambda: record(
            "Gus",
            steps=events(range(1, 20, 2), "A step"),
            goals=[goal("Serve an API", "proven", 2, ago(-30)), goal("Write a model", "proven", 3)],
        ),
        "elsewhere": lambda: record(
            "هالة",
            journal={"name": "دفتر", "author": "هالة", "url": None, "language": "ar"},
            needs_review=[remark("لماذا نستعمل المعاملات", 45)],
        ),
    }
    found = {name: json.dumps(make(), ensure_ascii=False).encode() for name, make in made.items()}
    nested = b'{"version": 2, "entries": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    return {name: {**found, "unreadable": b"<!doctype html>", "hostile": nested}[name] for name in FATES}


def marked_up() -> bytes:
    """Return a record that keeps to the schema, with markup wherever a text may stand."""
    text = MARKUP
    asked = {"day": ago(40), "title": text, "url": "javascript:alert(1)"}
    return json.dumps(
        record(
            text,
            journal={"name": text, "author": text, "url": "javascript:alert(3)", "language": text},
            entries=[asked],
            goals=[
                goal(text, verdict, 50) | {"section": text, "why": text} for verdict in ("lost", "claimed")
            ],
            questions=[{"id": "0123456789", "text": text, "open": True, "asked": asked}],
            needs_review=[{"id": "0123456789", "text": text, "open": True, "asked": asked}],
            pauses=[{"name": text, "from": ago(400), "to": ago(399)}],
            challenge={"name": text, "from": ago(90), "to": ago(30)},
        )
    ).encode()
