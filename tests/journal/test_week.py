"""The weekly update, goals that are ticked, and entries that wait."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.guides.outline import Step, step_of
from chronicles.guides.series.patches import Patch
from chronicles.journal.entries import is_published
from chronicles.journal.project_state import commits, moment_on
from chronicles.journal.ticking import related, ticked
from chronicles.journal.week import Week, draft, happened, steps_of
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.source.projects import Projects
from tests.journals import FINDER, Story

DAY = date(2025, 9, 9)
NAMES = ("steps/students/05-models.md", "steps/students/06-views.md")


def entry(name: str, day: str, body: str = "") -> Reading:
    text = f"---\ntitle: {name}\ndate: {day}\n---\n\n{body}\n"
    return read_page(Page(f"docs/journal/posts/{name}.md", text), FINDER)


def test_week_has_its_entries_and_all_that_is_open() -> None:
    old = entry("old", "2025-08-20", "- [ ] ? Why [so] late\n- [x] ? Done")
    inside = [entry("b", "2025-09-07"), entry("a", "2025-09-01")]
    later = entry("later", "2025-09-08", "- [ ] ? Not yet")
    week = Week.of(date(2025, 9, 3))
    found = happened(week, [later, old, *inside], ["a commit"])
    assert draft(week, week.sunday, found, "students/05") == (
        '---\ntitle: "Week 36: 1 September to 7 September 2025"\ndate: 2025-09-07\nstate: students/05\n'
        "categories: [Weekly]\ndraft: true\n---\n\n# Week 36: 1 September to 7 September 2025\n\n"
        "## Summary\n\n- [a](a.md)\n- [b](b.md)\n\n## Code\n\n- a commit\n\n## Challenges\n\n"
        "## What stuck\n\n"
        "## What needs review\n\n- Why [so] late ([old](old.md))\n\n## Next steps\n"
    )


def test_a_commit_of_a_day_that_no_calendar_has_is_passed_over(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.commit({"a.txt": "1"})
    story.raw_commit("999999999999 +0000")
    right = story.commit({"a.txt": "2"})
    assert list(commits(tmp_path, ZoneInfo("UTC"), date.min, date.max)) == [(right, "a step")]


@pytest.mark.parametrize("day, name", [("2024-12-30", "2025-week-01"), ("2027-01-03", "2026-week-53")])
def test_week_is_counted_as_iso_does(day: str, name: str) -> None:
    assert Week.of(date.fromisoformat(day)).name == name


def test_the_first_and_the_last_week_end_with_the_calendar() -> None:
    assert (Week.of(date.min).sunday, Week.of(date.max).sunday) == (date(1, 1, 7), date.max)
    assert Week.of(date.max).title == "Week 52: 27 December to 31 December 9999"


def test_steps_of_a_week_are_those_whose_patch_is_dated_in_it() -> None:
    step = step_of("steps/students/05-models.md")
    assert isinstance(step, Step)
    head = b"From 0\nFrom: A <a@b.c>\nDate: Sun, 21 Sep 2025 18:00:00 +0100\nSubject: A [student]\n"
    data = head + b"\nText\n---\n a | 1\n"
    later = step_of("steps/students/06-views.md")
    assert isinstance(later, Step)
    patches = [Patch(step, "x", data), Patch(later, "y", b"")]
    assert steps_of(Week.of(date(2025, 9, 16)), patches) == [
        r"[students/05](../../steps/students/05-models.md): A \[student\]"
    ]
    assert steps_of(Week.of(date(2025, 9, 23)), patches) == []


def test_the_state_of_a_day_is_the_last_step_that_is_dated_so() -> None:
    head = b"From 0\nFrom: A <a@b.c>\nDate: Sun, 21 Sep 2025 18:00:00 +0100\nSubject: A\n\n---\n a | 1\n"
    steps = [step for step in map(step_of, NAMES) if isinstance(step, Step)]
    patches = [Patch(steps[0], "x", head), Patch(steps[1], "y", b"")]
    projects = Projects({}, ZoneInfo("UTC"))
    found = {day: moment_on(date(2025, 9, day), patches, projects) for day in (20, 21, 28)}
    assert found == {20: None, 21: steps[0].state, 28: steps[0].state}


@pytest.mark.parametrize(
    "before, links, after",
    [
        ("- [ ] ORM", ["[t](test:a)"], "- [x] ORM: [t](test:a) (2025-09-09)"),
        ("- [ ] ORM.", ["[t](test:a)", "[e](e.md)"], "- [x] ORM: [t](test:a), [e](e.md) (2025-09-09)"),
        ("    * [ ] ORM: [t](test:a)", ["[e](e.md)"], "    * [x] ORM: [t](test:a), [e](e.md) (2025-09-09)"),
        ("- [ ] ORM", [], "- [x] ORM (2025-09-09)"),
    ],
)
def test_tick(before: str, links: list[str], after: str) -> None:
    assert ticked(f"# Goals\r\n{before}\r\n- [ ] b", 2, 2, links, DAY) == f"# Goals\r\n{after}\r\n- [ ] b"


def test_evidence_of_a_ticked_goal_stands_before_its_day() -> None:
    text = "- [x] ORM: [t](t) (2025-08-01).\n- [x] HTTP\n"
    text = ticked(ticked(text, 1, 1, ["[e](e)"], None), 2, 2, ["[e](e)"], None)
    assert text == "- [x] ORM: [t](t), [e](e) (2025-08-01).\n- [x] HTTP: [e](e)\n"


def test_evidence_of_a_goal_on_two_lines_stands_behind_the_second() -> None:
    assert ticked("- [ ] The\n  ORM\n", 1, 2, ["[t](t)"], DAY) == "- [x] The\n  ORM: [t](t) (2025-09-09)\n"


def test_only_what_speaks_of_a_goal_is_offered_the_nearest_first() -> None:
    names = [
        ("a", "a day"),
        ("b", "Models and the ORM"),
        ("c", "students tests OrmTests"),
        ("d", "the model"),
    ]
    assert related("Write models with the ORM", names) == ["b", "c", "d"]


@pytest.mark.parametrize(
    "lines, as_of, shown",
    [
        ("", None, True),
        ("draft: true\n", DAY, False),
        ("draft: false\n", None, True),
        ("scheduled: true\n", None, False),
        ("scheduled: true\n", date(2025, 9, 8), False),
        ("scheduled: true\n", DAY, True),
    ],
)
def test_published(lines: str, as_of: date | None, shown: bool) -> None:
    said, _ = read_front_matter(Page("a.md", f"---\ndate: 2025-09-09\n{lines}---\n"))
    assert is_published(said, as_of) is shown
