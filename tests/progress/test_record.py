"""What is counted from the pages: weeks, runs, sections, days of ticks, skills, remarks; and its JSON."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chronicles.journal.remark_ids import remark_id
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.heatmap import heat_map, level
from chronicles.progress.journal_head import JournalHead
from chronicles.progress.json_record import report
from chronicles.progress.learning_plan import Stretch, read_plan
from chronicles.progress.plans import Pace
from chronicles.progress.record import Event, Record, record
from chronicles.progress.record_schemas import SCHEMA, SCHEMAS
from chronicles.progress.review import last_week
from chronicles.progress.weeks import runs, weeks
from chronicles.proof.answers import Answers

FINDER = Finder(Dialect())
MONDAY = date(2025, 9, 1)


def page(name: str, text: str) -> Reading:
    return read_page(Page(f"docs/{name}", text), FINDER)


def entry(day: str, text: str = "", title: str = "T") -> Reading:
    return page(f"journal/posts/{day}.md", f"---\ntitle: {title}\ndate: {day}\n---\n\n{text}\n")


def told(
    goals: str = "", *entries: Reading, steps: Sequence[Event] = (), paces: Sequence[Pace] = ()
) -> Record:
    names = {one.page.path.removeprefix("docs/") for one in entries}
    court = EvidenceContext(page("goals.md", goals), "docs", Answers({}), lambda path: path in names, set())
    return record(entries, steps, court, "docs", paces)


def states(entries: Sequence[int], *pauses: tuple[int, int]) -> str:
    """The states of weeks, by their first letters; days are numbered from a Monday on."""
    days = [MONDAY + timedelta(days=number) for number in entries]
    away = [Stretch("w", MONDAY + timedelta(days=a), MONDAY + timedelta(days=b)) for a, b in pauses]
    return "".join(week.state[1] for week in weeks(days, [], away, max(days)))


WEEKS = [
    ((0,), (), "o"),
    ((0, 6, 7), (), "oo"),
    ((0, 21), (), "oiio"),
    ((0, 21), ((7, 13),), "oaio"),
    ((0, 21), ((7, 12),), "oiio"),
    ((0, 21), ((7, 10), (11, 20)), "oaao"),
    ((0, 8), ((0, 20),), "oo"),
]


@pytest.mark.parametrize(("entries", "pauses", "expected"), WEEKS)
def test_weeks(entries: tuple[int, ...], pauses: tuple[tuple[int, int], ...], expected: str) -> None:
    assert states(entries, *pauses) == expected


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_calendar_has_a_first_and_a_last_week(day: date) -> None:
    (week,) = weeks([day], [], [Stretch("w", date.min, date.max)], day)
    assert (week.state, week.entries) == ("posted", 1)
    (paused,) = weeks([], [day], [Stretch("w", date.min, date.max)], day)
    assert paused.state == "paused"
    assert heat_map(day.year, [day], day).count("<rect") == day.day


def test_a_review_of_the_first_days_of_all_begins_with_them() -> None:
    assert last_week(Record((Event(date(1, 1, 3), "A", "a.md"),))) == date.min


def test_a_week_with_only_steps_is_missed() -> None:
    (week,) = weeks([], [MONDAY], [], MONDAY)
    assert (week.state, week.entries, week.steps) == ("missed", 0, 1)


def test_a_pause_neither_ends_a_run_nor_adds_to_it() -> None:
    days = [MONDAY + timedelta(days=number) for number in (0, 7, 28, 35)]
    away = [Stretch("w", MONDAY + timedelta(days=14), MONDAY + timedelta(days=27))]
    assert runs(weeks(days, [], away, days[-1])) == (4, 4)
    assert runs(weeks(days, [], [], days[-1])) == (2, 2)


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), min_size=1, max_size=60))
def test_every_entry_is_of_one_week_and_runs_are_no_longer_than_weeks(days: list[date]) -> None:
    found = weeks(days, [], [], max(days))
    assert sum(week.entries for week in found) == len(days)
    assert all(b.monday - a.monday == timedelta(days=7) for a, b in pairwise(found))
    current, longest = runs(found)
    assert 1 <= current <= longest <= len(found)


def test_goals_are_counted_by_section_and_day() -> None:
    entries = entry("2025-09-03"), entry("2025-10-01")
    goals = (
        "## A\n\n- [x] one: [e](journal/posts/2025-09-03.md), [f](journal/posts/2025-10-01.md)\n"
        "- [x] two (2025-09-30)\n- [ ] three: [e](journal/posts/2025-09-03.md)\n- [x] four\n## B\n- [ ] five"
    )
    found = told(goals, *entries)
    a, b = found.sections
    assert (a.name, a.count(), len(a.goals), b.count()) == ("A", 3, 4, 0)
    assert [one.day for one in a.goals] == [date(2025, 10, 1), date(2025, 9, 30), None, None]
    assert a.count(until=date(2025, 9, 30)) == 1
    assert (a.count("shown"), a.count("claimed")) == (1, 2)
    assert [one.goal.title for one in found.newest] == ["one"]


def test_all_is_true_on_the_day_of_the_newest_entry_or_step() -> None:
    found = told("", entry("2025-09-03"), steps=[Event(date(2025, 9, 20), "A", "steps/g/01-a.md")])
    assert found.as_of == date(2025, 9, 20)
    assert [week.state for week in found.weeks] == ["posted", "missed", "missed"]
    assert told().as_of is None and told().weeks == ()


def test_questions_and_reviews_are_found_with_their_day() -> None:
    text = "- [ ] ? Why?\n- [x] ? How: [so](x.md)\n\n## What needs review\n\n- the ORM\n-\n\n## Next\n\n- no"
    found = told("", entry("2025-09-03", text))
    assert [(one.text, one.event.day) for one in found.open_questions] == [("Why?", date(2025, 9, 3))]
    assert [one.text for one in found.review] == ["the ORM"]


PLAN = """---
skills:
  - {name: ORM, level: basics, date: 2025-10-01}
  - {name: ORM, level: first steps, date: 2025-08-01}
  - {name: Git, level: fluent}
