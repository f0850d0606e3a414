"""What a journal keeps to itself is in nothing that programs read, and the record keeps to its schema."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chronicles.problems import Refused
from chronicles.progress.journal_head import JournalHead
from chronicles.progress.json_record import report
from chronicles.progress.record_schemas import SCHEMA
from chronicles.progress.shared_parts import EMPTY, PARTS, shared
from chronicles.workspace.share_settings import read
from tests.progress.test_record import PLAN, entry, told

GOALS = PLAN + "\n- [x] A: [t](test:a.b), [e](journal/posts/2025-09-03.md) (2025-09-03)"
VALUES = report(told(GOALS, entry("2025-09-03", "- [ ] ? Why?\n\n## Needs review\n\n- the ORM")))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_left_out_is_empty_and_the_rest_as_it_was(part: str) -> None:
    found = shared(VALUES, {part})
    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []
    changed = {name for name in found if found[name] != VALUES[name]}
    within = {"author": {"journal"}, "evidence": {"goals"}, "weeks": {"weeks", "run"}}
    assert changed <= within.get(part, {part})


def test_whose_it_is_and_what_stands_behind_goals_can_be_left_out() -> None:
    found = report(told(GOALS, entry("2025-09-03")), journal=JournalHead("J", "Ada"))
    told_of = shared(found, {"author", "evidence"})
    assert told_of["journal"]["author"] is None and found["journal"]["author"] == "Ada"
    assert [goal["evidence"] for goal in told_of["goals"]] == [[]]


def test_each_list_of_a_record_can_be_left_out() -> None:
    assert {name for name, value in VALUES.items() if isinstance(value, list)} <= EMPTY.keys()


def of(said: Any) -> tuple[frozenset[str], list[tuple[str, str, tuple[str, ...]]]]:
    wrong: list[tuple[str, str, tuple[str, ...]]] = []

    def tell(refused: Refused, keys: tuple[str, ...]) -> None:
        wrong.append((refused.message, refused.mend, keys))

    return read(said, tell), wrong


def test_settings_name_what_is_left_out() -> None:
    assert of(None) == (frozenset(), [])
    assert of({"questions": False, "skills": True}) == (frozenset({"questions"}), [])


FORM = "Write below 'share:' such as 'questions: false'."
WRONG = [
    (False, ("'False' does not say of parts whether they are shared", FORM, ())),
    (
        {"question": False},
        ("'question' is no part of progress.json", "Did you mean 'questions'?", ("question",)),
    ),
    ({"skills": "no"}, ("'skills' is neither true nor false", FORM, ("skills",))),
]


@pytest.mark.parametrize(("said", "problem"), WRONG)
def test_what_cannot_be_used_is_a_problem(said: Any, problem: tuple[str, str, tuple[str, ...]]) -> None:
    assert of(said) == (frozenset(), [problem])
