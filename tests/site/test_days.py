"""Days that cannot be: told at their lines by `check` and `build` in the same words, and no work."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.dates.day_range import YEAR, DayRange, newest
from tests.journals import Story
from tests.work import processor_limit

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
POSTS = "docs/journal/posts"
PROGRESS = {"docs/progress.md": "# Progress\n\n<!-- progress -->\n\n<!-- review -->\n"}
RIGHT = {f"{POSTS}/b.md": "---\ntitle: B\ndate: 2025-08-29\n---\n\n# B\n"}
MEANT = "    Write the day that you mean, such as 2025-08-29."
EARLY = f"the day 0001-01-01 is before 1990-01-01\n{MEANT}"
LATE = f"the day 9999-12-31 is more than a year past 2025-08-29, the newest that is known\n{MEANT}"


def settings(end: str, day: str) -> str:
    return f"    Mend it; if it is right, write 'days: {{{end}: {day}}}' below 'chronicles:' in mkdocs.yml."


def told(journal: Journal) -> str:
    """What `check` and `build` say, which has to be the same; neither may loop over centuries."""
    with processor_limit():
        built, checked = journal.run("build"), journal.run("check", "--no-exec")
    assert (built.status, checked.status) == (1, 1)
    assert built.err == checked.err
    return built.err


def entry(**values: str) -> dict[str, str]:
    said = "".join(f"{key}: {value}\n" for key, value in {"title": "A", **values}.items())
    return {f"{POSTS}/a.md": f"---\n{said}---\n\n# A\n"}


@pytest.mark.parametrize(
    "day, said",
    [
        ("0001-01-01", EARLY),
        ("9999-12-31", LATE),
        ("1900-01-01", f"the day 1900-01-01 is before 1990-01-01\n{settings('from', '1900-01-01')}"),
        (
            "2026-08-31",
            "the day 2026-08-31 is more than a year past 2025-08-29, the newest that is known\n"
            + settings("to", "2026-08-31"),
        ),
    ],
)
def test_the_day_of_an_entry(journal: Make, day: str, said: str) -> None:
    made = journal(PROGRESS | RIGHT | entry(date=day))
    assert told(made) == f"{POSTS}/a.md:3: {said}\n1 problem\n"


@pytest.mark.parametrize(
    "days", [("1990-01-01",), ("1990-01-01", "1991-01-02"), ("2025-08-29", "2026-08-30")]
)
def test_the_first_and_the_last_day_of_all(journal: Make, days: Sequence[str]) -> None:
    made = journal(
        PROGRESS | {f"{POSTS}/{day}.md": f"---\ntitle: A\ndate: {day}\n---\n\n# A\n" for day in days}
    )
    assert made.run("build").err == made.run("check").err == ""


PLACES = {
    "a moment": (entry(date="9999-12-31 23:59:59"), f"{POSTS}/a.md:3", LATE),
    "a later day of an entry": (
        entry(date="\n  created: 2025-08-29\n  updated: 9999-12-31"),
        f"{POSTS}/a.md:5",
        LATE,
    ),
    "a day that is merged": (
        {f"{POSTS}/a.md": "---\ntitle: A\n<<:\n  date: 0001-01-01\n---\n\n# A\n"},
        f"{POSTS}/a.md:4",
        EARLY,
    ),
    "a page of the site": ({"docs/a.md": "---\ndate: 0001-01-01\n---\n# A\n"}, "docs/a.md:2", EARLY),
    "the stamp of a note": (
        {"docs/journal/log.md": "# Log\n\n## 2025-08-28\n\nA.\n\n## 9999-12-31 10:00\n\nB.\n"},
        "docs/journal/log.md:7",
        LATE,
    ),
    "the state of a page": (entry(date="2025-08-28", state="9999-12-31"), f"{POSTS}/a.md:4", LATE),
    "the state of a note": (
        {"docs/journal/log.md": "## 2025-08-28\n\n<!-- state: 9999-12-31 -->\n\nA.\n"},
        "docs/journal/log.md:3",
        LATE,
    ),
    "the day of a tick": (
        {"docs/goals.md": "# Goals\n\n- [x] A\n- [x] B:\n  [b](journal/posts/b.md) (9999-12-31)\n"},
        "docs/goals.md:5",
        LATE,
    ),
    "a skill": (
        {"docs/goals.md": "---\nskills:\n  - {name: A, level: basics, date: 0001-01-01}\n---\n# Goals\n"},
        "docs/goals.md:3",
        EARLY,
    ),
    "a pause": (
        {
            "docs/goals.md": "---\npauses:\n  - why: exams\n    from: 2025-08-01\n    to: 9999-12-31\n"
            "challenge: {name: A, from: 2025-08-01, to: 2025-09-01}\n---\n# Goals\n"
        },
        "docs/goals.md:5",
        LATE,
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_every_place_of_a_day(journal: Make, name: str) -> None:
    files, place, said = PLACES[name]
    assert told(journal(PROGRESS | RIGHT | files)) == f"{place}: {said}\n1 problem\n"


def test_days_in_addresses(journal: Make) -> None:
    page = (
        "# A\n\nThe [model](code:students/models.py#Student@0001-01-01).\n\n"
        '```python {data-from="students/models.py#Student@9999-12-31..now"}\n```\n\n'
        '```console {data-run="0001-01-01"}\n$ ls\n```\n'
    )
    said = told(journal(RIGHT | {"docs/a.md": page}))
    for line, words in ((3, EARLY), (5, LATE), (8, EARLY)):
        assert f"docs/a.md:{line}: {words}\n" in said


def test_the_day_of_a_patch(journal: Make) -> None:
    patch = (
        "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
        "From: Ada <ada@example.org>\nDate: Fri, 31 Dec 2100 10:00:00 +0000\nSubject: [PATCH] Begin\n\n---\n"
        "diff --git a/a.txt b/a.txt\nnew file mode 100644\n"
        "index 0000000000000000000000000000000000000000..78981922613b2afb6025042ff6bd878ac1994e85\n"
        "--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+a\n"
    )
    made = journal(
        PROGRESS
        | RIGHT
        | {
            "docs/steps/one/index.md": "# One\n",
            "docs/steps/one/01-a.md": "# A\n\n`a.txt`\n",
            "docs/steps/one/01-a.patch": patch,
            "demo_project/a.txt": "a\n",
        }
    )
    (made.root / "demo_project/students/models.py").unlink()
    said = "the day 2100-12-31 is more than a year past 2025-08-29, the newest that is known\n" + settings(
        "to", "2100-12-31"
    )
    assert told(made) == f"docs/steps/one/01-a.patch:3: {said}\n1 problem\n"


def test_a_day_by_itself_does_not_make_itself_right(journal: Make) -> None:
    early = {f"{POSTS}/{name}.md": f"---\ntitle: A\ndate: 2025-08-{name}\n---\n" for name in ("27", "28")}
    made = journal(early | entry(date="2035-08-29"))
    assert told(made).startswith(f"{POSTS}/a.md:3: the day 2035-08-29 is more than a year past 2025-08-28, ")
    made.write({f"{POSTS}/c.md": "---\ntitle: C\ndate: 2035-09-29\n---\n"})
    assert made.run("build").err == ""


def test_after_a_break_a_commit_tells_the_time(journal: Make) -> None:
    made = journal(RIGHT | entry(date="2028-02-01"))
    assert made.run("check", "--no-exec").status == 1
    Story(made.root).commit({}, "2028-02-02 12:00:00 +0000")
    assert made.run("build").err == made.run("check", "--no-exec").err == ""


def test_settings_let_the_days_begin_earlier_and_end_later(journal: Make) -> None:
    days = "  - chronicles:\n      days: {from: 1985-05-01, to: 2040-01-01}\n"
    files = {"mkdocs.yml": CONFIG.replace("  - chronicles:\n", days)}
    files |= RIGHT | entry(date="1985-05-01")
    files |= {f"{POSTS}/c.md": "---\ntitle: C\ndate: 2040-01-01\n---\n"}
    made = journal(PROGRESS | files)
    assert made.run("build").err == made.run("check").err == ""
    made.write(entry(date="1985-04-30"))
    said = f"the day 1985-04-30 is before 1985-05-01\n{settings('from', '1985-04-30')}"
    assert told(made) == f"{POSTS}/a.md:3: {said}\n1 problem\n"


@pytest.mark.parametrize(
    "days, said",
    [
        (
            "1985",
            "12: 'days' names no first and no last day\n    Write it as in 'days: {from: 1985-01-01}'.",
        ),
        ("\n        since: 1985-01-01", "13: 'since' is no end of 'days'\n    There are: from, to."),
        (
            "\n        from: soon",
            "13: 'soon' is no day from 1900-01-01 to 2100-12-31\n    Write one, such as 'from: 1985-01-01'.",
        ),
        (
            "\n        to: 9999-12-31",
            "13: '9999-12-31' is no day from 1900-01-01 to 2100-12-31\n"
            "    Write one, such as 'to: 1985-01-01'.",
        ),
        (
            "{from: 2000-01-01, to: 1999-01-01}",
            "12: 'days' ends before it begins\n    Exchange 'from' and 'to'.",
        ),
    ],
)
def test_settings_that_name_no_days(journal: Make, days: str, said: str) -> None:
    made = journal(
        {"mkdocs.yml": CONFIG.replace("  - chronicles:\n", f"  - chronicles:\n      days: {days}\n")}
    )
    assert told(made) == f"mkdocs.yml:{said}\n1 problem\n"


@pytest.mark.parametrize("words", [("new", "A"), ("week",), ("done", "One"), ("import", "log.txt")])
def test_options_that_name_a_day(journal: Make, words: tuple[str, ...]) -> None:
    made = journal(RIGHT | {"docs/goals.md": "# Goals\n\n- [ ] One\n", "log.txt": "Text.\n"})
    for day, why in (("0001-01-01", "is before 1990-01-01"), ("9999-12-31", "is more than a year past ")):
        run = made.run(*words, "--date", day)
        assert (run.status, run.out) == (2, "")
        assert f"Error: Invalid value for '--date': the day {day} {why}" in run.err
        assert "Write the day that you mean, such as 2025-08-29." in run.err


def test_text_of_a_day_that_cannot_be_is_not_imported(journal: Make) -> None:
    log = "1989-08-26\n\nToo early.\n\n2025-08-27\n\nRight.\n\n2099-01-01\n\nToo late.\n"
    made = journal({"log.txt": log, "post.md": "---\ntitle: P\ndate: 0019-08-27\n---\n\nText.\n"})
    run = made.run("import", "--verbose", "log.txt", "post.md")
    assert sorted(path.name for path in (made.root / POSTS).glob("*")) == ["2025-08-27.md"]
    assert run.status == 1
    early = "log.txt:1: the day 1989-08-26 is before 1990-01-01, so it is not imported\n"
    assert early + settings("from", "1989-08-26") in run.err
    assert "log.txt:9: the day 2099-01-01 is more than a year past " in run.err
    assert "post.md:1: the day 0019-08-27 is before 1990-01-01, so it is not imported\n" in run.err
    assert "line 3: Too early." in run.out
    assert "line 6: Text." in run.out


def test_review_without_anything_is_of_the_beginning(journal: Make) -> None:
    made = journal({"docs/goals.md": "# Goals\n\n- [x] One (2025-08-29)\n"})
    run = made.run("review")
    assert run.out.startswith("# Since the beginning\n\n## Entries\n\nNothing.\n")
    assert "2025-08-29: One (claimed)" in run.out
    assert '"since": null' in made.run("review", "--json").out


@pytest.mark.parametrize(
    "days, expected",
    [
        ([], None),
        ([5], 5),
        ([0, 366], 366),
        ([0, 367], 0),
        ([0, 400, 401], 401),
        ([0, 10, 5000, 5000], 10),
    ],
)
def test_the_newest_day(days: list[int], expected: int | None) -> None:
    begin = date(2000, 1, 1).toordinal()
    known = newest(date.fromordinal(begin + day) for day in days)
    assert known == (None if expected is None else date.fromordinal(begin + expected))


@given(st.lists(st.dates(), min_size=1), st.dates())
def test_every_day_is_within_or_told(days: list[date], day: date) -> None:
    known = newest(days)
    assert known in days
    refused = DayRange(newest=known).wrong(day)
    is_within = date(1990, 1, 1) <= day and (known is None or day <= known or day - known <= YEAR)
    assert (refused is None) == is_within
