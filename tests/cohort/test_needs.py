"""Who needs a talk, and why: records in, sentences out."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chronicles.cohort.learner_record import LearnerRecord, read_record
from chronicles.cohort.learner_row import Learner, LearnerRow, ordered, row_of
from chronicles.cohort.needs import needs, usual_gap
from chronicles.problems import Refused

from .journals_of_ten import AS_OF, FATES, ago, event, events, goal, record, remark, ten


def of(**more: Any) -> LearnerRecord:
    return read_record(json.dumps(record("Ada", **more)).encode(), "https://ada.example/")


def reasons(**more: Any) -> list[str]:
    return [need.reason for need in needs(of(**more), AS_OF)]


PAUSE = {"name": "exams", "from": ago(30), "to": ago(11)}
PACE = {"name": "Models", "url": "m/", "steps": 2, "weeks": 1, "from": ago(30), "of": 9}
TABLE: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"entries": [], "steps": []}, ["nothing is written yet"]),
    ({"entries": events(range(20, 90, 3))}, ["nothing for 20 days, where 3 are usual"]),
    ({"entries": events(range(20, 90, 3)), "pauses": [PAUSE]}, ["nothing for 11 days, where 3 are usual"]),
    ({"entries": events([20, 50, 80, 110])}, []),  # once a month is usual for them
    ({"entries": events([9, 10])}, []),
    ({"questions": [remark("Why", 3)]}, []),
    ({"questions": [remark("Why", 4)]}, ["1 question waits for an answer for 4 days"]),
    (
        {"questions": [remark("Why", 4), remark("How", 9)]},
        ["2 questions wait for an answer, the oldest for 9 days"],
    ),
    ({"questions": [{**remark("Why", 40), "open": False}]}, []),
    ({"needs_review": [remark("It", 14)]}, []),
    ({"needs_review": [remark("It", 15)]}, ["1 item to look at together for 15 days"]),
    (
        {"needs_review": [remark("It", 15), remark("That", 30)]},
        ["2 items to look at together, the oldest for 30 days"],
    ),
    (
        {"goals": [goal("A", "claimed"), goal("B", "proven")]},
        ["1 of 2 ticked goals is claimed and not proven"],
    ),
    ({"goals": [goal("A", "lost")]}, ["1 proof no longer holds"]),
    ({"goals": [goal("A", "lost"), goal("B", "lost")]}, ["2 proofs no longer hold"]),
    (
        {"proofs": {"held": 0, "not_run": 2, "lost": 0}},
        ["2 tests behind goals not run since the code was changed"],
    ),
    ({"goals": [goal("A", "open", by=ago(1))]}, [f"1 goal was planned for {ago(1)} or later days"]),
    ({"goals": [goal("A", "open", by=ago(0))]}, []),
    ({"goals": [goal("A", "proven", by=ago(9))]}, []),
    (
        {"challenge": {"name": "It", "from": ago(60), "to": ago(5)}},
        [f"the plan ended on {ago(5)}, with 1 goal open"],
    ),
    (
        {"paces": [PACE | {"done": 3}]},
        ["of the guide “Models” 8 steps were planned for 2 March 2026, 3 done"],
    ),
    ({"paces": [PACE | {"done": 8}]}, []),
]


@pytest.mark.parametrize(("more", "said"), TABLE)
def test_reasons_are_made_from_counts(more: dict[str, Any], said: list[str]) -> None:
    assert reasons(**more) == said


def test_who_is_on_a_pause_is_only_asked_what_they_asked() -> None:
    pause = {"name": "exams", "from": ago(30), "to": ago(0)}
    more = {"entries": events(range(31, 90, 3)), "pauses": [pause], "goals": [goal("A", "claimed")]}
    assert reasons(**more) == []
    assert reasons(**more, questions=[remark("Why", 9)]) == ["1 question waits for an answer for 9 days"]


def test_what_is_later_than_the_day_has_not_happened() -> None:
    before = AS_OF - timedelta(days=30)
    row = row_of(Learner("Ada", "ada", of()), before)
    assert row.last_active == before - timedelta(days=3)
    assert all(item.day <= before for item in row.recent)


def test_the_most_urgent_need_is_named_first_and_all_are_in_the_sentence() -> None:
    row = row_of(Learner("Ada", "ada", of(questions=[remark("Why", 60)], goals=[goal("A", "lost")])), AS_OF)
    assert row.why == "1 question waits for an answer for 60 days; 1 proof no longer holds."
    assert row.action == "Answer “Why”."
    assert row.urgency == 95


def test_each_of_ten_fates_is_told() -> None:
    rows = {name: row(name, data) for name, data in ten().items()}
    told = {name: row.needs[0].kind if row.needs else row.group for name, row in rows.items()}
    assert told == FATES
    order = [row.learner.name for row in ordered(rows.values())]
    assert order == [
        "broken", "silent", "claiming", "stuck", "elsewhere", "paused", "ahead", "steady",
        "hostile", "unreadable",
    ]  # fmt: skip


def row(name: str, data: bytes) -> LearnerRow:
    try:
        return row_of(Learner(name, name, read_record(data)), AS_OF)
    except Refused as refused:
        return row_of(Learner(name, name, trouble=refused.message, mend=refused.mend), AS_OF)


@pytest.mark.parametrize(
    ("ages", "days"),
    [([], 7), ([1, 2, 3], 7), ([1, 2, 3, 4], 3), ([1, 11, 21, 31], 10), ([1, 90, 170, 180], 30)],
)
def test_what_is_usual_is_the_middle_of_the_last_half_year(ages: list[int], days: int) -> None:
    found = sorted(AS_OF - timedelta(days=age) for age in ages)
    assert usual_gap(found, AS_OF) == days


def test_events_have_the_days_of_the_record() -> None:
    assert event(1, "x")["day"] == "2026-03-01"
