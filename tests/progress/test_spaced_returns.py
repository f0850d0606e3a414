"""What needs review comes back after 7 days, 30 and 90, until entries have looked at it three times."""

from datetime import date

import pytest

from chronicles.progress.spaced_returns import Look, looked_at, next_return
from tests.progress.test_record import entry, told

FIRST = date(2025, 9, 1)


def look(day: str, text: str = "the ORM") -> Look:
    return Look(text, date.fromisoformat(day))


RETURNS = [
    ([], "2025-09-08"),
    ([look("2025-09-09")], "2025-10-09"),
    ([look("2025-09-09"), look("2025-09-09")], "2025-10-09"),  # a day counts once
    ([look("2025-09-09"), look("2025-10-10")], "2026-01-08"),
    ([look("2025-09-09"), look("2025-10-10"), look("2026-01-08")], None),
    ([look("2025-09-01"), look("2025-08-01")], "2025-09-08"),  # not before it was written down
    ([look("2025-09-09", "another thing")], "2025-09-08"),
    ([look("2025-09-09", "The **ORM**: I know it now.")], "2025-10-09"),
    ([look("2025-09-09", "[the ORM](../a.md), at last")], "2025-10-09"),
    ([look("2025-09-09", "the ORMs")], "2025-09-08"),
]


@pytest.mark.parametrize(("looks", "expected"), RETURNS)
def test_an_item_comes_back(looks: list[Look], expected: str | None) -> None:
    found = next_return("the ORM", FIRST, looks)
    assert (str(found) if found else None) == expected


def test_the_calendar_ends_before_the_last_return() -> None:
    assert next_return("a", date.max, []) == date.max
    assert next_return("?!", FIRST, [Look("anything", date(2025, 9, 9))]) == date(2025, 9, 8)


NEEDS, LOOKED = "## What needs review\n\n- the ORM\n- signals\n", "## Looked at again\n\n- the ORM: well\n"


def test_a_record_says_what_has_come_back_what_waits_longest_first() -> None:
    found = told("", entry("2025-09-01", NEEDS), entry("2025-09-10", LOOKED))
    assert [one.text for one in found.due(date(2025, 9, 10))] == ["signals"]
    assert [one.text for one in found.due(date(2025, 10, 10))] == ["signals", "the ORM"]
    assert found.due(date(2025, 9, 7)) == ()
    assert len(found.open_review) == 2


def test_after_three_looks_an_item_is_over() -> None:
    looks = [entry(day, LOOKED) for day in ("2025-09-08", "2025-10-09", "2026-02-01")]
    found = told("", entry("2025-09-01", NEEDS), *looks)
    assert [(one.text, one.is_open) for one in found.review] == [("the ORM", False), ("signals", True)]
    assert [one.text for one in found.due(date(2027, 1, 1))] == ["signals"]


def test_the_same_words_come_back_once() -> None:
    found = told("", entry("2025-09-01", NEEDS), entry("2025-09-02", "## Needs review\n\n- The ORM"))
    assert [one.text for one in found.due(date(2025, 9, 30))] == ["the ORM", "signals"]


def test_answers_of_log_are_items_that_close_what_they_name() -> None:
    assert looked_at(["the ORM.", "signals"], ["clear now", ""]) == (
        "### Looked at again\n\n- the ORM: clear now"
    )
    assert looked_at(["a"], [""]) == looked_at([], []) == ""