roadmap: [MVT, ORM]
challenge: {name: Embargo, from: 2025-08-26, to: 2025-11-26}
following: [{name: Tutorial, done: 4, of: 7, url: "https://d.org"}]
pauses: [{why: exams, from: 2025-09-08, to: 2025-09-14}]
portfolio: [{name: Polls, state: works}]
---
"""


def test_the_plan_is_read_from_the_front_matter_of_the_goals() -> None:
    found = told(PLAN, entry("2025-09-01"), entry("2025-09-15"))
    assert found.plan.problems == ()
    assert [(a.level, b.level) for a, b in found.skills] == [("first steps", "basics"), ("fluent", "fluent")]
    assert [week.state for week in found.weeks] == ["posted", "paused", "posted"]


WRONG = [
    ("skills: ORM", "'skills' is not a list"),
    ("skills: [ORM]", "item 1 of 'skills': it is not a mapping"),
    ("skills: [{name: ORM, level: god}]", "item 1 of 'skills': level 'god' is unknown"),
    ("skills: [{name: 3, level: basics}]", "item 1 of 'skills': it has no 'name' that is text"),
    ("skills: [{name: a, level: basics, date: soon}]", "item 1 of 'skills': 'date' is not a day"),
    ("roadmap: [a, {b: c}]", "item 2 of 'roadmap': it has no 'name' that is text"),
    ("challenge: soon", "it is not a mapping"),
    ("pauses: [{why: a, from: 2025-09-08, to: 2025-09-01}]", "item 1 of 'pauses': it ends before it begins"),
    ("following: [{name: a, done: 8, of: 7}]", "item 1 of 'following': 'done' and 'of' are not n of m"),
    ("following: [{name: a, done: 1, of: 7, url: 'x.md'}]", "item 1 of 'following': 'url' is not"),
    ("portfolio: [{name: a, state: wroks}]", "item 1 of 'portfolio': state 'wroks' is unknown"),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_a_plan_that_cannot_be_read_is_a_problem_at_its_line(line: str, said: str) -> None:
    (problem,) = read_plan(page("goals.md", f"---\ntitle: G\n{line}\n---\n")).problems
    assert (problem.place.line, problem.message[: len(said)]) == (3, said)
    assert problem.mend


def test_the_report_keeps_to_its_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    goals = PLAN + "\n## A\n- [x] <b>: [t](test:a.b), [c](code:a.py), [d](https://x.org)\n- [ ] b"
    for found in (Record(), told(goals, entry("2025-09-03", "- [ ] ? Why?"), entry("2025-12-31"))):
        values = json.loads(json.dumps(report(found)))
        assert list(Draft202012Validator(SCHEMA).iter_errors(values)) == []


def test_a_record_says_whose_it_is_what_is_planned_and_which_proofs_hold() -> None:
    goals = "- [ ] A (by 2025-10-31): [t](test:a.b)\n- [x] B: [t](test:a.b), [u](test:a.c) (2025-09-03)"
    pace = Pace("A guide", "steps/g/index.md", 2, 1, date(2025, 9, 1), 3, 8)
    found = replace(told(goals, entry("2025-09-03", "- [ ] ? Why?")), paces=(pace,))
    values = report(found, lambda page: f"at/{page}", JournalHead("J", "", "https://j.org/", "de"))
    assert list(Draft202012Validator(SCHEMA).iter_errors(values)) == []
    assert values["journal"] == {"name": "J", "author": None, "url": "https://j.org/", "language": "de"}
    assert [goal["by"] for goal in values["goals"]] == ["2025-10-31", None]
    assert values["proofs"] == {"held": 0, "not_run": 0, "lost": 2}, "each test counts once"
    assert values["paces"] == [
        {"name": "A guide", "url": "at/steps/g/index.md", "steps": 2, "weeks": 1, "from": "2025-09-01",
         "done": 3, "of": 8}
    ]  # fmt: skip
    (asked,) = values["questions"]
    assert asked["id"] == remark_id("journal/posts/2025-09-03.md", "Why?") == "82d2abf959"


def test_a_record_of_the_first_version_can_still_be_read() -> None:
    values = report(told("- [x] A", entry("2025-09-03", "- [ ] ? Why?")))
    for name in ("journal", "paces", "proofs"):
        del values[name]
    for goal in values["goals"]:
        del goal["by"]
    for remark in [*values["questions"], *values["needs_review"]]:
        del remark["id"]
    values["version"] = 1
    assert list(Draft202012Validator(SCHEMAS[1]).iter_errors(values)) == []
    assert list(Draft202012Validator(SCHEMA).iter_errors(values))


def test_the_map_has_a_square_for_each_day_until_the_last() -> None:
    days = [date(2024, 1, 1), date(2024, 1, 1), date(2024, 2, 29), date(2023, 1, 1)]
    svg = heat_map(2024, days, date(2024, 3, 1))
    assert svg.count("<rect") == 31 + 29 + 1
    assert heat_map(2023, days, date(2024, 3, 1)).count("<rect") == 365
    assert "<title>2024-01-01: 2</title>" in svg and "3 entries and steps on 2 days" in svg
    assert [level(number) for number in (0, 1, 2, 3, 5)] == [0, 1, 2, 3, 4]


# The first week that begins in the month, counted from that of 1 January as 0, and the corner of its line.
@pytest.mark.parametrize(
    ("year", "month", "name", "column", "edge"),
    [
        (2026, 12, "Dec", 49, "M613 13V25H601V97"),  # the 1st is a Tuesday: 30 November is no day of "Dec"
        (2026, 6, "Jun", 22, "M289 13V97"),  # the 1st is a Monday
        (2026, 11, "Nov", 44, "M553 13V85H541V97"),  # a Sunday
        (2024, 2, "Feb", 5, "M85 13V49H73V97"),  # a Thursday, in a leap year that begins on a Monday
    ],
)
def test_a_month_is_named_over_its_first_whole_week(
    year: int, month: int, name: str, column: int, edge: str
) -> None:
    svg = heat_map(year, [date(year, 1, 1)], date(year, month, 1))
    columns = {text: (int(x) - 26) / 12 for x, text in re.findall(r'<text x="(\d+)" y="9">(\w+)', svg)}
    assert (columns["Jan"], columns[name]) == (0, column)
    assert re.findall(r'd="[^"]*(M[^M"]*)"', svg) == [edge]


def test_days_of_two_months_in_one_week_stand_below_the_name_of_the_earlier() -> None:
    svg = heat_map(2026, [date(2026, 1, 5), date(2026, 11, 30)], date(2026, 12, 1))
    (square,) = re.findall(r'x="(\d+)" y="14"[^>]*><title>2026-11-30', svg)
    names = {text: int(x) for x, text in re.findall(r'<text x="(\d+)" y="9">(\w+)', svg)}
    assert names["Nov"] < int(square) < names["Dec"]


def test_a_january_has_no_line() -> None:
    assert 'd=""' in heat_map(2026, [], date(2026, 1, 31))


def test_a_journal_has_no_months_before_its_first() -> None:
    svg = heat_map(2025, [date(2025, 8, 26), date(2025, 11, 2)], date(2025, 11, 2))
    assert re.findall(r'y="9">(\w+)', svg) == ["Aug", "Sep", "Oct", "Nov"]
    assert svg.count("<rect") == 31 + 30 + 31 + 2
