"""Plans: the day of a goal, the pace of a guide, and what of them is late on a day, without the pauses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.guides.outline import guides
from chronicles.language.site_language import SiteLanguage
from chronicles.language.site_words import SiteWords
from chronicles.progress.evidence import goals_of
from chronicles.progress.learning_plan import Stretch, read_plan
from chronicles.progress.paces import paces, wrong_paces
from chronicles.progress.plans import Pace, past, short_of, working_days
from chronicles.progress.record import Event
from tests.progress.test_record import entry, page, told

BY = date(2025, 10, 31)
EXAMS = Stretch("exams", date(2025, 11, 3), date(2025, 11, 9))
PAST = [
    (BY, (), ""),
    (date(2025, 11, 1), (), "planned for 31 October 2025; 1 day ago"),
    (date(2025, 11, 13), (), "planned for 31 October 2025; 13 days ago"),
    (date(2025, 11, 21), (), "planned for 31 October 2025; 3 weeks ago"),
    (date(2025, 11, 21), (EXAMS,), "planned for 31 October 2025; 2 weeks ago, pauses not counted"),
    (date(2025, 11, 21), (EXAMS, EXAMS), "planned for 31 October 2025; 2 weeks ago, pauses not counted"),
    (date(2025, 11, 9), (Stretch("ill", BY, date(2025, 12, 1)),), ""),
]


@pytest.mark.parametrize(("day", "pauses", "words"), PAST)
def test_what_is_late_is_said_without_shame_and_pauses_count_as_pauses(
    day: date, pauses: tuple[Stretch, ...], words: str
) -> None:
    assert past(BY, day, pauses) == words


def test_plans_are_told_in_the_language_of_the_site() -> None:
    german = SiteWords(SiteLanguage("de"))
    said = past(BY, date(2025, 11, 21), [EXAMS], german)
    assert said == "geplant für 31. Oktober 2025; vor 2 Wochen, ohne die Pausen"
    pace = Pace("G", "steps/g/index.md", 1, 2, date(2025, 9, 1), 0, 8)
    assert pace.said(german) == "1 Schritt in 2 Wochen ab 1. September 2025"
    assert pace.said() == "1 step in 2 weeks from 1 September 2025 on"
    late = replace(told("- [ ] A (by 2025-10-31)", entry("2025-11-01")), words=german).late
    assert [one.words for one in late] == ["geplant für 31. Oktober 2025; vor 1 Tag"]


@given(
    st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=6),
    st.integers(0, 60),
)
def test_each_day_of_a_pause_is_taken_off_once(spans: list[tuple[int, int]], length: int) -> None:
    pauses = [
        Stretch("p", BY + timedelta(days=first), BY + timedelta(days=first + more)) for first, more in spans
    ]
    days = [BY + timedelta(days=number) for number in range(1, length + 1)]
    free = [day for day in days if not any(one.first <= day <= one.last for one in pauses)]
    assert working_days(BY, BY + timedelta(days=length), pauses) == len(free)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_calendar_has_a_first_and_a_last_day_for_plans(day: date) -> None:
    assert working_days(day, day, [Stretch("p", date.min, date.max)]) == 0
    assert working_days(date.min, date.max, [Stretch("p", date.min, date.max)]) == 0


FIRST = date(2025, 9, 1)
PACES = [
    (6, 3, ""),
    (7, 1, "2 steps were planned for 7 September 2025, 1 done"),
    (7, 2, ""),
    (14, 1, "4 steps were planned for 14 September 2025, 1 done"),
    (400, 7, "8 steps were planned for 5 October 2026, 7 done"),
    (400, 8, ""),
]


@pytest.mark.parametrize(("days", "done", "words"), PACES)
def test_a_week_counts_when_it_is_over(days: int, done: int, words: str) -> None:
    pace = Pace("G", "steps/g/index.md", 2, 1, FIRST, done, 8)
    assert short_of(pace, FIRST + timedelta(days=days - 1)) == words


def test_a_pace_waits_for_pauses_and_begins_on_its_day() -> None:
    pace = Pace("G", "steps/g/index.md", 1, 2, FIRST, 0, 8)
    assert pace.planned(FIRST - timedelta(days=1)) == 0 and pace.planned(date(2025, 9, 14)) == 1
    assert pace.planned(date(2025, 9, 14), [Stretch("ill", FIRST, FIRST)]) == 0
    assert short_of(pace, date(2025, 9, 14)) == "1 step was planned for 14 September 2025, 0 done"
    assert Pace("G", "g.md", 2, 1, date.min, 0, 8).planned(FIRST) == 8


DAYS = [
    ("A (by 2025-10-31)", "A", "2025-10-31", None),
    ("A (by 2025-10-31): [e](b.md)", "A", "2025-10-31", None),
    ("A: [e](b.md) (by 2025-10-31)", "A", "2025-10-31", None),
    ("A: [e](b.md) (by 2025-10-31) (2025-10-01)", "A", "2025-10-31", "2025-10-01"),
    ("A: [e](b.md) (2025-10-01) (by 2025-10-31)", "A", "2025-10-31", "2025-10-01"),
    ("Stand (by hand)", "Stand (by hand)", None, None),
]


@pytest.mark.parametrize(("text", "title", "by", "day"), DAYS)
def test_a_goal_has_the_day_that_it_is_planned_for(
    text: str, title: str, by: str | None, day: str | None
) -> None:
    (goal,) = goals_of(page("goals.md", f"- [x] {text}"))
    assert goal.title == title
    assert [str(one) if one else None for one in (goal.by, goal.day)] == [by, day]


WRONG = ["2025-13-01", "2025-02-30", "31.10.2025", "31 October", "31 October 2025", "10/31", "2025-1-1"]


@pytest.mark.parametrize("said", WRONG)
def test_a_day_that_cannot_be_is_a_problem_at_its_line(said: str) -> None:
    (problem,) = read_plan(page("goals.md", f"# G\n\n- [ ] A:\n  [e](b.md) (by {said})\n")).problems
    assert str(problem.place) == "docs/goals.md:4"
    assert problem.message == f"'by {said}' is not a day that a goal can be planned for"
    assert problem.mend == "Write it as (by 2025-10-31): the year, the month, the day."


def test_what_is_no_day_is_words() -> None:
    text = "- [ ] A (by 3 people) (by hand) (by 2025-10-31)\n\n```\n(by 2025-13-01)\n```\n"
    assert read_plan(page("goals.md", text)).problems == ()


NO_PACE = [
    ("often", "'pace' is no number of steps in a number of weeks from a day on"),
    ("{steps: 2, weeks: 1}", "'pace' is no number of steps in a number of weeks from a day on"),
    ("{steps: 0, weeks: 1, from: 2025-09-01}", "'steps' of 'pace' is no number from 1 to 1000"),
    ("{steps: 2, weeks: yes, from: 2025-09-01}", "'weeks' of 'pace' is no number from 1 to 1000"),
    ("{steps: 2, weeks: 1, from: soon}", "'from' of 'pace' is not a day"),
]
GUIDES = guides(["steps/g/index.md", "steps/g/01-a.md", "steps/g/02-b.md"])


@pytest.mark.parametrize(("said", "message"), NO_PACE)
def test_a_pace_that_cannot_be_read_is_a_problem_at_its_line(said: str, message: str) -> None:
    pages = {"steps/g/index.md": page("steps/g/index.md", f"---\ntitle: G\npace: {said}\n---\n")}
    (problem,) = wrong_paces(GUIDES, pages)
    assert (str(problem.place), problem.message) == ("docs/steps/g/index.md:3", message)
    assert problem.mend == "Write it as pace: {steps: 2, weeks: 1, from: 2025-09-01}."
    assert paces(GUIDES, pages, set()) == []


def test_a_record_tells_first_which_goals_are_late_then_which_guides() -> None:
    text = "---\ntitle: G\npace: {steps: 1, weeks: 1, from: 2025-09-01}\n---\n"
    pages = {"steps/g/index.md": page("steps/g/index.md", text)}
    assert wrong_paces(GUIDES, pages) == []
    found = paces(GUIDES, pages, {"steps/g/01-a.md"})
    goals = (
        "---\npauses: [{why: ill, from: 2025-09-08, to: 2025-09-14}]\n---\n- [ ] B (by 2025-09-20)\n"
        "- [ ] A (by 2025-09-07)\n- [x] C (by 2025-09-01)\n- [ ] D (by 2025-09-28)"
    )
    steps = [Event(date(2025, 9, 28), "A", "steps/g/01-a.md")]
    record = told(goals, entry("2025-09-03"), steps=steps, paces=found)
    assert [(one.name, one.words, one.page) for one in record.late] == [
        ("A", "planned for 7 September 2025; 2 weeks ago, pauses not counted", ""),
        ("B", "planned for 20 September 2025; 8 days ago", ""),
        ("G", "2 steps were planned for 28 September 2025, 1 done", "steps/g/index.md"),
    ]
    assert told("- [ ] A (by 2025-09-07)").late == ()
